package rbac

import "authzx/internal/rbac/relation"

// Cause is one reason why a user has a thing: the last step of paths to it,
// and what that step starts from.
type Cause struct {
	// Step reaches the thing asked about.
	Step Step
	// From is the role or group before; the user where Step is the
	// first of a path.
	From Ref
}

// Causes are one level of the explanation: what the last step to a group, role
// or permission can be, in stored order. Above holds what has been unfolded on
// the way here, from the thing first asked about down; a cause that would only
// lead in a circle through it is left out. Following causes down to the user
// gives exactly the simple paths.
func (a *Access) Causes(ref Ref, above ...Ref) []Cause {
	if !a.Has(ref) {
		return nil
	}
	g := a.g
	switch ref.Kind {
	case KindPermission:
		n, _ := g.permissions.Node(PermissionID{ref.ID})
		var list []Cause
		for _, role := range g.permRoles.Of(n) {
			if a.roles.Has(role) {
				list = append(list, Cause{g.permissionStep(n), g.roles.Record(role).ID.Ref()})
			}
		}
		return list
	case KindRole:
		n, _ := g.roles.Node(RoleID{ref.ID})
		return a.roleCauses(n)
	default:
		n, _ := g.groups.Node(GroupID{ref.ID})
		return a.groupCauses(n, above)
	}
}

func (a *Access) roleCauses(role int32) []Cause {
	g := a.g
	var list []Cause
	for _, group := range g.roleGroups.Of(role) {
		if a.groups.Has(group) {
			list = append(list, Cause{g.grantedStep(role), g.groups.Record(group).ID.Ref()})
		}
	}
	for _, direct := range a.directRole {
		if direct == role {
			list = append(list, Cause{g.directStep(role), a.query.User.Ref()})
		}
	}
	return list
}

func (a *Access) groupCauses(group int32, above []Ref) []Cause {
	g := a.g
	var list []Cause
	for _, n := range a.direct {
		if n == group {
			list = append(list, Cause{g.memberStep(n), a.query.User.Ref()})
		}
	}
	for _, m := range a.mapped {
		if m.group == group {
			list = append(list, Cause{g.mappingStep(m), a.query.User.Ref()})
		}
	}
	within := a.around(group, above)
	for _, child := range g.children.Of(group) {
		if within.Has(child) {
			list = append(list, Cause{g.nestedStep(group), g.groups.Record(child).ID.Ref()})
		}
	}
	return list
}

// around is the set of groups that the user reaches without going through
// group or what is above.
func (a *Access) around(group int32, above []Ref) relation.Set {
	g := a.g
	barred := relation.NewSet(int(g.groups.N))
	barred.Add(group)
	for _, ref := range above {
		if ref.Kind != KindGroup {
			continue
		}
		if n, ok := g.groups.Node(GroupID{ref.ID}); ok {
			barred.Add(n)
		}
	}
	within := relation.NewSet(int(g.groups.N))
	var stack []int32
	reach := func(n int32) {
		if !barred.Has(n) && !within.Has(n) {
			within.Add(n)
			stack = append(stack, n)
		}
	}
	for _, n := range a.direct {
		reach(n)
	}
	for _, m := range a.mapped {
		reach(m.group)
	}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, parent := range g.parents.Of(top) {
			reach(parent)
		}
	}
	return within
}
