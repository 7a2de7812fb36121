package rbac

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestAnOverlayAnswersAsIfIndexedAnew(t *testing.T) {
	kinds := make(map[string]int)
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		d := oddTenant(r)
		if seed%8 == 0 {
			d = withTwins(r, d)
		}
		c := &changer{Rand: r}
		g := Index(d)
		for range 25 {
			// The memo is filled at times, so that what an overlay keeps of it is seen.
			if r.IntN(2) == 0 {
				g.EachUser(func(UserAccess) bool { return true })
			}
			change := c.change(g)
			was := fmt.Sprint(g.Document())
			next, err := change.Apply(g)
			if fmt.Sprint(g.Document()) != was {
				t.Fatalf("seed %d: %#v altered the graph it was applied to", seed, change)
			}
			if err != nil {
				continue
			}
			kinds[change.Kind()]++
			if again := Index(next.Document()); !Equal(next, again, nil) {
				t.Fatalf("seed %d: after %#v the lists are not what was indexed", seed, change)
			}
			check(t, seed, next, next.Document(), r)
			checkRelations(t, next)
			g = next
		}
	})
	if len(kinds) != 22 {
		t.Errorf("only these kinds were applied: %v", kinds)
	}
}

// checkRelations compares what an overlay says about ties with an index made anew.
func checkRelations(t *testing.T, g *Graph) {
	t.Helper()
	fresh := Index(g.Document())
	same := func(what string, got, want any) {
		t.Helper()
		if !reflect.DeepEqual(got, want) && fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s: got %v, want %v", what, got, want)
		}
	}
	for _, r := range g.Groups() {
		same("parents", g.Parents(r.ID), fresh.Parents(r.ID))
		same("groups above", g.Above(r.ID), fresh.Above(r.ID))
		same("groups below", g.Below(r.ID), fresh.Below(r.ID))
		same("members", g.Members(r.ID), fresh.Members(r.ID))
		same("effective roles", g.EffectiveRoles(r.ID), fresh.EffectiveRoles(r.ID))
		direct, all := g.MemberCount(r.ID)
		if list := g.Members(r.ID); all != len(list) || direct != countDirect(list) {
			t.Fatalf("counted %d and %d members, listed %v", direct, all, list)
		}
	}
	for _, r := range g.Roles() {
		same("groups of a role", g.RoleGroups(r.ID), fresh.RoleGroups(r.ID))
	}
	for _, p := range g.Permissions() {
		same("roles of a permission", g.PermissionRoles(p.ID), fresh.PermissionRoles(p.ID))
	}
	for _, user := range fresh.Users() {
		same("groups of a user", g.DirectGroups(user), fresh.DirectGroups(user))
		same("roles of a user", g.DirectRoles(user), fresh.DirectRoles(user))
		if !g.HasUser(user) {
			t.Fatalf("user %v is missing", user)
		}
	}
	same("applications", g.Applications(), fresh.Applications())
	same("connections", g.Mappings().Connections(), fresh.Mappings().Connections())
}

func countDirect(list []Member) int {
	n := 0
	for _, m := range list {
		if m.Direct {
			n++
		}
	}
	return n
}

func TestChangesAppliedTogetherAreTheSameAsOneByOne(t *testing.T) {
	seeded(200, func(seed uint64, r *rand.Rand) {
		d := oddTenant(r)
		if seed%8 == 0 {
			d = withTwins(r, d)
		}
		c := &changer{Rand: r}
		start := Index(d)
		g := start
		var list Changes
		for range 20 {
			change := c.change(g)
			if next, err := change.Apply(g); err == nil {
				g, list = next, append(list, change)
			}
		}
		together, n, err := ApplyAll(start, list)
		if err != nil || n != len(list) || fmt.Sprint(together.Document()) != fmt.Sprint(g.Document()) {
			t.Fatalf("seed %d: %v after %d of %d", seed, err, n, len(list))
		}
		check(t, seed, together, together.Document(), r)
	})
}

