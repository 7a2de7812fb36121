package state

import (
	"cmp"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// aligned is the other state in the words of the one here: the same ids, and
// placeholders for what is not here.
func (a *aligner) aligned() rbac.Document {
	a.applications()
	here, there := a.records(a.here), a.records(a.there)
	for _, kind := range []rbac.Kind{rbac.KindPermission, rbac.KindRole, rbac.KindGroup} {
		for i := range there[kind] {
			if app := there[kind][i].app; !app.IsZero() {
				there[kind][i].app = a.apps[app]
			}
		}
		a.match(here[kind], there[kind])
	}
	return a.withMissing()
}

// each is every record once, in the words of here.
func each[R any](list []R, id func(R) text.Text, as func(R) R) []R {
	out := make([]R, 0, len(list))
	seen := make(map[text.Text]bool, len(list))
	for _, r := range list {
		if !seen[id(r)] {
			seen[id(r)] = true
			out = append(out, as(r))
		}
	}
	return out
}

func (a *aligner) permission(r rbac.Permission) rbac.Permission {
	ref := r.ID.Ref()
	have, _ := a.here.Graph.Permission(rbac.PermissionID{Text: a.id(ref)})
	r.ID, r.Application = rbac.PermissionID{Text: a.id(ref)}, a.apps[r.Application]
	r.Name, r.Description = a.said(ref, r.Name, r.Description, have.Name, have.Description)
	return r
}

func (a *aligner) role(r rbac.Role) rbac.Role {
	ref := r.ID.Ref()
	have, _ := a.here.Graph.Role(rbac.RoleID{Text: a.id(ref)})
	r.ID, r.Application = rbac.RoleID{Text: a.id(ref)}, a.apps[r.Application]
	r.Name, r.Description = a.said(ref, r.Name, r.Description, have.Name, have.Description)
	r.Permissions = renamed(r.Permissions, func(id rbac.PermissionID) rbac.PermissionID { return rbac.PermissionID{Text: a.id(id.Ref())} })
	r.Users = a.users(r.Users, have.Users)
	return r
}

func (a *aligner) group(r rbac.Group) rbac.Group {
	ref := r.ID.Ref()
	have, _ := a.here.Graph.Group(rbac.GroupID{Text: a.id(ref)})
	r.ID = rbac.GroupID{Text: a.id(ref)}
	r.Name, r.Description = a.said(ref, r.Name, r.Description, have.Name, have.Description)
	r.Members = a.users(r.Members, have.Members)
	r.Nested = renamed(r.Nested, func(id rbac.GroupID) rbac.GroupID { return rbac.GroupID{Text: a.id(id.Ref())} })
	r.Roles = renamed(r.Roles, func(id rbac.RoleID) rbac.RoleID { return rbac.RoleID{Text: a.id(id.Ref())} })
	r.Mappings = renamed(r.Mappings, func(m rbac.Mapping) rbac.Mapping {
		m.Connection = a.connection(m.Connection)
		return m
	})
	return r
}

// said is what the other state says of a record, and what it has here where
// nothing is said. A new one is described by its name then: the API wants words.
func (a *aligner) said(ref rbac.Ref, name, description, hereName, hereDescription text.Text) (text.Text, text.Text) {
	if a.there.unsaid[field{ref, fieldName}] {
		name = hereName
	}
	if a.there.unsaid[field{ref, fieldDescription}] {
		description = cmp.Or(hereDescription, name)
	}
	return name, description
}

// users are those of a list, or who is listed here where members are left out.
func (a *aligner) users(list, here []rbac.UserID) []rbac.UserID {
	if a.o.WithoutMembers || a.there.WithoutMembers || a.here.WithoutMembers {
		return here
	}
	return renamed(list, a.user)
}

// renamed are the items of a list once each, as they are called here.
func renamed[T comparable](list []T, as func(T) T) []T {
	if list == nil {
		return nil
	}
	out := make([]T, 0, len(list))
	seen := make(map[T]bool, len(list))
	for _, v := range list {
		if v = as(v); !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
