package sandbox

// calculateGroups lists the groups of a user and all that nest them.
func (h userRoutes) calculateGroups(r *request) (*answer, error) {
	groups := h.store.document().all(groupsKey)
	return jsonAnswer(mapped(parents(groups, direct(groups, "members", r.id())...), brief)), nil
}

// calculateRoles lists the roles that a user's groups give and then those that
// list the user, each once.
func (h userRoutes) calculateRoles(r *request) (*answer, error) {
	d := h.store.document()
	groups, roles := d.all(groupsKey), d.all(rolesKey)
	given := granted(parents(groups, direct(groups, "members", r.id())...), roles)
	seen := map[value]bool{}
	all := selected(append(given, direct(roles, "users", r.id())...), func(o *object) bool {
		id := o.get("_id")
		first := !seen[id]
		seen[id] = true
		return first
	})
	return jsonAnswer(mapped(all, roleRow)), nil
}

// askPolicy says what a login of the user in an application gets, mappings of
// the connection included.
func (h userRoutes) askPolicy(r *request) (*answer, error) {
	d := h.store.document()
	user, client := r.params[0], r.params[1]
	groups, roles := d.all(groupsKey), d.all(rolesKey)
	connection := r.body().get("connectionName")

	own := direct(groups, "members", user)
	claimed := elements(r.body().get("groups"))
	for _, g := range own {
		claimed = append(claimed[:len(claimed):len(claimed)], g.get("name"))
	}
	claims := newArray(claimed...)
	mappedTo := selected(groups, func(g *object) bool { return isMapped(g, connection, claims) })

	all := parents(groups, append(own, mappedTo...)...)
	relevant := selected(append(granted(all, roles), direct(roles, "users", user)...), func(o *object) bool {
		return o.get("applicationId") == client
	})
	return jsonAnswer(fields(
		"groups", namesOf(all),
		"roles", namesOf(relevant),
		"permissions", namesOf(permissionsOf(d, relevant)),
	)), nil
}

// isMapped reports whether a mapping of the group takes in who comes by that
// connection with one of the claimed groups.
func isMapped(g *object, connection value, claimed *array) bool {
	for _, e := range elements(g.get("mappings")) {
		m, ok := e.(*object)
		if ok && m.get("connectionName") == connection && includes(claimed, m.get("groupName")) {
			return true
		}
	}
	return false
}

// permissionsOf are the permissions that the roles hold, in stored order.
func permissionsOf(d *document, roles []*object) []*object {
	held := map[value]bool{}
	for _, r := range roles {
		for _, id := range elements(r.get("permissions")) {
			held[id] = true
		}
	}
	return selected(d.all(permissionsKey), func(p *object) bool { return held[p.get("_id")] })
}

// namesOf are the names of the objects, each at its first place.
func namesOf(objects []*object) *array {
	a := &array{}
	for _, o := range objects {
		if name := o.get("name"); !includes(a, name) {
			a.items = append(a.items, name)
		}
	}
	return a
}
