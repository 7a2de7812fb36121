package rbac

import (
	"testing"

	"authzx/internal/text"
	"github.com/google/go-cmp/cmp"
)

func TestAlteredIsWhatDiffersAndWhoIsTiedToIt(t *testing.T) {
	start := func() Document {
		return Document{
			Groups: []Group{
				{ID: GroupOf("g"), Name: text.New("G"), Members: []UserID{User("a"), User("b")}},
				{ID: GroupOf("h"), Name: text.New("H"), Members: []UserID{User("c")}},
			},
			Roles:       []Role{{ID: RoleOf("r"), Name: text.New("R"), Users: []UserID{User("d")}}},
			Permissions: []Permission{{ID: PermissionOf("p"), Name: text.New("P")}},
		}
	}
	for _, c := range []struct {
		name  string
		alter func(*Document)
		want  []Ref
	}{
		{"nothing", func(*Document) {}, nil},
		{"a member comes and one goes", func(d *Document) { d.Groups[0].Members = []UserID{User("b"), User("x")} },
			[]Ref{GroupOf("g").Ref(), User("a").Ref(), User("x").Ref()}},
		{"a name", func(d *Document) { d.Groups[1].Name = text.New("New") }, []Ref{GroupOf("h").Ref()}},
		{"nesting, a grant, a mapping", func(d *Document) {
			d.Groups[0].Nested = []GroupID{GroupOf("h")}
			d.Groups[1].Mappings = []Mapping{{ID: MappingOf("m")}}
		}, []Ref{GroupOf("g").Ref(), GroupOf("h").Ref()}},
		{"a group is deleted", func(d *Document) { d.Groups = d.Groups[:1] }, []Ref{User("c").Ref()}},
		{"a role is assigned, a permission renamed", func(d *Document) {
			d.Roles[0].Users = append(d.Roles[0].Users, User("e"))
			d.Permissions[0].Name = text.New("Q")
		}, []Ref{RoleOf("r").Ref(), PermissionOf("p").Ref(), User("e").Ref()}},
		{"a role is deleted", func(d *Document) { d.Roles = nil }, []Ref{User("d").Ref()}},
		{"things are made", func(d *Document) {
			d.Groups = append(d.Groups, Group{ID: GroupOf("n")})
			d.Permissions = append(d.Permissions, Permission{ID: PermissionOf("n")})
		}, []Ref{GroupOf("n").Ref(), PermissionOf("n").Ref()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			after := start()
			c.alter(&after)
			want := map[Ref]bool{}
			for _, ref := range c.want {
				want[ref] = true
			}
			if diff := cmp.Diff(want, Altered(Index(start()), Index(after))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
