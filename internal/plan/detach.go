package plan

import "authzx/internal/rbac"

// Detach lists the changes that free a group, role or permission of those that
// use it, so that it can be deleted; none when it is free.
func Detach(g *rbac.Graph, ref rbac.Ref) []rbac.Change {
	var list []rbac.Change
	switch ref.Kind {
	case rbac.KindGroup:
		child := rbac.GroupID{Text: ref.ID}
		for _, parent := range g.Parents(child) {
			list = append(list, rbac.RemoveNested(parent, child))
		}
	case rbac.KindRole:
		role := rbac.RoleID{Text: ref.ID}
		for _, group := range g.RoleGroups(role) {
			list = append(list, rbac.RevokeRole(group, role))
		}
	case rbac.KindPermission:
		permission := rbac.PermissionID{Text: ref.ID}
		for _, role := range g.PermissionRoles(permission) {
			list = append(list, rbac.RemovePermission(role, permission))
		}
	}
	return list
}
