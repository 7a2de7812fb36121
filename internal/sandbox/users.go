package sandbox

import (
	"net/http"

	"authzx/internal/text"
)

// userPages is how many users a search yields at most, whatever there are.
const userPages = 1000

func (h userRoutes) listUsers(r *request) (*answer, error) {
	d, err := h.tenant.ask()
	if err != nil {
		return nil, err
	}
	q := r.asked("q")
	if field := r.asked("field"); field != "" {
		q = field + ":" + q
	}
	wanted, err := parseUserQuery(q)
	if err != nil {
		return nil, err
	}
	page, length := r.page()
	if page*length >= userPages {
		return nil, plainFault(http.StatusBadRequest, "You can only page through the first 1000 records. "+
			"See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation")
	}
	users := d.found(wanted)
	start := page * length
	var rows []*object
	for _, u := range users[min(start, len(users)):min(start+length, len(users))] {
		rows = append(rows, u.object())
	}
	return jsonAnswer(fields(
		"length", float64(len(rows)), "limit", float64(length), "start", float64(start), "total", float64(len(users)),
		"users", mapped(rows, userRow),
	)), nil
}

func userRow(u *object) *object {
	return u.picked("user_id", "name", "email", "identities", "picture", "last_login", "logins_count", "multifactor", "blocked")
}

func (h userRoutes) readUser(r *request) (*answer, error) {
	u, err := h.tenant.user(r.id())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(u), nil
}

// direct are the records that list the user themselves.
func direct(records []*object, list string, user value) []*object {
	return selected(records, func(r *object) bool { return includes(r.get(list), user) })
}

func (h userRoutes) listUserGroups(r *request) (*answer, error) {
	groups := direct(h.store.document().all(groupsKey), "members", r.id())
	// Any word will do here, false included.
	if expand := r.query.get("expand"); truthy(expand) {
		return h.expandGroups(groups)
	}
	return jsonAnswer(mapped(groups, brief)), nil
}

func (h userRoutes) addUserToGroups(r *request) (*answer, error) {
	return h.addUser(r, groupsKey, "members", h.storeGroup)
}

func (h userRoutes) addUserToRoles(r *request) (*answer, error) {
	return h.addUser(r, rolesKey, "users", h.storeRole)
}

// looksLikeID is how the server tells ids from names: by the first of them.
var looksLikeID = text.Pattern(`^\{?[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\}?$`)

// addUser puts the user into a list of every record that the payload names, by
// id or by name; what names nothing is passed over.
func (h userRoutes) addUser(r *request, collection, list string, store func(value, *object) (*object, error)) (*answer, error) {
	by := "name"
	if wanted := r.texts(); len(wanted) > 0 && looksLikeID().MatchString(wanted[0]) {
		by = "_id"
	}
	named := selected(h.store.document().all(collection), func(o *object) bool { return includes(r.payload, o.get(by)) })
	h.between(r)
	for _, o := range named {
		changed, err := added(o, list, r.id())
		if err != nil {
			return nil, err
		}
		if _, err := store(o.get("_id"), changed); err != nil {
			return nil, err
		}
	}
	return done(), nil
}

func (h userRoutes) listUserRoles(r *request) (*answer, error) {
	return jsonAnswer(mapped(direct(h.store.document().all(rolesKey), "users", r.id()), roleRow)), nil
}

func roleRow(o *object) *object { return o.picked("_id", "name", "applicationId", "description") }

// removeUserFromRoles goes through the roles one by one and stops at the first
// that is not there; those before it have been changed by then.
func (h userRoutes) removeUserFromRoles(r *request) (*answer, error) {
	for _, id := range r.texts() {
		if err := h.removeUserFromRole(r, id); err != nil {
			return nil, err
		}
	}
	return done(), nil
}

func (h userRoutes) removeUserFromRole(r *request, id string) error {
	role, err := h.store.read(rolesKey, id)
	if err != nil {
		return err
	}
	if !truthy(role.get("users")) {
		role = role.with("users", newArray())
	}
	role, err = taken(role, "users", r.id())
	if err != nil {
		return err
	}
	h.between(r)
	_, err = h.storeRole(id, role)
	return err
}
