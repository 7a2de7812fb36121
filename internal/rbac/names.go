package rbac

import (
	"authzx/internal/rbac/relation"
	"authzx/internal/text"
)

// GroupsNamed are the groups with a name, in stored order: those that have it
// exactly or, when none has, those that have it but for case.
func (g *Graph) GroupsNamed(name text.Text) []GroupID {
	return named(&g.groups, name, func(r *Group) (GroupID, text.Text) { return r.ID, r.Name })
}

// RolesNamed are the roles with a name, as GroupsNamed; several applications
// may share it.
func (g *Graph) RolesNamed(name text.Text) []RoleID {
	return named(&g.roles, name, func(r *Role) (RoleID, text.Text) { return r.ID, r.Name })
}

// PermissionsNamed are the permissions with a name, as GroupsNamed; several
// applications may share it.
func (g *Graph) PermissionsNamed(name text.Text) []PermissionID {
	return named(&g.permissions, name, func(r *Permission) (PermissionID, text.Text) { return r.ID, r.Name })
}

func named[K comparable, R any](t *relation.Table[K, R], name text.Text, of func(*R) (K, text.Text)) []K {
	var exact, alike []K
	low := name.Lower()
	for _, r := range t.Records() {
		switch id, v := of(r); {
		case v == name:
			exact = append(exact, id)
		case len(exact) == 0 && v.Lower() == low:
			alike = append(alike, id)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return alike
}

// Applications are the applications that roles and permissions belong to, in
// the order of their first mention, roles first.
func (g *Graph) Applications() []ClientID {
	return g.applications.get(func() []ClientID {
		var list []ClientID
		seen := make(map[ClientID]struct{})
		add := func(id ClientID) {
			if _, ok := seen[id]; !ok {
				seen[id] = struct{}{}
				list = append(list, id)
			}
		}
		for _, r := range g.roles.Records() {
			add(r.Application)
		}
		for _, r := range g.permissions.Records() {
			add(r.Application)
		}
		return list
	})
}

// called is how a role or a permission is called, without regard to case.
type called struct {
	kind Kind
	name string
}

// namesakes tells of each name whether several applications have it.
func (g *index) namesakes() map[called]bool {
	return g.shared.get(func() map[called]bool {
		first := make(map[called]ClientID)
		several := make(map[called]bool)
		add := func(kind Kind, name text.Text, app ClientID) {
			key := called{kind, name.Lower()}
			if before, again := first[key]; !again {
				first[key] = app
			} else if before != app {
				several[key] = true
			}
		}
		for _, r := range g.roles.Records() {
			add(KindRole, r.Name, r.Application)
		}
		for _, r := range g.permissions.Records() {
			add(KindPermission, r.Name, r.Application)
		}
		return several
	})
}

// Apart is the application that tells a role or a permission from one of the
// same name; false where its name does, or it belongs to none.
func (g *Graph) Apart(ref Ref) (ClientID, bool) {
	var app ClientID
	switch ref.Kind {
	case KindRole:
		r, _ := g.Role(RoleID{ref.ID})
		app = r.Application
	case KindPermission:
		r, _ := g.Permission(PermissionID{ref.ID})
		app = r.Application
	}
	if app.IsZero() {
		return ClientID{}, false
	}
	return app, g.namesakes()[called{ref.Kind, g.Name(ref).Lower()}]
}

// Quoted is a name in quotation marks, safe to draw.
func Quoted(name text.Text) string { return `"` + name.String() + `"` }
