package rbac

import (
	"container/heap"
	"slices"
)

// PathLimit is how many paths to one thing are given at most.
const PathLimit = 100

// pathWork bounds the search for paths, in edges looked at, where cycles make
// it hard; it is a few hundredths of a second. Until the first path is found
// more is allowed.
const pathWork = 4 << 20

// Paths are the ways by which the user has a group, role or permission: simple
// paths, shortest first, at most PathLimit. Truncated says that there are, or
// may be, more. Paths of the same length come in stored order.
func (a *Access) Paths(ref Ref) (paths []Path, truncated bool) {
	return a.firstPaths(ref, PathLimit)
}

// Shortest is a shortest path to a thing, the first of Paths, and whether there
// are, or may be, others; nil when the user does not have the thing.
func (a *Access) Shortest(ref Ref) (path Path, more bool) {
	paths, more := a.firstPaths(ref, 1)
	if len(paths) == 0 {
		return nil, more
	}
	return paths[0], more
}

func (a *Access) firstPaths(ref Ref, limit int) (paths []Path, truncated bool) {
	s, ok := a.search(ref)
	if !ok {
		return nil, false
	}
	for len(s.queue.order) > 0 {
		at := heap.Pop(&s.queue).(int32)
		switch {
		case s.states[at].node == s.target && len(s.found) == limit:
			return s.paths(), true
		case s.states[at].node == s.target:
			s.found = append(s.found, at)
		default:
			s.extend(at)
		}
		if s.work > pathWork && (len(s.found) > 0 || s.work > 16*pathWork) {
			return s.paths(), true
		}
	}
	return s.paths(), false
}

// pathSearch looks for paths best first: the partial path whose shortest
// possible completion is shortest is carried on. What leads nowhere is never
// entered, so that the work goes with the paths found and not with those that
// exist.
//
// Its nodes are the groups, then the roles, then the one permission.
type pathSearch struct {
	a          *Access
	target     int32
	permission int32           // the one that the target stands for, if it is one
	left       map[int32]int32 // how many steps there are from a node to the target, at least
	cycles     components      // of the groups in left
	states     []pathState
	queue      pathQueue
	found      []int32
	work       int
}

// pathState is a partial path: the one before it, and one step more.
type pathState struct {
	node   int32
	before int32 // in states; -1 for the first step
	length int32 // steps up to here
	total  int32 // steps to the target, at least
	entry  entry
	exact  bool // total is sure even without the groups that were passed
}

// entry says how the first step comes about: by which of the user's mappings,
// or by none.
type entry int32

const noMapping entry = -1

func (s *pathSearch) roleNode(role int32) int32 { return s.a.g.groups.n + role }
func (s *pathSearch) sink() int32               { return s.a.g.groups.n + s.a.g.roles.n }
func (s *pathSearch) isGroup(node int32) bool   { return node < s.a.g.groups.n }

func (a *Access) search(ref Ref) (*pathSearch, bool) {
	s := &pathSearch{a: a, left: make(map[int32]int32)}
	s.queue.s = s
	if !a.Has(ref) {
		return nil, false
	}
	s.measure(ref)
	groups := make([]int32, 0, len(s.left))
	for _, n := range a.groupList {
		if _, ok := s.left[n]; ok {
			groups = append(groups, n)
		}
	}
	s.cycles = stronglyConnected(groups, s.above)
	s.enterGroups()
	if ref.Kind != KindGroup {
		for _, role := range a.directRole {
			s.push(s.roleNode(role), -1, noMapping)
		}
	}
	return s, true
}

// enterGroups starts a path for each way into a group, in the order in which
// paths are given.
func (s *pathSearch) enterGroups() {
	mapped := 0
	enterMapped := func(before int32) {
		for ; mapped < len(s.a.mapped) && s.a.mapped[mapped].group < before; mapped++ {
			s.push(s.a.mapped[mapped].group, -1, entry(mapped))
		}
	}
	for _, n := range s.a.direct {
		enterMapped(n)
		s.push(n, -1, noMapping)
	}
	enterMapped(s.a.g.groups.n)
}

