package rbac

// Nearest knows, for one group, role or permission, the shortest path by which
// any user has it. It is the way to paths of many users to the same thing: one
// walk over the groups serves them all. It may be read by several goroutines.
type Nearest struct {
	g          *Graph
	reach      Reach
	target     Ref
	left       []int32 // steps from a group to the target; -1 where none lead there
	last       int32   // left of groups that grant the role, or of the target itself
	roles      []bool  // roles that are, or hold, the target
	permission int32   // the target, where it is a permission
	queue      []int32 // groups in the order in which they were reached
}

// Nearest works out the shortest ways to a target. One that is not there is
// reached by nobody.
func (g *Graph) Nearest(target Ref, reach Reach) *Nearest {
	s := &Nearest{g: g, reach: reach, target: target, left: make([]int32, g.groups.N), roles: make([]bool, g.roles.N)}
	for n := range s.left {
		s.left[n] = -1
	}
	switch target.Kind {
	case KindGroup:
		if n, ok := g.groups.Node(GroupID{target.ID}); ok {
			s.enter(n, 0)
		}
	case KindRole:
		if n, ok := g.roles.Node(RoleID{target.ID}); ok {
			s.last = 1
			s.granted(n)
		}
	case KindPermission:
		if n, ok := g.permissions.Node(PermissionID{target.ID}); ok {
			s.last, s.permission = 2, n
			for _, role := range g.permRoles.Of(n) {
				s.granted(role)
			}
		}
	}
	for i := 0; i < len(s.queue); i++ {
		n := s.queue[i]
		for _, child := range g.children.Of(n) {
			s.enter(child, s.left[n]+1)
		}
	}
	return s
}

func (s *Nearest) enter(group, left int32) {
	if s.left[group] < 0 {
		s.left[group] = left
		s.queue = append(s.queue, group)
	}
}

// granted notes a role that leads to the target, and the groups that grant it.
func (s *Nearest) granted(role int32) {
	if app := s.reach.Application; !app.IsZero() && s.g.roles.Record(role).Application != app {
		return
	}
	s.roles[role] = true
	for _, group := range s.g.roleGroups.Of(role) {
		s.enter(group, s.last)
	}
}

// Path is the shortest path by which a user has the target, the same one that
// Access gives first; nil when the user does not have it.
func (s *Nearest) Path(user UserID) Path {
	g := s.g
	var direct []int32
	n, known := g.users.node(user)
	if known {
		direct = g.memberOf.Of(n)
		if s.target.Kind != KindGroup {
			for _, role := range g.userRoles.Of(n) {
				if s.roles[role] {
					return s.toPermission(Path{g.directStep(role)}) // no other way is as short
				}
			}
		}
	}
	best := int32(-1)
	var first Step
	for _, group := range direct {
		if left := s.left[group]; left >= 0 && (best < 0 || left < s.left[best]) {
			best, first = group, g.memberStep(group)
		}
	}
	if s.reach.Login != nil {
		for _, m := range g.arrivals(user, direct, *s.reach.Login) {
			left := s.left[m.group]
			if left >= 0 && (best < 0 || left < s.left[best] || left == s.left[best] && m.group < best) {
				best, first = m.group, g.mappingStep(m)
			}
		}
	}
	if best < 0 {
		return nil
	}
	return s.climb(Path{first}, best)
}

// FromGroup are the steps that lead from being in a group to the target; false
// when none do. There are no steps from a group to itself.
func (s *Nearest) FromGroup(id GroupID) (Path, bool) {
	n, ok := s.g.groups.Node(id)
	if !ok || s.left[n] < 0 {
		return nil, false
	}
	return s.climb(nil, n), true
}

// climb carries a path that has come to a group on to the target.
func (s *Nearest) climb(path Path, at int32) Path {
	g := s.g
	for s.left[at] > s.last {
		for _, parent := range g.parents.Of(at) {
			if s.left[parent] == s.left[at]-1 {
				at = parent
				break
			}
		}
		path = append(path, g.nestedStep(at))
	}
	if s.target.Kind == KindGroup {
		return path
	}
	for _, role := range g.groupRoles.Of(at) {
		if s.roles[role] {
			return s.toPermission(append(path, g.grantedStep(role)))
		}
	}
	return path
}

func (s *Nearest) toPermission(path Path) Path {
	if s.target.Kind == KindPermission {
		return append(path, s.g.permissionStep(s.permission))
	}
	return path
}
