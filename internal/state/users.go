package state

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// WithUsers is the source with other ids for some users.
func (s Source) WithUsers(ids map[text.Text]text.Text) Source {
	if len(ids) == 0 {
		return s
	}
	as := func(id rbac.UserID) rbac.UserID {
		if to, ok := ids[id.Text]; ok {
			return rbac.UserID{Text: to}
		}
		return id
	}
	d := s.Graph.Document()
	groups, roles := make([]rbac.Group, len(d.Groups)), make([]rbac.Role, len(d.Roles))
	for i, g := range d.Groups {
		g.Members = renamed(g.Members, as)
		groups[i] = g
	}
	for i, r := range d.Roles {
		r.Users = renamed(r.Users, as)
		roles[i] = r
	}
	d.Groups, d.Roles = groups, roles
	s.Graph = rbac.Index(d)
	return s
}
