package sandbox

import "slices"

// between is the moment of a write to a list after it has read a record and
// before it stores the whole of it again.
func (b *backend) between(r *request) {
	if b.beforeWrite != nil {
		b.beforeWrite(r.route.ID)
	}
}

// addTo puts the ids of the payload into a list of a group, each once. Whether
// there is anything with such an id is not asked; but a group never gets into
// its own list of nested groups.
func (h groupRoutes) addTo(list string) handler {
	return func(r *request) (*answer, error) {
		g, err := h.store.read(groupsKey, r.id())
		if err != nil {
			return nil, err
		}
		ids := r.texts()
		if list == "nested" {
			ids = slices.DeleteFunc(ids, func(id string) bool { return id == r.id() })
		}
		changed, err := added(g, list, ids...)
		if err != nil {
			return nil, err
		}
		return h.storeAgain(r, changed)
	}
}

// added is a copy of o with the ids at the end of its list, which begins anew
// where it is missing.
func added(o *object, list string, ids ...string) (*object, error) {
	before := o.get(list)
	a, ok := before.(*array)
	if !ok && truthy(before) {
		return nil, errNoList
	}
	var items []value
	if ok {
		items = slices.Clip(a.items)
	}
	for _, id := range ids {
		if !slices.Contains(items, value(id)) {
			items = append(items, id)
		}
	}
	return o.with(list, newArray(items...)), nil
}

// removeFrom takes the ids of the payload out of a list of a group.
func (h groupRoutes) removeFrom(list string) handler {
	return func(r *request) (*answer, error) {
		g, err := h.store.read(groupsKey, r.id())
		if err != nil {
			return nil, err
		}
		changed, err := taken(g, list, r.texts()...)
		if err != nil {
			return nil, err
		}
		return h.storeAgain(r, changed)
	}
}

// taken is a copy of o without the ids in its list; a list that is missing
// trips the server.
func taken(o *object, list string, ids ...string) (*object, error) {
	a, ok := o.get(list).(*array)
	if !ok {
		return nil, errNoList
	}
	items := slices.Clone(a.items)
	for _, id := range ids {
		if i := slices.Index(items, value(id)); i >= 0 {
			items = slices.Delete(items, i, i+1)
		}
	}
	return o.with(list, newArray(items...)), nil
}
