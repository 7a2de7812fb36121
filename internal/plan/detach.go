package plan

import (
	"slices"

	"authzx/internal/rbac"
)

// Detach lists the changes that free a group, role or permission of those that
// use it, so that it can be deleted; none when it is free.
func Detach(g *rbac.Graph, ref rbac.Ref) []rbac.Change {
	var list []rbac.Change
	switch ref.Kind {
	case rbac.KindGroup:
		child := rbac.GroupID{Text: ref.ID}
		for _, parent := range g.Groups() {
			if slices.Contains(parent.Nested, child) {
				list = append(list, rbac.RemoveNested(parent.ID, child))
			}
		}
	case rbac.KindRole:
		role := rbac.RoleID{Text: ref.ID}
		for _, group := range g.Groups() {
			if slices.Contains(group.Roles, role) {
				list = append(list, rbac.RevokeRole(group.ID, role))
			}
		}
	case rbac.KindPermission:
		permission := rbac.PermissionID{Text: ref.ID}
		for _, role := range g.Roles() {
			if slices.Contains(role.Permissions, permission) {
				list = append(list, rbac.RemovePermission(role.ID, permission))
			}
		}
	}
	return list
}
