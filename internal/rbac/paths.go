package rbac

import (
	"container/heap"
	"slices"
)

// PathLimit is how many paths to one thing are given at most.
const PathLimit = 100

// pathWork bounds the search for paths to one thing, in edges looked at, where
// cycles make it hard; it is a few hundredths of a second. Until the first path is
// found more is allowed.
const pathWork = 4 << 20

// Effort bounds the searches for paths to many things together: once it is used
// up, each thing gets a shortest path, and is said to have, perhaps, more. The
// zero value is used up. Not for several goroutines at once.
type Effort struct {
	left   int
	finder *pathFinder
}

// NewEffort is enough for an answer about whatever is not one large tangle; it
// lasts for some tenths of a second.
func NewEffort() *Effort { return &Effort{left: 8 * pathWork} }

// Paths are the ways by which the user has a group, role or permission: simple
// paths, shortest first, at most PathLimit. Truncated says that there are, or
// may be, more. Paths of the same length come in stored order.
func (a *Access) Paths(ref Ref) (paths []Path, truncated bool) {
	return newPathFinder(a).first(ref, PathLimit, nil)
}

// PathsWithin is Paths as far as the effort goes, which it takes from.
func (a *Access) PathsWithin(ref Ref, effort *Effort) (paths []Path, truncated bool) {
	return effort.finderFor(a).first(ref, PathLimit, effort)
}

func (e *Effort) finderFor(a *Access) *pathFinder {
	if e.finder == nil || e.finder.a.g != a.g {
		e.finder = newPathFinder(a)
	}
	e.finder.turnTo(a)
	return e.finder
}

// Shortest is a shortest path to a thing, the first of Paths, and whether there
// are, or may be, others; nil when the user does not have the thing.
func (a *Access) Shortest(ref Ref) (path Path, more bool) {
	paths, more := newPathFinder(a).first(ref, 1, nil)
	if len(paths) == 0 {
		return nil, more
	}
	return paths[0], more
}

// first are the first paths to a thing.
func (f *pathFinder) first(ref Ref, limit int, effort *Effort) (paths []Path, truncated bool) {
	if !f.a.Has(ref) {
		return nil, false
	}
	s := &pathSearch{pathFinder: f}
	s.queue.s = s
	bound := pathWork
	if effort != nil {
		bound = min(bound, max(effort.left, 0))
		defer func() { effort.left -= s.work }()
	}
	s.begin(ref)
	for len(s.queue.order) > 0 {
		at := heap.Pop(&s.queue).(int32)
		s.work++
		switch {
		case s.states[at].node == s.target && len(s.found) == limit:
			return s.paths(), true
		case s.states[at].node == s.target:
			s.found = append(s.found, at)
		default:
			s.extend(at)
		}
		if s.work > bound && (len(s.found) > 0 || s.work > 16*pathWork) {
			return s.paths(), len(s.queue.order) > 0
		}
	}
	return s.paths(), false
}

// pathSearch looks for paths best first: the partial path whose shortest
// possible completion is shortest is carried on. What leads nowhere is never
// entered, so that the work goes with the paths found and not with those that
// exist.
type pathSearch struct {
	*pathFinder
	states []pathState
	queue  pathQueue
	ahead  []int32 // completions that were looked up, each as far as its component goes
	found  []int32
	work   int
}

// pathState is a partial path: the one before it, and one step more.
type pathState struct {
	node   int32
	before int32 // in states; -1 for the first step
	length int32 // steps up to here
	total  int32 // steps to the target, at least
	entry  entry
	route  int32 // in ahead: how a shortest completion goes on; or one of the following
}

const (
	// downhill: the groups passed are further from the target than the end, so that
	// none of them is in the way.
	downhill int32 = -1
	// unsure: groups passed may be in the way, so that total may be too low.
	unsure int32 = -2
)

// entry says how the first step comes about: by which of the user's mappings,
// or by none.
type entry int32

const noMapping entry = -1

// begin starts a path for each first step that leads to the thing.
func (s *pathSearch) begin(ref Ref) {
	s.measure(ref)
	s.enterGroups()
	if ref.Kind != KindGroup {
		for _, role := range s.a.directRole {
			s.push(s.roleNode(role), -1, noMapping, downhill)
		}
	}
}

// enterGroups starts a path for each way into a group, in the order in which
// paths are given.
func (s *pathSearch) enterGroups() {
	mapped := 0
	enterMapped := func(before int32) {
		for ; mapped < len(s.a.mapped) && s.a.mapped[mapped].group < before; mapped++ {
			s.push(s.a.mapped[mapped].group, -1, entry(mapped), downhill)
		}
	}
	for _, n := range s.a.direct {
		enterMapped(n)
		s.push(n, -1, noMapping, downhill)
	}
	enterMapped(s.a.g.groups.N)
}

// push adds the partial path that goes on to node, if that leads on. Route is
// what is known of the way from there.
func (s *pathSearch) push(node, before int32, by entry, route int32) {
	left := s.left[node]
	if left < 0 {
		return
	}
	length, total := int32(1), 1+left
	if before >= 0 {
		length = s.states[before].length + 1
		// No completion of a longer path is shorter than the best of the shorter one.
		total = max(length+left, s.states[before].total)
	}
	s.states = append(s.states, pathState{node, before, length, total, by, route})
	heap.Push(&s.queue, int32(len(s.states)-1))
}

// extend carries a partial path on by every step that leads to the target.
func (s *pathSearch) extend(at int32) {
	if s.states[at].route == unsure && !s.settle(at) {
		return
	}
	node := s.states[at].node
	if !s.isGroup(node) {
		s.push(s.target, at, noMapping, downhill) // from a role to the permission
		return
	}
	roles := s.a.g.groupRoles.Of(node)
	parents := s.a.g.parents.Of(node)
	s.work += len(roles) + len(parents)
	if s.isGroup(s.target) {
		roles = nil
	}
	for _, parent := range parents {
		switch {
		case s.left[parent] < 0:
		case s.component[parent] != s.component[node]:
			s.push(parent, at, noMapping, downhill) // from there nothing leads back to where the path was
		case !s.passed(at, parent):
			s.push(parent, at, noMapping, s.onward(at, parent))
		}
	}
	for _, role := range roles {
		s.push(s.roleNode(role), at, noMapping, downhill)
	}
}

// onward is what is known of the way from a parent in the same component.
func (s *pathSearch) onward(at, parent int32) int32 {
	st := s.states[at]
	switch {
	case st.route >= 0 && s.ahead[st.route] == parent:
		return st.route + 1
	case st.route == downhill && s.left[parent] < s.left[st.node]:
		return downhill
	}
	return unsure
}

// passed reports whether the partial path goes through a group.
func (s *pathSearch) passed(at, group int32) bool {
	if s.states[at].route == downhill && s.left[group] < s.left[s.states[at].node] {
		return false
	}
	for ; at >= 0 && s.component[s.states[at].node] == s.component[group]; at = s.states[at].before {
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
	if total := st.length + left; total > st.total {
		st.total = total
		heap.Push(&s.queue, at)
		return false
	}
	return true
}

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
		return g.directStep(st.node - g.groups.N)
	case !s.isGroup(st.node):
		return g.grantedStep(st.node - g.groups.N)
	case st.before >= 0:
		return g.nestedStep(st.node)
	case st.entry != noMapping:
		return g.mappingStep(s.a.mapped[st.entry])
	default:
		return g.memberStep(st.node)
	}
}
