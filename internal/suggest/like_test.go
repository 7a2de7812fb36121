package suggest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestTheUserBecomesLikeTheModelByTheFewestChanges(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 47))
		g := tinyTenant(r)
		user, model, exactly := rbac.User("auth0|u0"), rbac.User(fmt.Sprintf("auth0|u%d", 1+r.IntN(3))), r.IntN(2) == 0
		changes := Like(g, user, model, exactly)
		if !alike(t, g, changes, user, model, exactly) {
			t.Fatalf("seed %d, exactly %v: %v leave a difference", seed, exactly, changes)
		}
		if fewer := fewest(t, g, user, model, exactly, len(changes)); fewer != nil {
			t.Fatalf("seed %d, exactly %v: %v, where %v will do", seed, exactly, changes, fewer)
		}
	}
}

func alike(t *testing.T, g *rbac.Graph, changes []rbac.Change, user, model rbac.UserID, exactly bool) bool {
	t.Helper()
	after, _, err := rbac.ApplyAll(g, changes)
	if err != nil {
		t.Fatal(err)
	}
	c := after.Compare(rbac.Query{User: user}, rbac.Query{User: model})
	return c.OnlyB.Empty() && (!exactly || c.OnlyA.Empty())
}

// fewest looks for fewer changes of the user's own ties than n that will do, by trying
// all; such as bring along what the model lacks don't count.
func fewest(t *testing.T, g *rbac.Graph, user, model rbac.UserID, exactly bool, n int) []rbac.Change {
	t.Helper()
	var own []rbac.Change
	want := g.Access(rbac.Query{User: model})
	for _, group := range g.Groups() {
		if want.Has(group.ID.Ref()) {
			own = append(own, rbac.AddMember(group.ID, user))
		}
		own = append(own, rbac.RemoveMember(group.ID, user))
	}
	for _, role := range g.Roles() {
		if want.Has(role.ID.Ref()) {
			own = append(own, rbac.AssignRole(user, role.ID))
		}
		own = append(own, rbac.UnassignRole(user, role.ID))
	}
	for set := range 1 << len(own) {
		var some []rbac.Change
		for i, c := range own {
			if set>>i&1 == 1 {
				some = append(some, c)
			}
		}
		if len(some) < n && alike(t, g, some, user, model, exactly) {
			return some
		}
	}
	return nil
}

func TestAUserIsLikeOneselfAlready(t *testing.T) {
	g := tinyTenant(rand.New(rand.NewPCG(1, 47)))
	if changes := Like(g, rbac.User("auth0|u0"), rbac.User("auth0|u0"), true); len(changes) > 0 {
		t.Errorf("%v", changes)
	}
}

func TestWhatIsChosenOfTheModelComesByTheFewestChanges(t *testing.T) {
	chosen := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 53))
		g := tinyTenant(r)
		user, model := rbac.User("auth0|u0"), rbac.User(fmt.Sprintf("auth0|u%d", 1+r.IntN(2)))
		c := g.Compare(rbac.Query{User: model}, rbac.Query{User: user})
		all := append(append(refs(c.OnlyA.Groups), refs(c.OnlyA.Roles)...), refs(c.OnlyA.Permissions)...)
		if whole, like := LikeIn(g, user, rbac.Query{User: model}, all), Like(g, user, model, false); len(whole) != len(like) {
			t.Fatalf("seed %d: all of it by %v, where %v will do", seed, whole, like)
		}
		some := slices.DeleteFunc(slices.Clone(all), func(rbac.Ref) bool { return r.IntN(2) == 0 })
		changes := LikeIn(g, user, rbac.Query{User: model}, some)
		after, _, err := rbac.ApplyAll(g, changes)
		if err != nil {
			t.Fatal(err)
		}
		if now := after.Access(rbac.Query{User: user}); slices.ContainsFunc(some, func(ref rbac.Ref) bool { return !now.Has(ref) }) {
			t.Fatalf("seed %d: %v does not give %v", seed, changes, some)
		}
		if more := after.Compare(rbac.Query{User: user}, rbac.Query{User: model}).OnlyA; len(more.Permissions) > len(c.OnlyB.Permissions) {
			t.Fatalf("seed %d: %v brings what the model lacks", seed, changes)
		}
		want := g.Access(rbac.Query{User: model})
		var own []rbac.Change
		for _, id := range want.Groups() {
			own = append(own, rbac.AddMember(id, user))
		}
		for _, id := range want.Roles() {
			own = append(own, rbac.AssignRole(user, id))
		}
		for set := range 1 << len(own) {
			var fewer []rbac.Change
			for i, one := range own {
				if set>>i&1 == 1 {
					fewer = append(fewer, one)
				}
			}
			if len(fewer) >= len(changes) {
				continue
			}
			after, _, err := rbac.ApplyAll(g, fewer)
			if err != nil {
				t.Fatal(err)
			}
			if now := after.Access(rbac.Query{User: user}); !slices.ContainsFunc(some, func(ref rbac.Ref) bool { return !now.Has(ref) }) {
				t.Fatalf("seed %d: %v, where %v will do", seed, changes, fewer)
			}
		}
		chosen += len(changes)
	}
	if chosen == 0 {
		t.Error("nothing was ever to be given")
	}
}

func refs[T interface{ Ref() rbac.Ref }](ids []T) (list []rbac.Ref) {
	for _, id := range ids {
		list = append(list, id.Ref())
	}
	return list
}

func TestWhatAMappingGivesTheModelIsGivenAsAMembership(t *testing.T) {
	g := tinyTenant(rand.New(rand.NewPCG(3, 53)))
	for seed := uint64(0); len(g.Mappings().On(text.New("corp"))) == 0; seed++ {
		g = tinyTenant(rand.New(rand.NewPCG(seed, 53)))
	}
	m := g.Mappings().On(text.New("corp"))[0]
	model := rbac.Query{User: rbac.User("auth0|new"), Login: &rbac.Login{Connection: text.New("corp"), IdPGroups: []text.Text{m.Mapping.GroupName}}}
	changes := LikeIn(g, rbac.User("auth0|other"), model, []rbac.Ref{m.Group.Ref()})
	if len(changes) != 1 || rbac.ChangeKey(changes[0]) != rbac.ChangeKey(rbac.AddMember(m.Group, rbac.User("auth0|other"))) {
		t.Errorf("%v", changes)
	}
}
