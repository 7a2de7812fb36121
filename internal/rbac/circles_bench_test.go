package rbac

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"authzx/internal/text"
)

// circular is a tenant of n groups, each with a role and a permission, nested as
// the children say; the user is in the first.
func circular(n int, children func(parent int) []int) *Graph {
	var d Document
	for i := range n {
		permission := Permission{ID: PermissionOf(fmt.Sprint("p", i)), Name: text.New(fmt.Sprint("do ", i))}
		role := Role{ID: RoleOf(fmt.Sprint("r", i)), Name: text.New(fmt.Sprint("Role ", i)), Permissions: []PermissionID{permission.ID}}
		group := Group{ID: GroupOf(fmt.Sprint("g", i)), Name: text.New(fmt.Sprint("Group ", i)), Roles: []RoleID{role.ID}}
		for _, child := range children(i) {
			group.Nested = append(group.Nested, GroupOf(fmt.Sprint("g", child)))
		}
		d.Permissions, d.Roles, d.Groups = append(d.Permissions, permission), append(d.Roles, role), append(d.Groups, group)
	}
	d.Groups[0].Members = []UserID{User("u")}
	return Index(d)
}

// circles are tenants of 1,000 groups that are all above each other.
func circles() map[string]*Graph {
	const n = 1000
	r := rand.New(rand.NewPCG(3, 4))
	return map[string]*Graph{
		"a ring":         circular(n, func(p int) []int { return []int{(p + 1) % n} }),
		"a ring of twos": circular(n, func(p int) []int { return []int{(p + 1) % n, (p + 2) % n} }),
		"a tangle":       circular(n, func(int) []int { return []int{r.IntN(n), r.IntN(n), r.IntN(n)} }),
	}
}

// BenchmarkExplainInCircles is all that one user has, and how.
func BenchmarkExplainInCircles(b *testing.B) {
	for name, g := range circles() {
		a := g.Access(Query{User: User("u")})
		for _, limit := range []int{1, PathLimit} {
			b.Run(fmt.Sprintf("%s, %d paths", name, limit), func(b *testing.B) {
				for b.Loop() {
					for range a.Explain(limit, NewEffort()) {
					}
				}
			})
		}
	}
}
