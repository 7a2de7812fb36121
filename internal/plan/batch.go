package plan

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// batch is how many of the first changes one request can carry out: changes of
// one kind of tie of one thing. It is at least 1.
func batch(changes []rbac.Change) int {
	key, ok := sharing(changes[0])
	if !ok {
		return 1
	}
	size := 0
	for n, c := range changes {
		if other, ok := sharing(c); !ok || other != key || n == maxIDs {
			return n
		}
		if size += weight(c); size > maxBytes && n > 0 {
			return n
		}
	}
	return len(changes)
}

// sharedBody is what changes must share to go into one request.
type sharedBody struct {
	kind string
	of   text.Text
}

func sharing(c rbac.Change) (sharedBody, bool) {
	switch c := c.(type) {
	case rbac.Tie:
		return sharedBody{c.Kind(), c.Left}, true
	case rbac.AddMapping:
		return sharedBody{c.Kind(), c.Group.Text}, true
	case rbac.RemoveMapping:
		return sharedBody{c.Kind(), c.Group.Text}, true
	}
	return sharedBody{}, false
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
