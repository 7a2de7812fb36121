package rbac

import (
	"testing"

	"authzx/internal/text"
)

func TestAThingWhoseNameAnotherHasIsFrozen(t *testing.T) {
	g := Index(Document{
		Groups: []Group{
			{ID: GroupOf("g1"), Name: text.New("Ops")}, {ID: GroupOf("g2"), Name: text.New("OPS")}, {ID: GroupOf("g3"), Name: text.New("Desk")},
		},
		Roles: []Role{
			{ID: RoleOf("r1"), Name: text.New("Reader"), Application: Client("a")},
			{ID: RoleOf("r2"), Name: text.New("reader"), Application: Client("a")},
			{ID: RoleOf("r3"), Name: text.New("Reader"), Application: Client("b")},
		},
	})
	for ref, want := range map[Ref]bool{
		GroupOf("g1").Ref(): true, GroupOf("g2").Ref(): true, GroupOf("g3").Ref(): false, GroupOf("none").Ref(): false,
		RoleOf("r1").Ref(): true, RoleOf("r2").Ref(): true, RoleOf("r3").Ref(): false, User("u").Ref(): false,
	} {
		if got := g.Frozen(ref); got != want {
			t.Errorf("%v: %v, want %v", ref, got, want)
		}
	}
	renamed, err := EditGroup{Group: GroupOf("g2"), Name: text.New("Operations"), Description: text.New("d")}.Apply(g)
	if err != nil {
		t.Fatal(err)
	}
	if renamed.Frozen(GroupOf("g1").Ref()) {
		t.Error("frozen though the other was renamed")
	}
}
