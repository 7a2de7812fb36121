package answers

import (
	"encoding/json"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// AccessAt makes the access screen of such a route.
func AccessAt(d *changes.Workspace, r ui.Route) *access {
	s := newAccess(d, rbac.UserID{Text: r.ID})
	var start desk.AccessStart
	if json.Unmarshal([]byte(r.More.Raw()), &start) != nil {
		return s
	}
	s.query.Application = start.Application
	s.query.Login = start.Login()
	s.wanted, s.after = rbac.Ref{Kind: start.Kind, ID: start.Thing}, start.After
	return s
}

// seek puts the cursor on the thing that was asked for, once it is known, and unfolds
// why the user has it; what the user lacks it shows among that.
func (s *access) seek() {
	if _, foreseen := s.desk.Staged.After(); s.wanted.ID.IsZero() || !s.data.Exists(s.wanted) || s.after && !foreseen {
		return
	}
	path := []rbac.Ref{s.wanted}
	if s.wanted.Kind != rbac.KindGroup {
		app := s.data.ApplicationOf(s.wanted)
		path = []rbac.Ref{{Kind: kindHeader, ID: app.Text}, s.wanted}
	}
	for i, p := range s.trees {
		if p.source.of == s.wanted.Kind && p.source.lacks != s.answer.Has(s.wanted) && p.tree.Select(path) {
			s.tabs.Select(i)
			p.tree.Unfold()
		}
	}
	s.wanted = rbac.Ref{}
}
