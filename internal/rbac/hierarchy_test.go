package rbac

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// nests reports whether one of the groups of that id lists a child.
func nests(d Document, parent, child GroupID) bool {
	return slices.ContainsFunc(d.Groups, func(g Group) bool { return g.ID == parent && slices.Contains(g.Nested, child) })
}

// distances are how many nestings lie between a group and each group below it,
// found by trying every pair again and again.
func distances(d Document, top GroupID) map[GroupID]int {
	far := map[GroupID]int{top: 0}
	for grown := true; grown; {
		grown = false
		for _, g := range d.Groups {
			from, known := far[g.ID]
			for _, child := range g.Nested {
				if was, seen := far[child]; known && exists(d, child) && (!seen || from+1 < was) {
					far[child], grown = from+1, true
				}
			}
		}
	}
	delete(far, top)
	return far
}

func exists(d Document, id GroupID) bool {
	return slices.ContainsFunc(d.Groups, func(g Group) bool { return g.ID == id })
}

func TestGroupsAboveAndBelowComeByShortestChains(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		d := oddTenant(r)
		g := Index(d)
		above := map[GroupID]int{}
		for _, top := range d.Groups {
			want := distances(d, top.ID)
			nearest := 0
			for _, k := range g.Below(top.ID) {
				if want[k.Group] != len(k.Between())+1 {
					t.Fatalf("seed %d: %v is %d below %v, got %v", seed, k.Group, want[k.Group], top.ID, k.Between())
				}
				if len(k.Between()) < nearest || k.Direct() != nests(d, top.ID, k.Group) {
					t.Fatalf("seed %d: %v is out of place below %v", seed, k, top.ID)
				}
				nearest = len(k.Between())
				for at, up := range slices.Concat(k.Between(), []GroupID{top.ID}) {
					if down := slices.Concat([]GroupID{k.Group}, k.Between())[at]; !nests(d, up, down) {
						t.Fatalf("seed %d: %v does not nest %v", seed, up, down)
					}
				}
				delete(want, k.Group)
				above[k.Group]++
			}
			if len(want) > 0 {
				t.Fatalf("seed %d: %v are below %v too", seed, want, top.ID)
			}
		}
		for _, low := range d.Groups {
			for _, k := range g.Above(low.ID) {
				if distances(d, k.Group)[low.ID] != len(k.Between())+1 {
					t.Fatalf("seed %d: %v above %v by %v", seed, k.Group, low.ID, k.Between())
				}
				above[low.ID]--
			}
		}
		for id, n := range above {
			if n != 0 {
				t.Fatalf("seed %d: %v is below %d groups that are not above it", seed, id, n)
			}
		}
	})
}

func TestWhatIsAboveOfADeepGroupTakesNoMoreForEachGroupThanOfAFlatOne(t *testing.T) {
	allocated := func(depth int) uint64 {
		var d Document
		for n := range depth {
			d.Groups = append(d.Groups, Group{ID: GroupOf(fmt.Sprint(n)), Nested: []GroupID{GroupOf(fmt.Sprint(n + 1))}})
		}
		g := Index(d)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		above := g.Above(GroupOf(fmt.Sprint(depth - 1)))
		runtime.ReadMemStats(&after)
		if len(above) != depth-1 || len(above[depth-2].Between()) != depth-2 {
			t.Fatalf("%d above", len(above))
		}
		return (after.TotalAlloc - before.TotalAlloc) / uint64(depth)
	}
	if flat, deep := allocated(200), allocated(3200); deep > 2*flat {
		t.Errorf("%d bytes for each of 200 groups and %d for each of 3200", flat, deep)
	}
}
