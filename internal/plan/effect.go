package plan

import (
	"slices"

	"authzx/internal/rbac"
)

// From these numbers on a plan is large: a person has to say more than yes.
const (
	largeUsers    = 25
	largeRequests = 50
	largeDeletes  = 3
)

// Scale is how far a plan reaches.
type Scale struct {
	Users           int // who gain or lose anything
	Gaining, Gained int // users, and different permissions
	Losing, Lost    int
	Requests        int
	Deletes         int // groups, roles and permissions
}

// Scale measures the plan, whose effect is e.
func (p *Plan) Scale(e rbac.Effect) Scale {
	s := Scale{Users: len(e.Users), Requests: p.Requests()}
	s.Gaining, s.Gained, s.Losing, s.Lost = e.Counts()
	for _, i := range p.Items {
		for _, c := range i.Changes {
			if deletes(c) && len(i.Steps) > 0 {
				s.Deletes++
			}
		}
	}
	return s
}

func deletes(c rbac.Change) bool {
	switch c.(type) {
	case rbac.DeleteGroup, rbac.DeleteRole, rbac.DeletePermission:
		return true
	}
	return false
}

// Large reports whether a confirmation should ask for more than a key.
func (s Scale) Large() bool {
	return s.Users >= largeUsers || s.Requests >= largeRequests || s.Deletes >= largeDeletes
}

// Caution says what of an item can't be taken back as it was.
type Caution struct {
	Item int
	Text string // safe to draw
}

// Cautions lists what undo can't bring back as it was.
func (p *Plan) Cautions() []Caution {
	var list []Caution
	for n, i := range p.Items {
		if len(i.Steps) == 0 {
			continue
		}
		for _, c := range i.Changes {
			if text := caution(c); text != "" {
				list = append(list, Caution{n, text})
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
