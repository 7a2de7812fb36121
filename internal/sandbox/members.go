package sandbox

import (
	"slices"
	"strconv"
)

// errorRow stands for a member whose profile the tenant doesn't give.
func errorRow(id value) *object {
	return fields("user_id", id, "name", "<Error: ManagementApiError>", "email", id,
		"identities", newArray(fields("connection", "N/A")))
}

// profiles are the users of one page of ids: cut first, then sorted by id.
func (h groupRoutes) profiles(ids []value, r *request) []*object {
	page, length := r.page()
	from := min(page*length, len(ids))
	var out []*object
	for _, id := range ids[from:min(from+length, len(ids))] {
		name, _ := id.(string)
		u, err := h.tenant.user(name)
		if err != nil {
			u = errorRow(id)
		}
		out = append(out, u)
	}
	return sortedBy(out, func(u *object) value { return u.get("user_id") })
}

func (h groupRoutes) listMembers(r *request) (*answer, error) {
	g, err := h.store.read(groupsKey, r.id())
	if err != nil {
		return nil, err
	}
	members := g.get("members")
	if _, ok := members.(*array); !ok && truthy(members) {
		return nil, errNoList
	}
	ids := elements(members)
	return jsonAnswer(fields("total", float64(len(ids)), "users", objectArray(h.profiles(ids, r)))), nil
}

// listNestedMembers lists the members of a group and of all groups below it,
// each with the first of these groups that has them.
func (h groupRoutes) listNestedMembers(r *request) (*answer, error) {
	groups := h.store.document().all(groupsKey)
	g := find(groups, r.id())
	if g == nil {
		return nil, errNoGroup
	}
	ids, source := gathered(children(groups, g))
	rows := sortedBy(h.profiles(ids, r), func(u *object) value { return u.get("name") })
	nested := mapped(rows, func(u *object) *object {
		row := fields("user", u.picked("user_id", "name", "nickname", "email"))
		if g := source[u.get("user_id")]; g != nil {
			row.set("group", brief(g))
		}
		return row
	})
	return jsonAnswer(fields("total", float64(len(ids)), "nested", nested)), nil
}

// gathered are the members of the groups, each once, with the group in which
// they were met first. Ids that are numbers come first, by size, because the
// server gathers them as the keys of an object.
func gathered(groups []*object) (ids []value, source map[value]*object) {
	source = map[value]*object{}
	var keys []string
	for _, g := range groups {
		for _, m := range elements(g.get("members")) {
			id := keyText(m)
			if source[id] == nil {
				source[id] = g
				keys = append(keys, id)
			}
		}
	}
	for _, k := range enumerated(keys) {
		ids = append(ids, k)
	}
	return ids, source
}

// keyText is a value as the key of an object.
func keyText(v value) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return numberText(v)
	case bool:
		return strconv.FormatBool(v)
	case nil:
		return "null"
	}
	return "[object Object]"
}

func find(records []*object, id string) *object {
	if i := slices.IndexFunc(records, func(r *object) bool { return r.get("_id") == id }); i >= 0 {
		return records[i]
	}
	return nil
}
