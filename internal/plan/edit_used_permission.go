package plan

import (
	"fmt"

	"authzx/internal/rbac"
)

// expandPermission edits a permission that roles hold: the server takes no edit
// of it until they let go.
func (c *compiler) expandPermission(change rbac.EditPermission) []part {
	edit := part{changes: []rbac.Change{change}}
	p, ok := c.graph.Permission(change.Permission)
	holders := c.graph.PermissionRoles(change.Permission)
	moves := !change.Application.IsZero() && change.Application != p.Application
	if ok && !moves && same(p, change) {
		return nil
	}
	if !ok || len(holders) == 0 || moves {
		// Roles could not take a permission of another application back.
		return []part{edit}
	}
	var parts []part
	for i, role := range holders {
		parts = append(parts, part{
			changes: []rbac.Change{rbac.RemovePermission(role, change.Permission)},
			note:    fmt.Sprintf("a permission in use can't be edited: remove it from role %d of %d", i+1, len(holders)),
		})
	}
	edit.note = "while no role holds it"
	parts = append(parts, edit)
	for i, role := range holders {
		parts = append(parts, part{
			changes:  []rbac.Change{rbac.AddPermission(role, change.Permission)},
			note:     fmt.Sprintf("add it back to role %d of %d", i+1, len(holders)),
			restores: true,
		})
	}
	return parts
}

func same(p rbac.Permission, c rbac.EditPermission) bool {
	return p.Name == c.Name && p.Description == c.Description &&
		(c.ApplicationType.IsZero() || c.ApplicationType == p.ApplicationType)
}
