package rbac

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

const tenants = 400

// check compares every answer of a graph with what naive walking gives.
func check(t *testing.T, seed uint64, g *Graph, d Document, r *rand.Rand) {
	t.Helper()
	n := naive{d}
	for _, q := range queries(r) {
		a := g.Access(q)
		if got, want := a.Groups(), n.groupsOf(q); !slices.Equal(got, want) {
			t.Fatalf("seed %d, groups for %+v: got %v, want %v", seed, q, got, want)
		}
		if got, want := a.Roles(), n.rolesOf(q); !slices.Equal(got, want) {
			t.Fatalf("seed %d, roles for %+v: got %v, want %v", seed, q, got, want)
		}
		if got, want := a.Permissions(), n.permissionsOf(q); !slices.Equal(got, want) {
			t.Fatalf("seed %d, permissions for %+v: got %v, want %v", seed, q, got, want)
		}
	}
	users := slices.Clone(g.Users())
	slices.SortFunc(users, func(a, b UserID) int { return strings.Compare(a.Raw(), b.Raw()) })
	if want := n.users(); !slices.Equal(users, want) {
		t.Fatalf("seed %d: users %v, want %v", seed, users, want)
	}
	seen := 0
	g.EachUser(func(u UserAccess) bool {
		seen++
		q := Query{User: u.User()}
		if !slices.Equal(slices.Collect(u.Groups()), n.groupsOf(q)) ||
			!slices.Equal(slices.Collect(u.Roles()), n.rolesOf(q)) ||
			!slices.Equal(slices.Collect(u.Permissions()), n.permissionsOf(q)) {
			t.Fatalf("seed %d: EachUser is wrong about %v", seed, u.User())
		}
		return true
	})
	if seen != len(users) {
		t.Fatalf("seed %d: EachUser gave %d users of %d", seed, seen, len(users))
	}
}

func TestAccessInOddTenantsIsWhatWalkingTheListsGives(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		d := oddTenant(r)
		check(t, seed, Index(d), d, r)
	})
}

func TestRecordsThatShareAnIDCountAsOne(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		d := withTwins(r, oddTenant(r))
		check(t, seed, Index(d), d, r)
	})
}

func TestWhoCanFindsThoseWhoseAccessHasTheTarget(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		g := Index(oddTenant(r))
		for _, q := range queries(r) {
			for _, target := range (naive{g.Document()}).everything() {
				reach := Reach{q.Application, q.Login}
				var got, want []UserID
				for _, h := range g.WhoCan(target, reach) {
					got = append(got, h.User)
				}
				for _, user := range g.Users() {
					if g.Access(Query{user, q.Application, q.Login}).Has(target) {
						want = append(want, user)
					}
				}
				if !slices.Equal(got, want) {
					t.Fatalf("seed %d, %v %+v: got %v, want %v", seed, target, reach, got, want)
				}
				stranger := g.Access(Query{User("auth0|stranger"), q.Application, q.Login}).Has(target)
				if all := g.GivesAll(target, reach); all != stranger {
					t.Fatalf("seed %d, %v %+v: a login gives it to all: %v, to a stranger: %v", seed, target, reach, all, stranger)
				}
			}
		}
	})
}

func TestHoldersAreCountedAsTheyAreListed(t *testing.T) {
	seeded(tenants, func(seed uint64, r *rand.Rand) {
		for name, d := range map[string]Document{"ids apart": oddTenant(r), "ids shared": withTwins(r, oddTenant(r))} {
			g, c := Index(d), changer{Rand: r}
			for range 3 {
				for _, target := range (naive{g.Document()}).everything() {
					if target.Kind == KindGroup {
						continue
					}
					if got, want := g.HolderCount(target), len(g.WhoCan(target, Reach{})); got != want {
						t.Fatalf("seed %d, %s: %d are counted for %v, %d listed", seed, name, got, target, want)
					}
				}
				if next, err := c.change(g).Apply(g); err == nil {
					g = next
				}
			}
		}
	})
}

func TestCompareTellsWhatTheOtherLacks(t *testing.T) {
	seeded(100, func(seed uint64, r *rand.Rand) {
		g := Index(oddTenant(r))
		list := queries(r)
		for i := range list[1:] {
			c := g.Compare(list[i], list[i+1])
			for _, ref := range (naive{g.Document()}).everything() {
				a, b := c.A.Has(ref), c.B.Has(ref)
				if c.OnlyA.has(ref) != (a && !b) || c.OnlyB.has(ref) != (b && !a) || c.Both.has(ref) != (a && b) {
					t.Fatalf("seed %d: %v is misplaced in %+v", seed, ref, c)
				}
			}
		}
	})
}

func (s Share) has(ref Ref) bool {
	return slices.Contains(s.Groups, GroupID{ref.ID}) && ref.Kind == KindGroup ||
		slices.Contains(s.Roles, RoleID{ref.ID}) && ref.Kind == KindRole ||
		slices.Contains(s.Permissions, PermissionID{ref.ID}) && ref.Kind == KindPermission
}
