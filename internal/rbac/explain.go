package rbac

import (
	"cmp"
	"iter"
	"slices"
)

// Explained is one thing that a user has, and how: what Paths gives, or the
// first of it.
type Explained struct {
	Ref       Ref
	Paths     []Path
	Truncated bool
}

// Explain yields all that the user has, groups, then roles, then permissions,
// each in the server's order, with the first of its paths, limit of them at
// most; PathLimit gives the same as Paths. One walk serves them all, where asking
// Paths for each walks anew. Where there are so many ways that finding them takes
// takes more than the effort, things come with fewer, but each with one. What is
// yielded is valid until the next is.
func (a *Access) Explain(limit int, effort *Effort) iter.Seq[Explained] {
	return func(yield func(Explained) bool) {
		s := &survey{a: a, limit: limit}
		if !s.walk() {
			s = nil // too many ways to walk them all: each thing for itself
		}
		for _, part := range [...]struct {
			list []int32
			ref  func(n int32) Ref
			ways func(at int, n int32) ([]Path, bool)
		}{
			{a.groupList, func(n int32) Ref { return a.g.groups.Record(n).ID.Ref() }, s.toGroup},
			{a.roleList, func(n int32) Ref { return a.g.roles.Record(n).ID.Ref() }, s.toRole},
			{a.permList, func(n int32) Ref { return a.g.permissions.Record(n).ID.Ref() }, s.toPermission},
		} {
			for at, n := range part.list {
				e := Explained{Ref: part.ref(n)}
				if s != nil {
					e.Paths, e.Truncated = part.ways(at, n)
				}
				if s == nil || e.Truncated && limit >= PathLimit {
					// Of paths as long as the last, Paths may take others.
					e.Paths, e.Truncated = effort.finderFor(a).first(e.Ref, limit, effort)
				}
				if !yield(e) {
					return
				}
			}
		}
	}
}

// surveyed is how many ways from a user to groups are walked at most.
const surveyed = 4096

// survey walks all ways from a user to groups at once, shortest first and those
// of one length in stored order; the ways to roles and permissions carry them
// on. So all come in the order in which Paths gives them, without sorting.
type survey struct {
	a     *Access
	limit int

	groupTrails, roleTrails []trail
	// groups, roles and permissions hold, for each place in the lists of Access,
	// the trails that end there: one more than the limit at most. For a
	// permission they are trails to roles.
	groups, roles, permissions [][]int32

	steps []Step
	paths []Path
}

// trail is one step of a way, and the one before it.
type trail struct {
	node   int32 // a group, or a role
	before int32 // in groupTrails; -1 for the first step
	length int32
	entry  entry
}

// walk reports false when there are too many ways.
func (s *survey) walk() bool {
	a, g := s.a, s.a.g
	s.groups = make([][]int32, len(a.groupList))
	s.roles = make([][]int32, len(a.roleList))
	s.permissions = make([][]int32, len(a.permList))
	place := make(map[int32]int, len(a.roleList))
	for at, role := range a.roleList {
		place[role] = at
	}
	for _, role := range slices.Sorted(slices.Values(a.directRole)) {
		s.reachRole(place[role], trail{node: role, before: -1, length: 1, entry: noMapping})
	}
	s.groupTrails = s.arrivals()
	var roles []int32
	for i := int32(0); int(i) < len(s.groupTrails); i++ {
		if len(s.groupTrails) > surveyed {
			return false
		}
		t := s.groupTrails[i]
		for _, parent := range g.parents.Of(t.node) {
			if !s.passed(i, parent) {
				s.groupTrails = append(s.groupTrails, trail{parent, i, t.length + 1, noMapping})
			}
		}
		at, _ := slices.BinarySearch(a.groupList, t.node)
		if !s.keep(&s.groups[at], i) {
			continue // what it leads to has shorter ways enough
		}
		roles = append(roles[:0], g.groupRoles.Of(t.node)...)
		slices.Sort(roles)
		for _, role := range roles {
			if at, wanted := place[role]; wanted {
				s.reachRole(at, trail{role, i, t.length + 1, noMapping})
			}
		}
	}
	return true
}

