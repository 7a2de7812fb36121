package sandbox

import "slices"

// listMappings shows the mappings of a group with the strategy of their
// connection; those to connections that the tenant lacks are left out.
func (h groupRoutes) listMappings(r *request) (*answer, error) {
	g, err := h.store.read(groupsKey, r.id())
	if err != nil {
		return nil, err
	}
	d, err := h.tenant.ask()
	if err != nil {
		return nil, err
	}
	strategies := d.strategies()
	rows := &array{}
	for _, e := range elements(g.get("mappings")) {
		m, ok := e.(*object)
		if !ok {
			continue
		}
		name := m.get("connectionName")
		if strategy, known := strategies[name]; known {
			rows.items = append(rows.items, m.with("connectionName", keyText(name)+" ("+keyText(strategy)+")"))
		}
	}
	return jsonAnswer(rows), nil
}

func (h groupRoutes) addMappings(r *request) (*answer, error) {
	g, err := h.store.read(groupsKey, r.id())
	if err != nil {
		return nil, err
	}
	items := slices.Clip(elements(g.get("mappings")))
	for _, e := range elements(r.payload) {
		m, ok := e.(*object)
		if !ok {
			continue
		}
		id, err := h.store.newID()
		if err != nil {
			return nil, err
		}
		items = append(items, fields("_id", id, "groupName", m.get("groupName"), "connectionName", m.get("connectionName")))
	}
	return h.storeMappings(r, g, items)
}

func (h groupRoutes) removeMappings(r *request) (*answer, error) {
	g, err := h.store.read(groupsKey, r.id())
	if err != nil {
		return nil, err
	}
	if _, ok := g.get("mappings").(*array); !ok {
		return h.storeAgain(r, g)
	}
	items := slices.Clone(elements(g.get("mappings")))
	for _, id := range r.texts() {
		i := slices.IndexFunc(items, func(e value) bool {
			m, ok := e.(*object)
			return ok && m.get("_id") == id
		})
		if i >= 0 {
			items = slices.Delete(items, i, i+1)
		}
	}
	return h.storeMappings(r, g, items)
}

// storeMappings stores the group again with these mappings.
func (h groupRoutes) storeMappings(r *request, g *object, items []value) (*answer, error) {
	return h.storeAgain(r, g.with("mappings", newArray(items...)))
}

// storeAgain ends a write to a list of a group.
func (h groupRoutes) storeAgain(r *request, g *object) (*answer, error) {
	h.between(r)
	if _, err := h.storeGroup(r.id(), g); err != nil {
		return nil, err
	}
	return done(), nil
}
