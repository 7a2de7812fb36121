package plan

import (
	"authzx/internal/rbac"
)

// From these numbers on a plan is large: a person has to say more than yes.
const (
	largeUsers    = 25
	largeRequests = 50
	largeDeletes  = 3
)

// Blast is how far a plan reaches.
type Blast struct {
	Users           int // who gain or lose anything
	Gaining, Gained int // users, and different permissions
	Losing, Lost    int
	Requests        int
	Deletes         int // groups, roles and permissions
}

// Blast measures the plan, whose effect is e.
func (p *Plan) Blast(e rbac.Effect) Blast {
	b := Blast{Users: len(e.Users), Requests: p.Requests()}
	b.Gaining, b.Gained, b.Losing, b.Lost = e.Counts()
	for _, i := range p.Items {
		for _, c := range i.Changes {
			if deletes(c) && len(i.Steps) > 0 {
				b.Deletes++
			}
		}
	}
	return b
}

func deletes(c rbac.Change) bool {
	switch c.(type) {
	case rbac.DeleteGroup, rbac.DeleteRole, rbac.DeletePermission:
		return true
	}
	return false
}

// Large reports whether a confirmation should ask for more than a key.
func (b Blast) Large() bool {
	return b.Users >= largeUsers || b.Requests >= largeRequests || b.Deletes >= largeDeletes
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
		return "undo makes the group anew, with another id"
	case rbac.DeleteRole:
		return "undo makes the role anew, with another id"
	case rbac.DeletePermission:
		return "undo makes the permission anew, with another id"
	case rbac.RemoveMapping, rbac.EditMapping:
		return "undo makes the mapping anew, with another id"
	case rbac.SetConfiguration:
		return "undo sets the switches back, but an API key that was made and a login rule that was published stay"
	case rbac.RemoveNested:
		if c.Group == c.Child {
			return "can't be undone: the API never nests a group in itself"
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
			if contains(parent.Nested, child) {
				list = append(list, rbac.RemoveNested{Group: parent.ID, Child: child})
			}
		}
	case rbac.KindRole:
		role := rbac.RoleID{Text: ref.ID}
		for _, group := range g.Groups() {
			if contains(group.Roles, role) {
				list = append(list, rbac.RevokeRole{Group: group.ID, Role: role})
			}
		}
	case rbac.KindPermission:
		permission := rbac.PermissionID{Text: ref.ID}
		for _, role := range g.Roles() {
			if contains(role.Permissions, permission) {
				list = append(list, rbac.RemovePermission{Role: role.ID, Permission: permission})
			}
		}
	}
	return list
}

func contains[T comparable](list []T, v T) bool {
	for _, have := range list {
		if have == v {
			return true
		}
	}
	return false
}
