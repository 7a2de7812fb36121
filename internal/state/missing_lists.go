package state

import (
	"fmt"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// remarks say which lists the other state lacks, and what is not known here.
func remarks(here, there Source) []string {
	var list []string
	m := there.Graph.Missing()
	for _, one := range []struct {
		name string
		err  error
	}{{"groups", m.Groups}, {"roles", m.Roles}, {"permissions", m.Permissions}} {
		if one.err != nil {
			list = append(list, fmt.Sprintf("the %s are left as they are: the state doesn't have them: %v", one.name, one.err))
		}
	}
	if there.Switches != nil && here.Switches == nil {
		list = append(list, "the switches here are not known, so they are left as they are")
	}
	return list
}

// withMissing has the lists of the other state, and where it has none those of the one here,
// so that nothing of them is to be changed or removed.
func (a *aligner) withMissing() rbac.Document {
	m := a.there.Graph.Missing()
	d := rbac.Document{Groups: a.here.Graph.Groups(), Roles: a.here.Graph.Roles(), Permissions: a.here.Graph.Permissions()}
	if m.Permissions == nil {
		d.Permissions = each(a.there.Graph.Permissions(), func(r rbac.Permission) text.Text { return r.ID.Text }, a.permission)
	}
	if m.Roles == nil {
		d.Roles = each(a.there.Graph.Roles(), func(r rbac.Role) text.Text { return r.ID.Text }, a.role)
	}
	if m.Groups == nil {
		d.Groups = each(a.there.Graph.Groups(), func(r rbac.Group) text.Text { return r.ID.Text }, a.group)
	}
	return d
}