func TestChangesComeOutOfJSONAsTheyWentIn(t *testing.T) {
	seeded(40, func(seed uint64, r *rand.Rand) {
		c := &changer{Rand: r}
		list := Changes{SetConfiguration{map[Switch]bool{GroupsInToken: true, PersistRoles: false}}}
		for range 60 {
			list = append(list, c.change(nil))
		}
		b, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		var back Changes
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatalf("seed %d: %v in %s", seed, err, b)
		}
		if !reflect.DeepEqual(list, back) {
			t.Fatalf("seed %d: %s came back as %#v", seed, b, back)
		}
	})
}

func TestJSONThatIsOnlyHalfUnderstoodIsRefused(t *testing.T) {
	tests := map[string]string{
		"an unknown kind":     `[{"kind":"drop-everything"}]`,
		"no kind":             `[{"group":"g","user":"u"}]`,
		"a field too many":    `[{"kind":"add-member","group":"g","user":"u","until":"tomorrow"}]`,
		"a field of no sense": `[{"kind":"add-member","group":7,"user":"u"}]`,
		"no list":             `{"kind":"add-member","group":"g","user":"u"}`,
	}
	for name, in := range tests {
		t.Run(name, func(t *testing.T) {
			var list Changes
			if err := json.Unmarshal([]byte(in), &list); err == nil {
				t.Errorf("got %v", list)
			}
		})
	}
}

func TestDiffIsWhatEachUserGainsAndLoses(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		c := &changer{Rand: r}
		root := Index(oddTenant(r))
		grow := func(g *Graph) *Graph {
			for range 1 + r.IntN(5) {
				if next, err := c.change(g).Apply(g); err == nil {
					g = next
				}
			}
			return g
		}
		left := grow(root)
		right := grow(left)
		c.made += 100 // a branch in which the same numbers mean other things
		branch := grow(root)
		pairs := [][2]*Graph{
			{root, left}, {left, right}, {root, right}, {right, left}, {left, branch}, {branch, root},
			{Index(left.Document()), right}, {root, Index(oddTenant(r))},
		}
		for _, p := range pairs {
			checkDiff(t, seed, p[0], p[1])
		}
	})
}

func checkDiff(t *testing.T, seed uint64, before, after *Graph) {
	t.Helper()
	e := Diff(before, after)
	got := make(map[UserID]UserEffect)
	for _, u := range e.Users {
		if _, again := got[u.User]; again {
			t.Fatalf("seed %d: %v comes twice", seed, u.User)
		}
		got[u.User] = u
	}
	users := append(slices.Clone(before.Users()), after.Users()...)
	slices.SortFunc(users, func(a, b UserID) int { return strings.Compare(a.Raw(), b.Raw()) })
	for _, user := range slices.Compact(users) {
		old, now := before.Access(Query{User: user}).Permissions(), after.Access(Query{User: user}).Permissions()
		gained, lost := lacking(old, now), lacking(now, old)
		if u := got[user]; !slices.Equal(u.Gained, gained) || !slices.Equal(u.Lost, lost) {
			t.Fatalf("seed %d: %v gains %v and loses %v, want %v and %v", seed, user, u.Gained, u.Lost, gained, lost)
		}
		if len(gained)+len(lost) == 0 {
			if _, ok := got[user]; ok {
				t.Fatalf("seed %d: %v neither gains nor loses", seed, user)
			}
		}
		delete(got, user)
		for _, p := range slices.Concat(gained, lost) {
			gain, _ := after.Access(Query{User: user}).Paths(p.Ref())
			loss, _ := before.Access(Query{User: user}).Paths(p.Ref())
			if len(gain)+len(loss) == 0 {
				t.Fatalf("seed %d: no path for %v to %v", seed, user, p)
			}
		}
	}
	for user, u := range got {
		t.Fatalf("seed %d: %v, who is in neither graph: %+v", seed, user, u)
	}
}