// measure fills left, walking back from the target through what the user has.
func (s *pathSearch) measure(ref Ref) {
	a, g := s.a, s.a.g
	var queue []int32
	reach := func(node, steps int32) {
		if _, ok := s.left[node]; !ok {
			s.left[node] = steps
			if s.isGroup(node) {
				queue = append(queue, node)
			}
		}
	}
	grantedBy := func(role, steps int32) {
		reach(s.roleNode(role), steps)
		for _, group := range g.roleGroups.of(role) {
			if a.groups.has(group) {
				reach(group, steps+1)
			}
		}
	}
	switch ref.Kind {
	case KindGroup:
		n, _ := g.groups.node(GroupID{ref.ID})
		s.target = n
		reach(n, 0)
	case KindRole:
		n, _ := g.roles.node(RoleID{ref.ID})
		s.target = s.roleNode(n)
		grantedBy(n, 0)
	default:
		n, _ := g.permissions.node(PermissionID{ref.ID})
		s.permission, s.target = n, s.sink()
		reach(s.target, 0)
		for _, role := range g.permRoles.of(n) {
			if a.roles.has(role) {
				grantedBy(role, 1)
			}
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, child := range g.children.of(queue[0]) {
			if a.groups.has(child) {
				reach(child, s.left[queue[0]]+1)
			}
		}
	}
}

// above are the groups that nest a group and lead on to the target.
func (s *pathSearch) above(group int32) []int32 {
	var list []int32
	for _, parent := range s.a.g.parents.of(group) {
		if _, ok := s.left[parent]; ok {
			list = append(list, parent)
		}
	}
	return list
}

// push adds the partial path that goes on to node, if that leads on.
func (s *pathSearch) push(node, before int32, by entry) {
	left, ok := s.left[node]
	if !ok {
		return
	}
	length := int32(1)
	if before >= 0 {
		length = s.states[before].length + 1
	}
	exact := !s.isGroup(node) || !s.cycles.cyclic(node)
	s.states = append(s.states, pathState{node, before, length, length + left, by, exact})
	heap.Push(&s.queue, int32(len(s.states)-1))
}

// extend carries a partial path on by every step that leads to the target.
func (s *pathSearch) extend(at int32) {
	if !s.states[at].exact && !s.settle(at) {
		return
	}
	node := s.states[at].node
	if !s.isGroup(node) {
		s.push(s.target, at, noMapping) // from a role to the permission
		return
	}
	roles := s.a.g.groupRoles.of(node)
	parents := s.a.g.parents.of(node)
	s.work += len(roles) + len(parents)
	if s.isGroup(s.target) {
		roles = nil
	}
	for _, parent := range parents {
		// Only within a component can a step lead back to where the path was.
		if s.cycles.of[parent] != s.cycles.of[node] || !s.passed(at, parent) {
			s.push(parent, at, noMapping)
		}
	}
	for _, role := range roles {
		s.push(s.roleNode(role), at, noMapping)
	}
}

// passed reports whether the partial path goes through a group.
func (s *pathSearch) passed(at, group int32) bool {
	for ; at >= 0; at = s.states[at].before {
		s.work++
		if s.states[at].node == group {
			return true
		}
	}
	return false
}

// settle works out how far it really is from the end of a partial path to the
// target without the groups passed. It reports whether the path may be carried
// on at once; one that turns out longer waits its turn, a dead end is dropped.
func (s *pathSearch) settle(at int32) bool {
	st := &s.states[at]
	left, ok := s.detour(at)
	if !ok {
		return false
	}
	st.exact = true
	if total := st.length + left; total > st.total {
		st.total = total
		heap.Push(&s.queue, at)
		return false
	}
	return true
}

// detour is the number of steps from the end of a partial path to the target
// around the groups passed. Only groups of the same component need a look: from
// outside of it nothing leads back.
func (s *pathSearch) detour(at int32) (steps int32, ok bool) {
	home := s.cycles.of[s.states[at].node]
	away := map[int32]int32{}
	for on := at; on >= 0; on = s.states[on].before {
		away[s.states[on].node] = 0
	}
	best := int32(-1)
	for queue := []int32{s.states[at].node}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		if best >= 0 && away[n] >= best {
			break
		}
		consider := func(next int32) {
			if left, on := s.left[next]; on && (best < 0 || away[n]+1+left < best) {
				best = away[n] + 1 + left
			}
		}
		if n == s.target {
			best = away[n]
			break
		}
		for _, role := range s.a.g.groupRoles.of(n) {
			if !s.isGroup(s.target) {
				consider(s.roleNode(role))
			}
		}
		for _, parent := range s.a.g.parents.of(n) {
			if _, on := s.left[parent]; !on {
				continue
			}
			if s.cycles.of[parent] != home {
				consider(parent)
			} else if _, met := away[parent]; !met {
				away[parent] = away[n] + 1
				queue = append(queue, parent)
			}
		}
		s.work += len(s.a.g.groupRoles.of(n)) + len(s.a.g.parents.of(n))
	}
	return best, best >= 0
}

// paths are the paths found, in order.
func (s *pathSearch) paths() []Path {
	slices.SortStableFunc(s.found, s.compare)
	paths := make([]Path, len(s.found))
	for i, at := range s.found {
		path := make(Path, s.states[at].length)
		for ; at >= 0; at = s.states[at].before {
			path[s.states[at].length-1] = s.step(at)
		}
		paths[i] = path
	}
	return paths
}

// compare orders two states of the search by length, then by their steps from
// the first on.
func (s *pathSearch) compare(a, b int32) int {
	if c := s.states[a].length - s.states[b].length; c != 0 {
		return int(c)
	}
	result := 0
	for ; a != b; a, b = s.states[a].before, s.states[b].before {
		x, y := s.states[a], s.states[b]
		if c := x.node - y.node; c != 0 {
			result = int(c)
		} else if c := x.entry - y.entry; c != 0 {
			result = int(c)
		}
	}
	return result
}

func (s *pathSearch) step(at int32) Step {
	st, g := s.states[at], s.a.g
	switch {
	case st.node == s.sink():
		return g.permissionStep(s.permission)
	case st.before < 0 && !s.isGroup(st.node):
		return g.directStep(st.node - g.groups.n)
	case !s.isGroup(st.node):
		return g.grantedStep(st.node - g.groups.n)
	case st.before >= 0:
		return g.nestedStep(st.node)
	case st.entry != noMapping:
		return g.mappingStep(s.a.mapped[st.entry])
	default:
		return g.memberStep(st.node)
	}
}
