package sandbox

import (
	"net/http"
	"regexp"
)

// userPages is how many users a search yields at most, whatever there are.
const userPages = 1000

func (s *Server) listUsers(r *request) (*answer, error) {
	d, err := s.tenant.ask()
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

func (s *Server) readUser(r *request) (*answer, error) {
	u, err := s.tenant.user(r.id())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(u), nil
}

// direct are the records that list the user themselves.
func direct(records []*object, list string, user value) []*object {
	return selected(records, func(r *object) bool { return includes(r.get(list), user) })
}

func (s *Server) listUserGroups(r *request) (*answer, error) {
	groups := direct(s.store.document().all(groupsKey), "members", r.id())
	// Any word will do here, false included.
	if expand := r.query.get("expand"); truthy(expand) {
		return s.expandGroups(groups)
	}
	return jsonAnswer(mapped(groups, brief)), nil
}

func (s *Server) addUserToGroups(r *request) (*answer, error) {
	return s.addUser(r, groupsKey, "members", s.storeGroup)
}

func (s *Server) addUserToRoles(r *request) (*answer, error) {
	return s.addUser(r, rolesKey, "users", s.storeRole)
}

// looksLikeID is how the server tells ids from names: by the first of them.
var looksLikeID = regexp.MustCompile(`^\{?[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\}?$`)

// addUser puts the user into a list of every record that the payload names, by
// id or by name; what names nothing is passed over.
func (s *Server) addUser(r *request, collection, list string, store func(value, *object) (*object, error)) (*answer, error) {
	by := "name"
	if wanted := r.texts(); len(wanted) > 0 && looksLikeID.MatchString(wanted[0]) {
		by = "_id"
	}
	named := selected(s.store.document().all(collection), func(o *object) bool { return includes(r.payload, o.get(by)) })
	s.between(r)
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

func (s *Server) listUserRoles(r *request) (*answer, error) {
	return jsonAnswer(mapped(direct(s.store.document().all(rolesKey), "users", r.id()), roleRow)), nil
}

func roleRow(o *object) *object { return o.picked("_id", "name", "applicationId", "description") }

// removeUserFromRoles goes through the roles one by one and stops at the first
// that is not there; those before it have been changed by then.
func (s *Server) removeUserFromRoles(r *request) (*answer, error) {
	for _, id := range r.texts() {
		if err := s.removeUserFromRole(r, id); err != nil {
			return nil, err
		}
	}
	return done(), nil
}

func (s *Server) removeUserFromRole(r *request, id string) error {
	role, err := s.store.read(rolesKey, id)
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
	s.between(r)
	_, err = s.storeRole(id, role)
	return err
}
