package rbac

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"authzx/internal/text"
)

func TestPathsAreAllSimplePathsShortestFirst(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		d := oddTenant(r)
		if seed%4 == 0 {
			d = withTwins(r, d)
		}
		g := Index(d)
		n := naive{d}
		for _, q := range queries(r) {
			a := g.Access(q)
			for _, target := range n.everything() {
				paths, truncated := a.Paths(target)
				want := n.pathsTo(q, target)
				if truncated != (len(want) > PathLimit) {
					t.Fatalf("seed %d %+v %v: truncated is %v with %d paths", seed, q, target, truncated, len(want))
				}
				if !slices.IsSortedFunc(paths, func(a, b Path) int { return len(a) - len(b) }) {
					t.Fatalf("seed %d %+v %v: not shortest first", seed, q, target)
				}
				if truncated {
					checkShortest(t, paths, want)
				} else if got, want := keys(paths), keys(want); !slices.Equal(got, want) {
					t.Fatalf("seed %d %+v %v: got\n%v\nwant\n%v", seed, q, target, got, want)
				}
			}
		}
	})
}

func TestTheShortestPathIsTheFirstOfAll(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		g := Index(oddTenant(r))
		for _, q := range queries(r) {
			a := g.Access(q)
			for _, target := range (naive{g.Document()}).everything() {
				paths, _ := a.Paths(target)
				path, more := a.Shortest(target)
				if more != (len(paths) > 1) || len(paths) > 0 && !slices.Equal(path, paths[0]) || len(paths) == 0 && path != nil {
					t.Fatalf("seed %d %+v %v: got %v, want the first of %v", seed, q, target, path, paths)
				}
			}
		}
	})
}

// checkShortest checks that paths are PathLimit of all, and no shorter one is missing.
func checkShortest(t *testing.T, paths, all []Path) {
	t.Helper()
	if len(paths) != PathLimit {
		t.Fatalf("truncated at %d paths", len(paths))
	}
	known := keys(all)
	got := keys(paths)
	if len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Fatal("a path is given twice")
	}
	for _, k := range got {
		if _, ok := slices.BinarySearch(known, k); !ok {
			t.Fatalf("not a path: %s", k)
		}
	}
	lengths := make([]int, len(all))
	for i, p := range all {
		lengths[i] = len(p)
	}
	slices.Sort(lengths)
	for i, p := range paths {
		if len(p) != lengths[i] {
			t.Fatalf("path %d has %d steps, a shorter one has %d", i, len(p), lengths[i])
		}
	}
}

func TestUnfoldingCausesGivesExactlyThePaths(t *testing.T) {
	seeded(150, func(seed uint64, r *rand.Rand) {
		g := Index(oddTenant(r))
		for _, q := range queries(r) {
			a := g.Access(q)
			for _, target := range (naive{g.Document()}).everything() {
				want, truncated := a.Paths(target)
				if truncated {
					continue
				}
				if got, want := keys(unfold(t, a, target, nil)), keys(want); !slices.Equal(got, want) {
					t.Fatalf("seed %d %+v %v: got\n%v\nwant\n%v", seed, q, target, got, want)
				}
			}
		}
	})
}

// unfold follows causes down to the user; every branch must get there.
func unfold(t *testing.T, a *Access, ref Ref, above []Ref) []Path {
	t.Helper()
	var paths []Path
	causes := a.Causes(ref, above...)
	if len(causes) == 0 && len(above) > 0 {
		t.Fatalf("%v, unfolded below %v, leads nowhere", ref, above)
	}
	for _, c := range causes {
		if c.From.Kind == KindUser {
			paths = append(paths, Path{c.Step})
			continue
		}
		for _, p := range unfold(t, a, c.From, append(slices.Clip(above), ref)) {
			paths = append(paths, append(p, c.Step))
		}
	}
	return paths
}

func TestTheShortestPathsComeFirstEvenWhereMostLeadInCircles(t *testing.T) {
	seeded(60, func(seed uint64, r *rand.Rand) {
		n := 6 + r.IntN(2)
		dense := r.Float64()/2 + 0.3
		g := tangle(n, func(p, c int) bool { return p != c && r.Float64() < dense })
		q := Query{User: User("u")}
		all := naive{g.Document()}.pathsTo(q, PermissionOf("p").Ref())
		paths, truncated := g.Access(q).Paths(PermissionOf("p").Ref())
		if truncated != (len(all) > PathLimit) {
			t.Fatalf("seed %d: truncated is %v with %d paths", seed, truncated, len(all))
		}
		if truncated {
			checkShortest(t, paths, all)
		} else if !slices.Equal(keys(paths), keys(all)) {
			t.Fatalf("seed %d: %d paths of %d", seed, len(paths), len(all))
		}
	})
}

// tangle is a tenant of n groups nested as nested says, the user in the first,
// the one role at the last.
func tangle(n int, nested func(parent, child int) bool) *Graph {
	d := Document{
		Roles:       []Role{{ID: RoleOf("r"), Permissions: []PermissionID{PermissionOf("p")}}},
		Permissions: []Permission{{ID: PermissionOf("p")}},
	}
	for i := range n {
		g := Group{ID: GroupOf(fmt.Sprint(i)), Name: text.New(fmt.Sprint("Group ", i))}
		for child := range n {
			if nested(i, child) {
				g.Nested = append(g.Nested, GroupOf(fmt.Sprint(child)))
			}
		}
		d.Groups = append(d.Groups, g)
	}
	d.Groups[0].Members = []UserID{User("u")}
	d.Groups[n-1].Roles = []RoleID{RoleOf("r")}
	return Index(d)
}

func TestPathsAreFoundFastWhereTheirNumberIsExponential(t *testing.T) {
	tests := []struct {
		name   string
		n      int
		nested func(parent, child int) bool
		paths  int
	}{
		{"in a lattice", 400, func(p, c int) bool { return p/4 == c/4+1 }, PathLimit},
		{"where everything nests everything", 60, func(p, c int) bool { return p != c }, PathLimit},
		{"on a long chain", 3000, func(p, c int) bool { return p == c+1 }, 1},
		{"on a ring", 2000, func(p, c int) bool { return (p+1)%2000 == c }, 1},
		{"past a tangle that leads nowhere else", 80, func(p, c int) bool {
			switch {
			case p == 79:
				return c == 0 // out of the first only
			case c == 79:
				return false
			default:
				return p != c
			}
		}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := tangle(tt.n, tt.nested).Access(Query{User: User("u")})
			start := time.Now()
			paths, truncated := a.Paths(PermissionOf("p").Ref())
			if len(paths) != tt.paths || truncated != (tt.paths == PathLimit) {
				t.Errorf("got %d paths, truncated %v", len(paths), truncated)
			}
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
			for _, p := range paths {
				if p[0].Kind != StepMember || p[len(p)-1].Kind != StepPermission {
					t.Errorf("not a path from user to permission: %v", p)
				}
			}
		})
	}
}
