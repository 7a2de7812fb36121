package plan

import (
	"fmt"

	"authzx/internal/rbac"
)

// Sentence says the item in one line that is safe to draw, with names from the
// plan's graphs and from the directory, which may be nil.
func (i Item) Sentence(d *rbac.Directory) string {
	return sentence(i.plan, i.Changes, d)
}

func sentence(p *Plan, changes []rbac.Change, d *rbac.Directory) string {
	c := changes[0]
	g := p.Before
	for _, ref := range c.Targets() {
		// What the plan makes itself has a name only afterwards.
		if rbac.IsNew(ref.ID) {
			g = p.After
		}
	}
	if len(changes) == 1 {
		return c.Sentence(g, d)
	}
	name := func(ref rbac.Ref) string {
		label := g.Name(ref)
		if label.IsZero() {
			label = d.Name(ref)
		}
		if label.IsZero() {
			return ref.ID.String()
		}
		return rbac.Quoted(label)
	}
	return several(c, len(changes), name)
}

// several says a batch of n changes like c.
func several(c rbac.Change, n int, name func(rbac.Ref) string) string {
	switch c := c.(type) {
	case rbac.AddMember:
		return fmt.Sprintf("add %d users to group %s", n, name(c.Group.Ref()))
	case rbac.RemoveMember:
		return fmt.Sprintf("remove %d users from group %s", n, name(c.Group.Ref()))
	case rbac.AddNested:
		return fmt.Sprintf("nest %d groups in group %s", n, name(c.Group.Ref()))
	case rbac.RemoveNested:
		return fmt.Sprintf("take %d nested groups out of group %s", n, name(c.Group.Ref()))
	case rbac.GrantRole:
		return fmt.Sprintf("grant %d roles to group %s", n, name(c.Group.Ref()))
	case rbac.RevokeRole:
		return fmt.Sprintf("revoke %d roles from group %s", n, name(c.Group.Ref()))
	case rbac.AddMapping:
		return fmt.Sprintf("add %d mappings to group %s", n, name(c.Group.Ref()))
	case rbac.RemoveMapping:
		return fmt.Sprintf("remove %d mappings from group %s", n, name(c.Group.Ref()))
	case rbac.AssignRole:
		return fmt.Sprintf("assign %d roles to user %s", n, name(c.User.Ref()))
	case rbac.UnassignRole:
		return fmt.Sprintf("take %d roles from user %s", n, name(c.User.Ref()))
	case rbac.AddPermission:
		return fmt.Sprintf("add %d permissions to role %s", n, name(c.Role.Ref()))
	case rbac.RemovePermission:
		return fmt.Sprintf("remove %d permissions from role %s", n, name(c.Role.Ref()))
	}
	return fmt.Sprintf("%d changes: %s", n, c.Kind())
}

// note is what a person may not expect of the request for a change.
func note(c rbac.Change) string {
	switch c.(type) {
	case rbac.AddPermission, rbac.RemovePermission, rbac.EditRole:
		return "the role is sent whole, with all its permissions"
	case rbac.SetConfiguration:
		return "the login rule is published anew, and an API key is made where there is none"
	}
	return ""
}
