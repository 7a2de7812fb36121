package rbac

import (
	"slices"

	"authzx/internal/rbac/relation"
)

// pathFinder is what searches for paths share: the distances to the thing that is
// looked for, and the circles among the groups of one user. Its nodes are the groups, then
// the roles, then the one permission.
type pathFinder struct {
	a          *Access
	target     int32
	permission int32   // the one that the target stands for, if it is one
	left       []int32 // how many steps there are from a node to the target, at least; -1 where none lead there
	measured   []int32 // the nodes that left has something for
	component  []int32 // of a group the user has: groups of the same one are above each other
	whole      bool    // component is of all groups, and so right for every user

	// Of the detour looked up last, for each group: whether it was met, from
	// where, and how many steps from the start.
	met         []int32
	round       int32
	from, steps []int32
}

func newPathFinder(a *Access) *pathFinder {
	g := a.g
	f := &pathFinder{a: a, left: make([]int32, g.groups.N+g.roles.N+1), component: make([]int32, g.groups.N)}
	for n := range f.left {
		f.left[n] = -1
	}
	f.findCircles(a.groupList)
	return f
}

// turnTo is for searches in the access of another user. A circle through one of their groups
// is above it, so that all of it is among their groups.
func (f *pathFinder) turnTo(a *Access) {
	if f.a != a && !f.whole {
		all := make([]int32, a.g.groups.N)
		for n := range all {
			all[n] = int32(n)
		}
		f.findCircles(all)
		f.whole = true
	}
	f.a = a
}

func (f *pathFinder) findCircles(groups []int32) {
	for n, component := range relation.StronglyConnected(groups, f.a.g.parents.Of).Of {
		f.component[n] = component
	}
}

func (f *pathFinder) roleNode(role int32) int32 { return f.a.g.groups.N + role }
func (f *pathFinder) sink() int32               { return f.a.g.groups.N + f.a.g.roles.N }
func (f *pathFinder) isGroup(node int32) bool   { return node < f.a.g.groups.N }

// measure fills left, walking back from the target through what the user has.
func (f *pathFinder) measure(ref Ref) {
	for _, n := range f.measured {
		f.left[n] = -1
	}
	f.measured = f.measured[:0]
	a, g := f.a, f.a.g
	switch ref.Kind {
	case KindGroup:
		f.target, _ = g.groups.Node(GroupID{ref.ID})
		f.reach(f.target, 0)
	case KindRole:
		n, _ := g.roles.Node(RoleID{ref.ID})
		f.target = f.roleNode(n)
		f.reach(f.target, 0)
		f.grantedBy(n)
	default:
		n, _ := g.permissions.Node(PermissionID{ref.ID})
		f.permission, f.target = n, f.sink()
		f.reach(f.target, 0)
		holding := held(g.permRoles.Of(n), &a.roles, a.roleList)
		for _, role := range holding {
			f.reach(f.roleNode(role), 1)
		}
		for _, role := range holding {
			f.grantedBy(role)
		}
	}
	for i := 0; i < len(f.measured); i++ {
		n := f.measured[i]
		if !f.isGroup(n) {
			continue
		}
		if children := g.children.Of(n); len(children) <= len(a.groupList) {
			for _, child := range children {
				if a.groups.Has(child) {
					f.reach(child, f.left[n]+1)
				}
			}
			continue
		}
		for _, child := range a.groupList {
			if g.parents.Has(child, n) {
				f.reach(child, f.left[n]+1)
			}
		}
	}
}

// held are those of an ascending list that the user has, whose own are set and list. It
// looks through the shorter one: a user has few groups and roles, and many may give
// the same.
func held(all []int32, set *relation.Set, list []int32) []int32 {
	var both []int32
	if len(all) <= len(list) {
		for _, n := range all {
			if set.Has(n) {
				both = append(both, n)
			}
		}
		return both
	}
	for _, n := range list {
		if _, ok := slices.BinarySearch(all, n); ok {
			both = append(both, n)
		}
	}
	return both
}

