package rbac

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"authzx/internal/text"
)

func TestMembersAreThoseWhoHaveTheGroupByAShortestChain(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		d := oddTenant(r)
		g := Index(d)
		for _, group := range d.Groups {
			members := g.Members(group.ID)
			direct := 0
			for i, m := range members {
				paths, _ := g.Access(Query{User: m.User}).Paths(group.ID.Ref())
				if len(paths) == 0 {
					t.Fatalf("seed %d: %v does not belong to %v", seed, m, group.ID)
				}
				if m.Direct {
					direct++
					if i >= direct || m.Via != nil || len(paths[0]) != 1 {
						t.Fatalf("seed %d: %+v is out of place or not direct", seed, m)
					}
					continue
				}
				if len(m.Via) != len(paths[0]) || m.Via[len(m.Via)-1] != group.ID {
					t.Fatalf("seed %d: %+v has a shorter path %v", seed, m, paths[0])
				}
				if !slices.Contains(g.DirectGroups(m.User), m.Via[0]) {
					t.Fatalf("seed %d: %+v is not in %v", seed, m, m.Via[0])
				}
			}
			holders := g.WhoCan(group.ID.Ref(), Reach{})
			if len(holders) != len(members) {
				t.Fatalf("seed %d: %d members of %d", seed, len(members), len(holders))
			}
		}
	})
}

func TestEffectiveRolesNameEveryGroupThatGrants(t *testing.T) {
	g := Index(document(t, `{"groups":[
		{"_id":"top","name":"Top","nested":["mid"],"roles":["a","b"]},
		{"_id":"mid","name":"Mid","nested":["low"],"roles":["b"]},
		{"_id":"low","name":"Low","roles":["b","c"]}],
		"roles":[{"_id":"c"},{"_id":"a"},{"_id":"b"}]}`))
	want := []GroupRole{
		{RoleOf("c"), GroupOf("low"), true},
		{RoleOf("a"), GroupOf("top"), false},
		{RoleOf("b"), GroupOf("low"), true}, {RoleOf("b"), GroupOf("top"), false}, {RoleOf("b"), GroupOf("mid"), false},
	}
	if got := g.EffectiveRoles(GroupOf("low")); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestMappingsAreFoundByConnectionAndByName(t *testing.T) {
	g := Index(document(t, `{"groups":[
		{"_id":"a","mappings":[{"_id":"1","groupName":"Staff","connectionName":"corp"},{"_id":"2","groupName":"Staff","connectionName":"idp"}]},
		{"_id":"b","mappings":[{"_id":"3","groupName":"Admins","connectionName":"corp"}]}]}`))
	if got := g.Mappings().On(text.New("corp")); len(got) != 2 || got[0].Mapping.ID != MappingOf("1") || got[1].Group != GroupOf("b") {
		t.Errorf("on corp: %v", got)
	}
	if got := g.Mappings().Naming(text.New("Staff")); len(got) != 2 || got[1].Mapping.ID != MappingOf("2") {
		t.Errorf("naming Staff: %v", got)
	}
	if got := g.Mappings().Connections(); !slices.Equal(got, []text.Text{text.New("corp"), text.New("idp")}) {
		t.Errorf("connections: %v", got)
	}
}

func TestNamesAreFoundExactlyElseButForCase(t *testing.T) {
	g := Index(document(t, `{"groups":[{"_id":"1","name":"Finance"},{"_id":"2","name":"FINANCE"},{"_id":"3","name":"İzmir"}],
		"permissions":[{"_id":"p","name":"read:x","applicationId":"a"},{"_id":"q","name":"read:x","applicationId":"b"}]}`))
	tests := []struct {
		name string
		want []GroupID
	}{
		{"FINANCE", []GroupID{GroupOf("2")}},
		{"finance", []GroupID{GroupOf("1"), GroupOf("2")}},
		{"i\u0307zmir", []GroupID{GroupOf("3")}},
		{"izmir", nil},
		{"Finan", nil},
	}
	for _, tt := range tests {
		if got := g.GroupsNamed(text.New(tt.name)); !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %v, want %v", tt.name, got, tt.want)
		}
	}
	if got := g.PermissionsNamed(text.New("READ:X")); len(got) != 2 {
		t.Errorf("permissions of two applications: %v", got)
	}
}

func TestOneGraphAnswersSeveralAtOnce(t *testing.T) {
	g := Index(oddTenant(rand.New(rand.NewPCG(3, 7))))
	overlay, err := CreateGroup{GroupID{NewID(1)}, text.New("Fresh"), text.New("d")}.Apply(g)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for seed := range uint64(8) {
		all.Go(func() {
			r := rand.New(rand.NewPCG(seed, 1))
			for _, g := range []*Graph{g, overlay} {
				check(t, seed, g, g.Document(), r)
				_ = g.Circles()
				for _, group := range g.Groups() {
					g.EffectiveRoles(group.ID)
				}
				c := &changer{Rand: r}
				if next, err := c.change(g).Apply(g); err == nil {
					Diff(g, next)
				}
				_ = g.Applications()
				_ = g.Mappings().Connections()
			}
		})
	}
	all.Wait()
}
