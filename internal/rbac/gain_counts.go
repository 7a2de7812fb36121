package rbac

import "authzx/internal/rbac/relation"

// Margin tells, without making the graph after a change, how much the change would
// give at least. It is for one goroutine.
type Margin struct {
	g    *Graph
	has  relation.Set // users who have the permission
	mine *relation.Set
	walk *walker
}

// Margin is for changes that give a permission to a user whose access, logins not
// regarded, is a.
func (a *Access) Margin(permission PermissionID) *Margin {
	s, _ := a.g.holders(permission.Ref(), Reach{})
	return &Margin{g: a.g, has: s.users, mine: &a.perms, walk: a.g.walker()}
}

// Lacking is how many users who have a group or role lack the permission.
func (m *Margin) Lacking(among Ref) int {
	s, ok := m.g.holders(among, Reach{})
	if !ok {
		return 0
	}
	lacking := 0
	for _, user := range s.users.AppendTo(nil) {
		if !m.has.Has(user) {
			lacking++
		}
	}
	return lacking
}

// More is how many permissions the user would gain by a group or role.
func (m *Margin) More(by Ref) int {
	var given []int32
	switch by.Kind {
	case KindGroup:
		if n, ok := m.g.groups.Node(GroupID{by.ID}); ok {
			given = m.walk.grants(n).permissions
		}
	case KindRole:
		if n, ok := m.g.roles.Node(RoleID{by.ID}); ok {
			given = m.g.rolePerms.Of(n)
		}
	}
	more := 0
	for _, permission := range given {
		if !m.mine.Has(permission) {
			more++
		}
	}
	return more
}

// GroupsGiving are the groups whose members have a permission by them, in stored order.
func (g *Graph) GroupsGiving(id PermissionID) []GroupID {
	n, ok := g.permissions.Node(id)
	if !ok {
		return nil
	}
	giving := relation.NewSet(int(g.groups.N))
	for _, role := range g.permRoles.Of(n) {
		for _, group := range g.roleGroups.Of(role) {
			g.descend(&giving, group)
		}
	}
	return g.groupIDs(giving.AppendTo(nil))
}