func (f *pathFinder) reach(node, steps int32) {
	if f.left[node] < 0 {
		f.left[node] = steps
		f.measured = append(f.measured, node)
	}
}

// grantedBy goes back from a role to the groups that grant it.
func (f *pathFinder) grantedBy(role int32) {
	for _, group := range held(f.a.g.roleGroups.Of(role), &f.a.groups, f.a.groupList) {
		f.reach(group, f.left[f.roleNode(role)]+1)
	}
}

// detour is the number of steps from the end of a partial path to the target
// around the groups passed, and makes that way the path's route. Only groups of
// the same component need a look: from outside of it nothing leads back.
func (s *pathSearch) detour(at int32) (steps int32, ok bool) {
	start, g := s.states[at].node, s.a.g
	s.mark(at)
	best, exit, last := int32(-1), int32(-1), int32(-1)
	queue := []int32{start}
	for i := 0; i < len(queue); i++ {
		n := queue[i]
		if best >= 0 && s.steps[n] >= best {
			break
		}
		if n == s.target {
			best, exit, last = s.steps[n], -1, n
			break
		}
		consider := func(next int32) {
			if left := s.left[next]; left >= 0 && (best < 0 || s.steps[n]+1+left < best) {
				best, exit, last = s.steps[n]+1+left, next, n
			}
		}
		roles, parents := g.groupRoles.Of(n), g.parents.Of(n)
		s.work += len(roles) + len(parents)
		if !s.isGroup(s.target) {
			for _, role := range roles {
				consider(s.roleNode(role))
			}
		}
		for _, parent := range parents {
			switch {
			case s.left[parent] < 0:
			case s.component[parent] != s.component[start]:
				consider(parent)
			case s.met[parent] != s.round:
				s.met[parent], s.from[parent], s.steps[parent] = s.round, n, s.steps[n]+1
				queue = append(queue, parent)
			}
		}
	}
	if best < 0 {
		return 0, false
	}
	s.states[at].route = s.keepRoute(start, last, exit)
	return best, true
}

// mark begins a detour: what the partial path goes through is met already.
func (s *pathSearch) mark(at int32) {
	if s.met == nil {
		n := s.a.g.groups.N
		s.met, s.from, s.steps = make([]int32, n), make([]int32, n), make([]int32, n)
	}
	s.round++
	home := s.component[s.states[at].node]
	s.steps[s.states[at].node] = 0
	for on := at; on >= 0 && s.component[s.states[on].node] == home; on = s.states[on].before {
		s.met[s.states[on].node] = s.round
		s.work++
	}
}

// keepRoute writes down the way from start to last, and on to exit.
func (s *pathSearch) keepRoute(start, last, exit int32) int32 {
	first := int32(len(s.ahead))
	count := s.steps[last]
	for range count + 1 {
		s.ahead = append(s.ahead, exit)
	}
	for n := last; n != start; n = s.from[n] {
		count--
		s.ahead[first+count] = n
	}
	return first
}

// pathQueue gives the partial paths of a search, the most promising first; of
// those alike the longest, so that paths get finished, then the earliest.
type pathQueue struct {
	s     *pathSearch
	order []int32
}

func (q *pathQueue) Len() int      { return len(q.order) }
func (q *pathQueue) Swap(i, j int) { q.order[i], q.order[j] = q.order[j], q.order[i] }
func (q *pathQueue) Push(x any)    { q.order = append(q.order, x.(int32)) }

func (q *pathQueue) Less(i, j int) bool {
	a, b := q.s.states[q.order[i]], q.s.states[q.order[j]]
	if a.total != b.total {
		return a.total < b.total
	}
	if a.length != b.length {
		return a.length > b.length
	}
	return q.order[i] < q.order[j]
}

func (q *pathQueue) Pop() any {
	last := q.order[len(q.order)-1]
	q.order = q.order[:len(q.order)-1]
	return last
}
