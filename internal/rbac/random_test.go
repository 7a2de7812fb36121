package rbac

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"authzx/internal/racing"
	"authzx/internal/text"
)

// oddTenant makes a small tenant with everything that real ones have wrong:
// cycles, groups nested in themselves, ids that lead nowhere, repeats in lists,
// names used twice, mappings on groups of both kinds.
func oddTenant(r *rand.Rand) Document {
	groups, roles, permissions, users := 1+r.IntN(7), r.IntN(6), r.IntN(7), 1+r.IntN(6)
	group := func() GroupID { return GroupOf(fmt.Sprintf("g%d", r.IntN(groups+1))) } // the last leads nowhere
	role := func() RoleID { return RoleOf(fmt.Sprintf("r%d", r.IntN(roles+1))) }
	permission := func() PermissionID { return PermissionOf(fmt.Sprintf("p%d", r.IntN(permissions+1))) }
	user := func() UserID { return User(fmt.Sprintf("auth0|u%d", r.IntN(users))) }
	var d Document
	for i := range groups {
		g := Group{ID: GroupOf(fmt.Sprintf("g%d", i)), Name: oddName(r), Description: text.New("d")}
		g.Members = some(r, 3, user)
		g.Nested = some(r, 3, group)
		g.Roles = some(r, 2, role)
		for j := range r.IntN(3) {
			g.Mappings = append(g.Mappings, Mapping{MappingOf(fmt.Sprintf("m%d.%d", i, j)), oddName(r), oddConnection(r)})
		}
		d.Groups = append(d.Groups, g)
	}
	for i := range roles {
		d.Roles = append(d.Roles, Role{
			ID: RoleOf(fmt.Sprintf("r%d", i)), Name: oddName(r), Description: text.New("d"),
			ApplicationType: text.New(TypeClient), Application: oddApplication(r),
			Permissions: some(r, 4, permission), Users: some(r, 2, user),
		})
	}
	for i := range permissions {
		d.Permissions = append(d.Permissions, Permission{
			ID: PermissionOf(fmt.Sprintf("p%d", i)), Name: oddName(r), Description: text.New("d"),
			ApplicationType: text.New(TypeClient), Application: oddApplication(r),
		})
	}
	return d
}

func oddName(r *rand.Rand) text.Text       { return text.New(fmt.Sprintf("Name %d", r.IntN(5))) }
func oddConnection(r *rand.Rand) text.Text { return text.New([]string{"corp", "idp"}[r.IntN(2)]) }
func oddApplication(r *rand.Rand) ClientID { return Client([]string{"app-a", "app-b"}[r.IntN(2)]) }
func some[T any](r *rand.Rand, most int, one func() T) []T {
	n := r.IntN(most+2) - 1
	if n < 0 {
		return nil
	}
	list := make([]T, n)
	for i := range list {
		list[i] = one()
	}
	return list
}

// queries are questions that a tenant of oddTenant can be asked: with and
// without application and login, and about a user whom nothing mentions.
func queries(r *rand.Rand) []Query {
	var list []Query
	for u := range 7 {
		q := Query{User: User(fmt.Sprintf("auth0|u%d", u))}
		list = append(list, q)
		q.Application = oddApplication(r)
		list = append(list, q)
		q.Login = &Login{Connection: oddConnection(r), IdPGroups: some(r, 2, func() text.Text { return oddName(r) })}
		list = append(list, q)
		q.Application = ClientID{}
		list = append(list, q)
	}
	return list
}

// withTwins gives some records the id of another, as a raw import can.
func withTwins(r *rand.Rand, d Document) Document {
	if n := len(d.Groups); n > 1 {
		d.Groups[r.IntN(n)].ID = d.Groups[r.IntN(n)].ID
	}
	if n := len(d.Permissions); n > 1 {
		d.Permissions[r.IntN(n)].ID = d.Permissions[r.IntN(n)].ID
	}
	return d
}

// seeded runs f with many different tenants, the same on every run.
func seeded(n int, f func(seed uint64, r *rand.Rand)) {
	for seed := range uint64(racing.Fewer(n)) {
		f(seed, rand.New(rand.NewPCG(seed, 7)))
	}
}

// document reads a tenant written by hand.
func document(t *testing.T, in string) Document {
	t.Helper()
	var d Document
	if err := json.Unmarshal([]byte(in), &d); err != nil {
		t.Fatal(err)
	}
	return d
}
