package plan

import (
	"fmt"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func idOf(kind, n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%06d%06d", kind, n) }

// large is a tenant of 1,000 groups with 100 members each.
func large() *rbac.Graph {
	var d rbac.Document
	for n := range 1000 {
		g := rbac.Group{ID: rbac.GroupOf(idOf(1, n)), Name: text.New(fmt.Sprint("Group ", n)), Description: text.New("d")}
		for m := range 100 {
			g.Members = append(g.Members, rbac.User(fmt.Sprintf("auth0|%d", n*100+m)))
		}
		d.Groups = append(d.Groups, g)
	}
	return rbac.Index(d)
}

// BenchmarkCompile compiles memberships whose groups alternate, arranged and, as an older
// journal has them, each with a request of its own.
func BenchmarkCompile(b *testing.B) {
	g := large()
	for _, size := range []int{200, 2000, 20000} {
		var changes []rbac.Change
		for n := range size {
			changes = append(changes, rbac.AddMember(rbac.GroupOf(idOf(1, n%500)), rbac.User(fmt.Sprintf("auth0|new%d", n))))
		}
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				if _, err := Compile(g, rbac.Settings{}, changes); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint(size, " apart"), func(b *testing.B) {
			for b.Loop() {
				if _, err := compile(g, rbac.Settings{}, changes); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
