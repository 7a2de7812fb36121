package plan

import (
	"authzx/internal/rbac"
)

// Cautions lists what undo can't bring back as it was, one for each item, safe to draw.
func (p *Plan) Cautions() []string {
	var list []string
	for _, i := range p.Items {
		if len(i.Steps) == 0 {
			continue
		}
		for _, c := range i.Changes {
			if text := caution(c); text != "" {
				list = append(list, text)
				break
			}
		}
	}
	return list
}

func caution(c rbac.Change) string {
	switch c := c.(type) {
	case rbac.DeleteGroup:
		return "undo recreates the group with a new id"
	case rbac.DeleteRole:
		return "undo recreates the role with a new id"
	case rbac.DeletePermission:
		return "undo recreates the permission with a new id"
	case rbac.RemoveMapping, rbac.EditMapping:
		return "undo recreates the mapping with a new id"
	case rbac.SetConfiguration:
		return "undo resets the switches; a new API key and a published login rule stay"
	case rbac.Tie:
		if c.Of == rbac.TieNested && c.Left == c.Right && c.Cut {
			return "can't be undone: the API refuses to nest a group in itself"
		}
	}
	return ""
}
