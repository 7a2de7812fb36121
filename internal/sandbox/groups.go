package sandbox

import "strings"

func (h groupRoutes) listGroups(r *request) (*answer, error) {
	return h.list(r, groupsKey, groupRow)
}

// groupRow is a group in a list, where mappings and members are never missing.
func groupRow(g *object) string {
	row, tail := g, ""
	for _, key := range []string{"mappings", "members"} {
		switch v := g.get(key); {
		case truthy(v):
		case v == (undefined{}):
			tail += `,"` + key + `":[]`
		default:
			row = row.with(key, newArray())
		}
	}
	raw := row.raw
	if raw == "" {
		raw = string(appendObject(nil, row))
	}
	if tail == "" {
		return raw
	}
	if raw == "{}" {
		return "{" + strings.TrimPrefix(tail, ",") + "}"
	}
	return raw[:len(raw)-1] + tail + "}"
}

func (h groupRoutes) createGroup(r *request) (*answer, error) {
	group := r.body()
	if err := uniqueGroup(h.store.document(), nil, group); err != nil {
		return nil, err
	}
	return h.create(groupsKey, group)
}

func (h groupRoutes) readGroup(r *request) (*answer, error) {
	if expand, _ := r.query.get("expand").(bool); expand {
		return h.expandGroup(r)
	}
	g, err := h.store.read(groupsKey, r.id())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(brief(g)), nil
}

func (h groupRoutes) updateGroup(r *request) (*answer, error) {
	updated, err := h.storeGroup(r.id(), r.body())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(updated), nil
}

func (h groupRoutes) deleteGroup(r *request) (*answer, error) {
	return h.deleteUnused(groupsKey, r.id(), groupsKey, "nested")
}

// storeGroup lays the keys of group over the stored one. Every change of a
// group comes here, those of its lists as well, and so checks the name again.
func (b *backend) storeGroup(id value, group *object) (*object, error) {
	if err := uniqueGroup(b.store.document(), id, group); err != nil {
		return nil, err
	}
	return b.store.update(groupsKey, id, group)
}

func uniqueGroup(d *document, id value, group *object) error {
	name, ok := group.text("name")
	if !ok {
		return errNoName
	}
	return unique(d.all(groupsKey), id, name, func(*object) bool { return true },
		`Group with name "`+name+`" already exists`)
}
