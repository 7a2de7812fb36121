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

// mostCompared is for how many unknown names the nearest are looked for, among a
// hundred thousand users too.
const mostCompared = 20

// unknown notes a mistake: a name that nothing of a kind has, with what comes nearest.
func (r *runner) unknown(line int, before string, kind rbac.Kind, given text.Text) {
	near := ""
	if r.compared++; r.compared <= mostCompared {
		near = catalog.Nearest(given.Raw(), (&catalog.Data{Graph: r.g, Directory: r.d}).Candidates(kind))
	}
	r.mistake(line, before+"there is no "+string(kind)+" "+rbac.Quoted(given)+near)
}

// named notes a mistake where a name means nothing.
func (r *runner) named(refs []rbac.Ref, name text.Text, key string, line int) []rbac.Ref {
	if len(refs) == 0 {
		r.unknown(line, key+": ", kindOf(key), name)
	}
	return refs
}

func kindOf(key string) rbac.Kind {
	switch key {
	case "roles", "not_roles":
		return rbac.KindRole
	case "groups", "not_groups", "only.groups":
		return rbac.KindGroup
	}
	return rbac.KindPermission
}
