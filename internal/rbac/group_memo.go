package rbac

import (
	"sync"
	"sync/atomic"

	"authzx/internal/rbac/relation"
)

// memo keeps, for each group, what membership in it alone gives. It fills as
// groups are asked for. An overlay that leaves the groups' ties alone shares it.
type memo struct {
	of      []atomic.Pointer[grants]
	spent   atomic.Int64
	spare   atomic.Pointer[walker] // one that nobody uses
	counter sync.Pool              // of counters that nobody uses: lists are counted on all cores
}

// borrow is a walker, which takes as much to make as there are groups. Whoever is through
// with it stores it as the spare one.
func (m *memo) borrow(g *index) *walker {
	if w := m.spare.Swap(nil); w != nil && w.g == g {
		return w
	}
	return g.walker()
}

// memoLimit bounds the memo in numbers held: deep chains of groups would
// otherwise take the square of their length.
const memoLimit = 8 << 20

// grants is what one group gives its members: itself and all groups above it,
// their roles, the permissions of these; in no order, to be read only.
type grants struct {
	groups, roles, permissions []int32
}

func newMemo(groups int) *memo { return &memo{of: make([]atomic.Pointer[grants], groups)} }

// without is a memo that still knows all groups but the stale ones, and has
// room for groups.
func (m *memo) without(stale *relation.Set, groups int) *memo {
	next := newMemo(groups)
	for n := range m.of {
		if p := m.of[n].Load(); p != nil && !stale.Has(int32(n)) {
			next.of[n].Store(p)
			next.spent.Add(p.size())
		}
	}
	return next
}

func (p *grants) size() int64 {
	return int64(len(p.groups) + len(p.roles) + len(p.permissions))
}

// grants is what group n gives, from the memo where it is known.
func (w *walker) grants(n int32) *grants {
	g := w.g
	if p := g.memo.of[n].Load(); p != nil {
		return p
	}
	a := &w.above
	a.groups.reset()
	a.roles.reset()
	a.permissions.reset()
	stack := append(w.stack[:0], n)
	for len(stack) > 0 {
		group := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if a.groups.has(group) {
			continue
		}
		if p := g.memo.of[group].Load(); p != nil {
			// It knows all that is above it as well.
			a.groups.take(p.groups)
			a.roles.take(p.roles)
			a.permissions.take(p.permissions)
			continue
		}
		a.groups.take1(group)
		for _, role := range g.groupRoles.Of(group) {
			if !a.roles.has(role) {
				a.roles.take1(role)
				a.permissions.take(g.rolePerms.Of(role))
			}
		}
		stack = append(stack, g.parents.Of(group)...)
	}
	w.stack = stack
	p := a.settled()
	if g.memo.spent.Load()+p.size() <= memoLimit {
		g.memo.spent.Add(p.size())
		g.memo.of[n].Store(p)
	}
	return p
}

// climb adds group n and all groups above it to set. What set holds already,
// it must hold with all that is above.
func (g *index) climb(set *relation.Set, n int32) { spread(set, n, &g.parents) }

// descend adds group n and all groups below it to set. What set holds already,
// it must hold with all that is below.
func (g *index) descend(set *relation.Set, n int32) { spread(set, n, &g.children) }

func spread(set *relation.Set, n int32, along *relation.Edges) {
	if set.Has(n) {
		return
	}
	set.Add(n)
	stack := []int32{n}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, next := range along.Of(top) {
			if !set.Has(next) {
				set.Add(next)
				stack = append(stack, next)
			}
		}
	}
}
