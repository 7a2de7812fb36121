package views

import (
	"encoding/json"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// accessStart is what an access screen begins with besides its user.
type accessStart struct {
	Application rbac.ClientID `json:"application,omitzero"`
	Connection  text.Text     `json:"connection,omitzero"`
	Groups      []text.Text   `json:"groups,omitempty"`
	Kind        rbac.Kind     `json:"kind,omitempty"`
	Thing       text.Text     `json:"thing,omitzero"`
	After       bool          `json:"after,omitempty"` // with all that is staged
}

// startOf is the question without its user.
func startOf(q rbac.Query) accessStart {
	start := accessStart{Application: q.Application}
	if q.Login != nil {
		start.Connection, start.Groups = q.Login.Connection, q.Login.IdPGroups
	}
	return start
}

// login is the one simulated; nil for none.
func (s accessStart) login() *rbac.Login {
	if s.Connection.IsZero() {
		return nil
	}
	return &rbac.Login{Connection: s.Connection, IdPGroups: s.Groups}
}

// accessRoute leads to the access of the query's user, the cursor on a thing
// of his; the zero Ref leaves it at the top.
func accessRoute(q rbac.Query, thing rbac.Ref) ui.Route {
	route := ui.Route{Kind: routeAccess, ID: q.User.Text}
	start := startOf(q)
	start.Kind, start.Thing = thing.Kind, thing.ID
	if more, err := json.Marshal(start); err == nil && string(more) != "{}" {
		route.More = text.New(string(more))
	}
	return route
}

// accessAt makes the access screen of such a route.
func accessAt(d *Desk, r ui.Route) *access {
	s := newAccess(d, rbac.UserID{Text: r.ID})
	var start accessStart
	if json.Unmarshal([]byte(r.More.Raw()), &start) != nil {
		return s
	}
	s.query.Application = start.Application
	s.query.Login = start.login()
	s.wanted, s.after = rbac.Ref{Kind: start.Kind, ID: start.Thing}, start.After
	return s
}

// seek puts the cursor on the thing that was asked for, once it is there, and
// unfolds why the user has it.
func (s *access) seek() {
	if s.wanted.ID.IsZero() || !s.answer.Has(s.wanted) {
		return
	}
	path := []rbac.Ref{s.wanted}
	if s.wanted.Kind != rbac.KindGroup {
		app := s.data.applicationOf(s.wanted)
		path = []rbac.Ref{{Kind: kindHeader, ID: app.Text}, s.wanted}
	}
	for i, p := range s.trees {
		if p.source.of == s.wanted.Kind && p.tree.Select(path) {
			s.tabs.Select(i)
			p.tree.Unfold()
		}
	}
	s.wanted = rbac.Ref{}
}
