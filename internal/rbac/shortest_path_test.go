package rbac

import (
	"math/rand/v2"
	"testing"

	"authzx/internal/text"
	"github.com/google/go-cmp/cmp"
)

func TestTheNearestPathIsTheFirstThatAccessGives(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		d := oddTenant(r)
		if seed%4 == 0 {
			d = withTwins(r, d)
		}
		g := Index(d)
		for _, q := range queries(r) {
			a := g.Access(q)
			for _, target := range (naive{d}).everything() {
				paths, truncated := a.Paths(target)
				if truncated {
					continue
				}
				var want Path
				if len(paths) > 0 {
					want = paths[0]
				}
				got := g.Nearest(target, Reach{Application: q.Application, Login: q.Login}).Path(q.User)
				if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b text.Text) bool { return a == b })); diff != "" {
					t.Fatalf("seed %d %+v %v: %s", seed, q, target, diff)
				}
			}
		}
	})
}

func TestAMemberHasWhatLeadsFromHisGroup(t *testing.T) {
	seeded(200, func(seed uint64, r *rand.Rand) {
		d := oddTenant(r)
		g := Index(d)
		for _, target := range (naive{d}).everything() {
			near := g.Nearest(target, Reach{})
			for _, group := range d.Groups {
				member := User("only here")
				with, err := (AddMember(group.ID, member)).Apply(g)
				if err != nil {
					t.Fatal(err)
				}
				want, _ := with.Access(Query{User: member}).Shortest(target)
				got, ok := near.FromGroup(group.ID)
				if ok != (want != nil) {
					t.Fatalf("seed %d %v from %v: %v, want %v", seed, target, group.ID, ok, want != nil)
				}
				if ok && len(got) != len(want)-1 {
					t.Fatalf("seed %d %v from %v: %d steps after the group, want %d", seed, target, group.ID, len(got), len(want)-1)
				}
				if ok && len(got) > 0 && got[len(got)-1] != want[len(want)-1] {
					t.Fatalf("seed %d %v from %v: ends at %v, want %v", seed, target, group.ID, got[len(got)-1], want[len(want)-1])
				}
			}
		}
	})
}
