package sandbox

import "net/http"

// expandGroup shows a group with the roles that it and its parents give.
func (h groupRoutes) expandGroup(r *request) (*answer, error) {
	d := h.store.document()
	groups := d.all(groupsKey)
	if len(groups) == 0 {
		return nil, plainFault(http.StatusBadRequest, "No groups found")
	}
	g := find(groups, r.id())
	if g == nil {
		return nil, plainFault(http.StatusBadRequest, "Current group not found")
	}
	out := brief(g)
	out.set("roles", expandedRoles(d, granted(parents(groups, g), d.all(rolesKey))))
	return jsonAnswer(out), nil
}

// expandGroups shows groups and their parents with the roles that they give.
func (b *backend) expandGroups(own []*object) (*answer, error) {
	d := b.store.document()
	all := parents(d.all(groupsKey), own...)
	return jsonAnswer(fields(
		"groups", mapped(all, brief),
		"roles", expandedRoles(d, granted(all, d.all(rolesKey))),
	)), nil
}

// expandedRoles are roles with their permissions in the place of ids.
func expandedRoles(d *document, roles []*object) *array {
	return mapped(roles, func(r *object) *object {
		out := r.picked("_id", "name", "description", "applicationId", "applicationType")
		out.set("permissions", mapped(permissionsOf(d, []*object{r}), brief))
		return out
	})
}
