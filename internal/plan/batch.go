package plan

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// batch is how many of the first changes one request can carry out: changes of
// one kind of membership of one thing. It is at least 1.
func batch(changes []rbac.Change) int {
	key, ok := together(changes[0])
	if !ok {
		return 1
	}
	size := 0
	for n, c := range changes {
		if other, ok := together(c); !ok || other != key || n == maxIDs {
			return n
		}
		if size += weight(c); size > maxBytes && n > 0 {
			return n
		}
	}
	return len(changes)
}

// company is what changes must share to go into one request.
type company struct {
	kind string
	of   text.Text
}

func together(c rbac.Change) (company, bool) {
	switch c := c.(type) {
	case rbac.AddMember:
		return company{c.Kind(), c.Group.Text}, true
	case rbac.RemoveMember:
		return company{c.Kind(), c.Group.Text}, true
	case rbac.AddNested:
		return company{c.Kind(), c.Group.Text}, true
	case rbac.RemoveNested:
		return company{c.Kind(), c.Group.Text}, true
	case rbac.GrantRole:
		return company{c.Kind(), c.Group.Text}, true
	case rbac.RevokeRole:
		return company{c.Kind(), c.Group.Text}, true
	case rbac.AddMapping:
		return company{c.Kind(), c.Group.Text}, true
	case rbac.RemoveMapping:
		return company{c.Kind(), c.Group.Text}, true
	case rbac.AssignRole:
		return company{c.Kind(), c.User.Text}, true
	case rbac.UnassignRole:
		return company{c.Kind(), c.User.Text}, true
	case rbac.AddPermission:
		return company{c.Kind(), c.Role.Text}, true
	case rbac.RemovePermission:
		return company{c.Kind(), c.Role.Text}, true
	}
	return company{}, false
}

// weight is how many bytes a change adds to the body, roughly.
func weight(c rbac.Change) int {
	size := 0
	for _, ref := range c.Targets()[1:] {
		size += len(text.AppendJSON(nil, ref.ID.Raw())) + 1
	}
	if m, ok := c.(rbac.AddMapping); ok {
		size += len(text.AppendJSON(nil, m.GroupName.Raw())) + len(`{"groupName":,"connectionName":}`)
	}
	return size
}
