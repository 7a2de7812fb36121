package sample

import "slices"

// roles makes the roles application by application; their permissions belong
// to the same one.
func (g *generator) roles() []role {
	draw := newSource(g.Seed, forHolders)
	roles := make([]role, 0, g.Roles)
	firstPermission := 0
	for app, count := range g.rolesOf {
		id := g.applicationID(app)
		own := g.permissionIDs[firstPermission : firstPermission+g.permissionsOf[app]]
		firstPermission += len(own)
		for n := range count {
			name, description := g.words.roleName(n)
			roles = append(roles, role{
				id: g.roleIDs[len(roles)], name: name, description: description, application: id,
				permissions: window(draw, own),
			})
		}
	}
	for u := range g.Users {
		if draw.chance(10) {
			i := draw.skewed(len(roles))
			roles[i].users = append(roles[i].users, g.userIDs[u])
		}
	}
	return roles
}

// window draws up to nine neighbouring values: a role is about one subject.
func window(draw source, values []string) []string {
	if len(values) == 0 {
		return nil
	}
	size := min(len(values), 2+draw.below(8))
	from := draw.below(len(values) - size + 1)
	return slices.Clone(values[from : from+size])
}

func (g *generator) permissions() []permission {
	permissions := make([]permission, 0, g.Permissions)
	for app, count := range g.permissionsOf {
		id := g.applicationID(app)
		for n := range count {
			name, description := g.words.permissionName(n)
			permissions = append(permissions, permission{
				id: g.permissionIDs[len(permissions)], name: name, description: description, application: id,
			})
		}
	}
	return permissions
}
