package rulebook

import (
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// permissions are those that an id or a name means. A name keeps those of the
// application, where there is one: what belongs to it or what its roles hold.
func (r *runner) permissions(name text.Text, app rbac.ClientID) []rbac.Ref {
	id := rbac.PermissionID{Text: name}
	if _, ok := r.g.Permission(id); ok {
		return []rbac.Ref{id.Ref()}
	}
	return within(catalog.RefsOf(r.g.PermissionsNamed(name)), app, func(ref rbac.Ref) bool {
		id := rbac.PermissionID{Text: ref.ID}
		p, _ := r.g.Permission(id)
		return p.Application == app || slices.ContainsFunc(r.g.PermissionRoles(id), func(role rbac.RoleID) bool { return r.isOf(role, app) })
	})
}

// roles are those that an id or a name means, of the application where there is one.
func (r *runner) roles(name text.Text, app rbac.ClientID) []rbac.Ref {
	id := rbac.RoleID{Text: name}
	if _, ok := r.g.Role(id); ok {
		return []rbac.Ref{id.Ref()}
	}
	return within(catalog.RefsOf(r.g.RolesNamed(name)), app, func(ref rbac.Ref) bool { return r.isOf(rbac.RoleID{Text: ref.ID}, app) })
}

func (r *runner) isOf(role rbac.RoleID, app rbac.ClientID) bool {
	v, _ := r.g.Role(role)
	return v.Application == app
}

// groups are those that an id or a name means, whatever the application.
func (r *runner) groups(name text.Text, _ rbac.ClientID) []rbac.Ref {
	id := rbac.GroupID{Text: name}
	if _, ok := r.g.Group(id); ok {
		return []rbac.Ref{id.Ref()}
	}
	return catalog.RefsOf(r.g.GroupsNamed(name))
}

// within are those of an application. Where there is none, or it has nothing of the
// name, they are all that have it: what another application has is known, and not
// had in this one.
func within(list []rbac.Ref, app rbac.ClientID, of func(rbac.Ref) bool) []rbac.Ref {
	if app.IsZero() {
		return list
	}
	own := slices.DeleteFunc(slices.Clone(list), func(ref rbac.Ref) bool { return !of(ref) })
	if len(own) == 0 {
		return list
	}
	return own
}
