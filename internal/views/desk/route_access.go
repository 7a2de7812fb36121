package desk

import (
	"encoding/json"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// AccessAfter leads to what a user could do with all that is staged, the
// cursor on a thing of theirs; the zero Ref leaves it at the top.
func AccessAfter(user rbac.UserID, thing rbac.Ref) ui.Route {
	more, err := json.Marshal(AccessStart{Kind: thing.Kind, Thing: thing.ID, After: true})
	if err != nil {
		more = nil
	}
	return ui.Route{Kind: RouteAccess, ID: user.Text, More: text.New(string(more))}
}

// AccessStart is what an access screen begins with besides its user.
type AccessStart struct {
	Application rbac.ClientID `json:"application,omitzero"`
	Connection  text.Text     `json:"connection,omitzero"`
	Groups      []text.Text   `json:"groups,omitempty"`
	Kind        rbac.Kind     `json:"kind,omitempty"`
	Thing       text.Text     `json:"thing,omitzero"`
	After       bool          `json:"after,omitempty"` // with all that is staged
}

// StartOf is the question without its user.
func StartOf(q rbac.Query) AccessStart {
	start := AccessStart{Application: q.Application}
	if q.Login != nil {
		start.Connection, start.Groups = q.Login.Connection, q.Login.IdPGroups
	}
	return start
}

// Login is the one simulated; nil for none.
func (s AccessStart) Login() *rbac.Login {
	if s.Connection.IsZero() {
		return nil
	}
	return &rbac.Login{Connection: s.Connection, IdPGroups: s.Groups}
}

// AccessRoute leads to the access of the query's user, the cursor on a thing
// of theirs; the zero Ref leaves it at the top.
func AccessRoute(q rbac.Query, thing rbac.Ref) ui.Route {
	route := ui.Route{Kind: RouteAccess, ID: q.User.Text}
	start := StartOf(q)
	start.Kind, start.Thing = thing.Kind, thing.ID
	if more, err := json.Marshal(start); err == nil && string(more) != "{}" {
		route.More = text.New(string(more))
	}
	return route
}
