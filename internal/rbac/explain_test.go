package rbac

import (
	"math/rand/v2"
	"slices"
	"testing"

	"authzx/internal/racing"
)

func TestExplainGivesThePathsOfEverythingInOrder(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 77))
		d := oddTenant(r)
		if seed%3 == 0 {
			d = withTwins(r, d)
		}
		g := Index(d)
		for _, q := range queries(r) {
			for _, limit := range []int{1, 2, PathLimit} {
				checkExplained(t, seed, g.Access(q), limit)
			}
		}
	}
}

func TestExplainIsBoundedWhereThereAreTooManyWays(t *testing.T) {
	everyPair := func(parent, child int) bool { return parent != child }
	g := tangle(12, everyPair)
	for _, user := range g.Users() {
		checkExplained(t, 0, g.Access(Query{User: user}), 3)
	}
}

func checkExplained(t *testing.T, seed uint64, a *Access, limit int) {
	t.Helper()
	var refs []Ref
	for e := range a.Explain(limit, NewEffort()) {
		refs = append(refs, e.Ref)
		paths, truncated := a.Paths(e.Ref)
		if limit < PathLimit && truncated {
			if len(e.Paths) != limit || len(e.Paths[0]) != len(paths[0]) || !e.Truncated {
				t.Fatalf("seed %d, %v, %v: %v, want the first of %d and more", seed, a.Query(), e.Ref, e.Paths, len(paths))
			}
			continue
		}
		if len(paths) > limit {
			paths, truncated = paths[:limit], true
		}
		if truncated != e.Truncated || !slices.EqualFunc(paths, e.Paths, func(x, y Path) bool { return slices.Equal(x, y) }) {
			t.Fatalf("seed %d, %v, %v at most %d:\n%v %v, want\n%v %v", seed, a.Query(), e.Ref, limit, e.Paths, e.Truncated, paths, truncated)
		}
	}
	var want []Ref
	for _, id := range a.Groups() {
		want = append(want, id.Ref())
	}
	for _, id := range a.Roles() {
		want = append(want, id.Ref())
	}
	for _, id := range a.Permissions() {
		want = append(want, id.Ref())
	}
	if !slices.Equal(refs, want) {
		t.Fatalf("seed %d: explained %v, want %v", seed, refs, want)
	}
}

func TestWithoutEffortEverythingStillHasAShortestPath(t *testing.T) {
	every := 25
	if racing.On {
		every = 200
	}
	for name, g := range circles() {
		a := g.Access(Query{User: User("u")})
		checked := 0
		for e := range a.Explain(PathLimit, new(Effort)) {
			checked++
			if checked%every != 0 {
				continue // searching for each of them anew takes a while
			}
			shortest, _ := a.Shortest(e.Ref)
			if len(e.Paths) == 0 || len(e.Paths[0]) != len(shortest) {
				t.Fatalf("%s, %v: %v, want a path like %v", name, e.Ref, e.Paths, shortest)
			}
			if len(e.Paths) > 1 && e.Truncated {
				t.Fatalf("%s, %v: %d paths took effort", name, e.Ref, len(e.Paths))
			}
		}
		if want := len(a.Groups()) + len(a.Roles()) + len(a.Permissions()); checked != want {
			t.Fatalf("%s: %d things explained of %d", name, checked, want)
		}
	}
}

func TestOneEffortServesTheAccessOfMany(t *testing.T) {
	g := tangle(12, func(parent, child int) bool { return parent != child })
	effort := NewEffort()
	a := g.Access(Query{User: User("u")})
	stranger := g.Access(Query{User: User("stranger")})
	target := PermissionOf("p").Ref()
	for range 3 {
		if paths, cut := stranger.PathsWithin(target, effort); len(paths) > 0 || cut {
			t.Fatalf("a stranger has it by %v", paths)
		}
		want, wantCut := a.Paths(target)
		if paths, cut := a.PathsWithin(target, effort); len(paths) != len(want) || cut != wantCut {
			t.Fatalf("%d paths, %v, want %d, %v", len(paths), cut, len(want), wantCut)
		}
	}
}
