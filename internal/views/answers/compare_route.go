package answers

import (
	"encoding/json"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// compareStart is what a comparison begins with besides its first user.
type compareStart struct {
	With text.Text `json:"with"` // the id of the second
	desk.AccessStart
}

// CompareRoute leads to two users side by side.
func CompareRoute(a, b rbac.Ref) ui.Route { return compareUnder(rbac.Query{User: desk.UserID(a)}, b) }

// compareUnder leads to the query's user beside another, both under its
// application and login.
func compareUnder(q rbac.Query, other rbac.Ref) ui.Route {
	start := compareStart{other.ID, desk.StartOf(q)}
	more, err := json.Marshal(start)
	if err != nil {
		more = nil
	}
	return ui.Route{Kind: desk.RouteCompare, ID: q.User.Text, More: text.New(string(more))}
}

// CompareAt makes the screen of such a route.
func CompareAt(d *changes.Workspace, r ui.Route) *compare {
	var start compareStart
	if json.Unmarshal([]byte(r.More.Raw()), &start) != nil {
		start = compareStart{}
	}
	s := newCompare(d, rbac.UserID{Text: r.ID}, rbac.UserID{Text: start.With})
	s.app, s.login = start.Application, start.Login()
	return s
}
