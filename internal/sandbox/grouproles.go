package sandbox

// listGroupRoles lists the roles of a group, whole, in stored order.
func (h groupRoutes) listGroupRoles(r *request) (*answer, error) {
	g, err := h.store.read(groupsKey, r.id())
	if err != nil {
		return nil, err
	}
	ids := g.get("roles")
	roles := selected(h.store.document().all(rolesKey), func(o *object) bool { return includes(ids, o.get("_id")) })
	return jsonAnswer(objectArray(roles)), nil
}

// listNestedRoles lists the roles of a group and of the groups that nest it,
// each with the first of these groups that has it.
func (h groupRoutes) listNestedRoles(r *request) (*answer, error) {
	d := h.store.document()
	groups := d.all(groupsKey)
	g := find(groups, r.id())
	if g == nil {
		return nil, errNoGroup
	}
	given := grants(parents(groups, g), d.all(rolesKey))
	rows := &array{}
	for _, one := range given {
		rows.items = append(rows.items, fields("role", one.role, "group", one.group))
	}
	return jsonAnswer(rows), nil
}

// grant is a role with the group that gives it.
type grant struct{ role, group *object }

// grants are the roles that the groups give, in stored order of the roles, each
// with the first group in the order of groups.
func grants(groups, roles []*object) []grant {
	source := map[value]*object{}
	for _, g := range groups {
		for _, id := range elements(g.get("roles")) {
			if source[id] == nil {
				source[id] = g
			}
		}
	}
	var out []grant
	for _, r := range roles {
		if g := source[r.get("_id")]; g != nil {
			out = append(out, grant{r, g})
		}
	}
	return out
}

// granted are just the roles of grants.
func granted(groups, roles []*object) []*object {
	var out []*object
	for _, g := range grants(groups, roles) {
		out = append(out, g.role)
	}
	return out
}
