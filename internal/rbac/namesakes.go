package rbac

import "authzx/internal/text"

// called is how a role or a permission is called, without regard to case.
type called struct {
	kind Kind
	name string
}

// namesakes tells of each name whether several applications have it.
func (g *Graph) namesakes() map[called]bool {
	return g.shared.get(func() map[called]bool {
		first := make(map[called]ClientID)
		several := make(map[called]bool)
		add := func(kind Kind, name text.Text, app ClientID) {
			key := called{kind, lower(name.Raw())}
			if before, again := first[key]; !again {
				first[key] = app
			} else if before != app {
				several[key] = true
			}
		}
		for _, r := range g.roles.records() {
			add(KindRole, r.Name, r.Application)
		}
		for _, r := range g.permissions.records() {
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
	return app, g.namesakes()[called{ref.Kind, lower(g.Name(ref).Raw())}]
}
