package sandbox

// listNested lists the groups that a group nests, whole, by name.
func (h groupRoutes) listNested(r *request) (*answer, error) {
	groups := h.store.document().all(groupsKey)
	g := find(groups, r.id())
	if g == nil {
		return nil, errNoGroup
	}
	nested := g.get("nested")
	inside := selected(groups, func(o *object) bool { return includes(nested, o.get("_id")) })
	return jsonAnswer(objectArray(sortedBy(inside, func(o *object) value { return o.get("name") }))), nil
}

// children are the groups and all that they nest, however deep, in stored order.
func children(groups []*object, from ...*object) []*object {
	below := make(map[value][]value, len(groups))
	for _, g := range groups {
		if id := g.get("_id"); below[id] == nil {
			below[id] = append([]value{}, elements(g.get("nested"))...)
		}
	}
	return reached(groups, from, func(id value) []value { return below[id] })
}

// parents are the groups and all that nest them, however far up, in stored order.
func parents(groups []*object, from ...*object) []*object {
	if len(from) == 0 {
		return nil
	}
	above := map[value][]value{}
	for _, g := range groups {
		for _, child := range elements(g.get("nested")) {
			above[child] = append(above[child], g.get("_id"))
		}
	}
	return reached(groups, from, func(id value) []value { return above[id] })
}

// reached are the groups that one gets to from some of them by next, which goes
// from an id to ids, in stored order.
func reached(groups, from []*object, next func(value) []value) []*object {
	seen := map[value]bool{}
	var queue []value
	visit := func(id value) {
		if !seen[id] {
			seen[id] = true
			queue = append(queue, id)
		}
	}
	for _, g := range from {
		visit(g.get("_id"))
	}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		for _, n := range next(id) {
			visit(n)
		}
	}
	return selected(groups, func(g *object) bool { return seen[g.get("_id")] })
}
