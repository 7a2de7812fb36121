package suggest

import (
	"encoding/json"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
)

// BenchmarkWays searches in a tenant of 100,000 users and 10,000 groups for what
// users far apart lack and have.
func BenchmarkWays(b *testing.B) {
	var d rbac.Document
	if err := json.Unmarshal(sample.Generate(sample.Large()).Document, &d); err != nil {
		b.Fatal(err)
	}
	// A permission that no role holds needs two changes.
	last := d.Permissions[len(d.Permissions)-1]
	for i := range d.Roles {
		d.Roles[i].Permissions = without(d.Roles[i].Permissions, last.ID)
	}
	g := rbac.Index(d)
	users, permissions := g.Users(), g.Permissions()
	for _, test := range []struct {
		name string
		take bool
		of   func(i int) rbac.PermissionID
	}{
		{"give", false, func(i int) rbac.PermissionID { return permissions[i*7919%len(permissions)].ID }},
		{"give what no role holds", false, func(int) rbac.PermissionID { return last.ID }},
		{"take", true, func(i int) rbac.PermissionID {
			own := g.Access(rbac.Query{User: users[i*7919%len(users)]}).Permissions()
			if len(own) == 0 {
				return last.ID
			}
			return own[i%len(own)]
		}},
	} {
		b.Run(test.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				w := Goal{User: users[i*7919%len(users)], Thing: test.of(i).Ref(), Take: test.take}
				if _, err := Ways(b.Context(), g, w, 100); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func without(list []rbac.PermissionID, id rbac.PermissionID) []rbac.PermissionID {
	var rest []rbac.PermissionID
	for _, p := range list {
		if p != id {
			rest = append(rest, p)
		}
	}
	return rest
}
