package views

import (
	"encoding/json"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// compareStart is what a comparison begins with besides its first user.
type compareStart struct {
	With text.Text `json:"with"` // the id of the second
	accessStart
}

// compareRoute leads to two users side by side.
func compareRoute(a, b rbac.Ref) ui.Route { return compareUnder(rbac.Query{User: userID(a)}, b) }

// compareUnder leads to the query's user beside another, both under its
// application and login.
func compareUnder(q rbac.Query, other rbac.Ref) ui.Route {
	start := compareStart{other.ID, startOf(q)}
	more, err := json.Marshal(start)
	if err != nil {
		more = nil
	}
	return ui.Route{Kind: routeCompare, ID: q.User.Text, More: text.New(string(more))}
}

// compareAt makes the screen of such a route.
func compareAt(d *Desk, r ui.Route) *compare {
	var start compareStart
	if json.Unmarshal([]byte(r.More.Raw()), &start) != nil {
		start = compareStart{}
	}
	s := newCompare(d, rbac.UserID{Text: r.ID}, rbac.UserID{Text: start.With})
	s.app, s.login = start.Application, start.login()
	return s
}