// arrivals are the first steps into groups.
func (s *survey) arrivals() []trail {
	trails := make([]trail, 0, 4*len(s.a.groupList))
	for _, group := range s.a.direct {
		trails = append(trails, trail{group, -1, 1, noMapping})
	}
	for i, m := range s.a.mapped {
		trails = append(trails, trail{m.group, -1, 1, entry(i)})
	}
	slices.SortFunc(trails, func(a, b trail) int {
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.entry, b.entry))
	})
	return trails
}

func (s *survey) passed(at, group int32) bool {
	for ; at >= 0; at = s.groupTrails[at].before {
		if s.groupTrails[at].node == group {
			return true
		}
	}
	return false
}

// keep notes one more trail to a thing, unless there are more than the limit.
func (s *survey) keep(list *[]int32, at int32) bool {
	if len(*list) > s.limit {
		return false
	}
	*list = append(*list, at)
	return true
}

// reachRole notes a trail to the role at a place, and so to its permissions.
func (s *survey) reachRole(place int, t trail) {
	at := int32(len(s.roleTrails))
	if !s.keep(&s.roles[place], at) {
		return
	}
	s.roleTrails = append(s.roleTrails, t)
	for _, permission := range s.a.g.rolePerms.Of(t.node) {
		if place, ok := slices.BinarySearch(s.a.permList, permission); ok {
			s.keep(&s.permissions[place], at)
		}
	}
}

func (s *survey) toGroup(at int, _ int32) ([]Path, bool) {
	return s.ways(s.groups[at], func(trail int32) Path { return s.groupPath(trail, 0) })
}

func (s *survey) toRole(at int, _ int32) ([]Path, bool) {
	return s.ways(s.roles[at], func(trail int32) Path { return s.rolePath(trail, 0) })
}

func (s *survey) toPermission(at int, permission int32) ([]Path, bool) {
	return s.ways(s.permissions[at], func(trail int32) Path {
		path := s.rolePath(trail, 1)
		path[len(path)-1] = s.a.g.permissionStep(permission)
		return path
	})
}

func (s *survey) ways(trails []int32, path func(trail int32) Path) ([]Path, bool) {
	s.steps, s.paths = s.steps[:0], s.paths[:0]
	for _, at := range trails[:min(len(trails), s.limit)] {
		s.paths = append(s.paths, path(at))
	}
	return s.paths, len(trails) > s.limit
}

// rolePath is the path of a trail to a role, with room for more steps.
func (s *survey) rolePath(at int32, more int) Path {
	t := s.roleTrails[at]
	if t.before < 0 {
		path := s.room(1 + more)
		path[0] = s.a.g.directStep(t.node)
		return path
	}
	path := s.groupPath(t.before, 1+more)
	path[t.length-1] = s.a.g.grantedStep(t.node)
	return path
}

func (s *survey) groupPath(at int32, more int) Path {
	path := s.room(int(s.groupTrails[at].length) + more)
	for ; at >= 0; at = s.groupTrails[at].before {
		t := s.groupTrails[at]
		switch {
		case t.before >= 0:
			path[t.length-1] = s.a.g.nestedStep(t.node)
		case t.entry != noMapping:
			path[0] = s.a.g.mappingStep(s.a.mapped[t.entry])
		default:
			path[0] = s.a.g.memberStep(t.node)
		}
	}
	return path
}

// room is the next n steps of the memory that all paths of one thing share.
func (s *survey) room(n int) Path {
	if len(s.steps)+n > cap(s.steps) {
		s.steps = make([]Step, 0, 2*cap(s.steps)+n+16) // paths made before keep the old memory
	}
	from := len(s.steps)
	s.steps = s.steps[:from+n]
	return Path(s.steps[from : from+n : from+n])
}
