package views

import (
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// foreseenAccess leads to what a user could do with all that is staged, the
// cursor on a thing of his; the zero Ref leaves it at the top.
func foreseenAccess(user rbac.UserID, thing rbac.Ref) ui.Route {
	more, err := json.Marshal(accessStart{Kind: thing.Kind, Thing: thing.ID, After: true})
	if err != nil {
		more = nil
	}
	return ui.Route{Kind: routeAccess, ID: user.Text, More: text.New(string(more))}
}

// subjectData is what the access is read from: the tenant as it is, or as it
// would be with all that is staged. While that is not known it is as it is.
func (s *access) subjectData() *Data {
	if s.after {
		if after, ok := s.desk.staged.after(); ok {
			return after
		}
	}
	return s.desk.data
}

// turnForesight shows the access with what is staged, or without.
func (s *access) turnForesight() tea.Cmd {
	if _, ok := s.desk.staged.after(); !ok && !s.after {
		return say("there is nothing to foresee: nothing is staged, or it can't be done; 7 shows what is")
	}
	s.after = !s.after
	return s.reload()
}

// foresightWords say that the tenant is not like that, yet.
func (s *access) foresightWords() widget.Spans {
	th := s.desk.Theme
	n := len(s.desk.staged.changes)
	switch _, ok := s.desk.staged.after(); {
	case !s.after:
		return nil
	case !ok:
		return widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" as it is: what is staged can't be foreseen "+th.Glyphs.Dot+" ")}
	}
	return widget.Spans{widget.Sayf(th.Warn, "%s as it would be with %s staged %s ", th.Glyphs.Warning, counted(n, "change"), th.Glyphs.Dot)}
}
