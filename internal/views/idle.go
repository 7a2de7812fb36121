package views

import (
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// Which keys have nothing to do where, or only say why not: help and palette leave
// them out.

// idleOn reports this of the keys that are about a thing of a kind, wherever it
// stands.
func idleOn(a ui.Action, k rbac.Kind) bool {
	switch a {
	case ui.New:
		return !slices.Contains([]rbac.Kind{rbac.KindGroup, rbac.KindRole, rbac.KindPermission}, k)
	case ui.Edit, ui.Delete:
		return slices.Contains([]rbac.Kind{rbac.KindUser, rbac.KindApplication, rbac.KindConnection}, k)
	case ui.AddLink:
		return len(linksOf(k)) == 0
	case ui.Unlink:
		return k != rbac.KindMapping
	case ui.ShowAccess, ui.Compare:
		return k != rbac.KindUser
	case ui.WhoCan:
		return k == rbac.KindUser || k == rbac.KindConnection
	case ui.Search:
		return true
	}
	return false
}

// turns reports whether a key turns the tabs of a screen that has some.
func turns(a ui.Action) bool { return a == ui.NextPane || a == ui.PrevPane }

// Idle is what this kind's API, or a saved document, can't do.
func (l *list) Idle(a ui.Action) bool {
	if a == ui.Search {
		_, ok := l.desk.Source.(userSearcher)
		return !ok || l.kind.kind != rbac.KindUser
	}
	return turns(a) || a == ui.Preview && noPreview(l.w) || idleOn(a, l.kind.kind)
}

// Idle is what the tab in view knows nothing of.
func (s *detail) Idle(a ui.Action) bool {
	own := s.ref().Kind
	if p := s.pane(); a == ui.Preview && p != nil {
		return noPreview(p.w)
	}
	if s.pane() == nil || s.tabs.Active() == 0 || s.asksOfSelf(a) {
		return idleOn(a, own)
	}
	tab := s.kind.tabs[s.tabs.Active()-1].title
	l, tied := linkOfTab(own, tab)
	tied = tied || tab == "Mappings"
	switch a {
	case ui.AddLink, ui.Unlink:
		return !tied
	case ui.New:
		ofApp := own == rbac.KindApplication && slices.Contains([]widget.Words{"Roles", "Permissions"}, tab)
		return l.what == rbac.KindUser || !tied && !ofApp
	}
	if r, ok := s.pane().browser.current(); ok {
		return idleOn(a, r.ref.Kind)
	}
	return idleOn(a, own)
}

// Idle is all that changes users, and what asks who can of them; of a group also to
// choose an application.
func (s *whoCan) Idle(a ui.Action) bool {
	switch {
	case a == ui.Application:
		return !s.perApplication()
	case a == ui.Preview:
		return noPreview(s.w)
	}
	return turns(a) || idleOn(a, rbac.KindUser)
}

// Idle is what the thing under the cursor has no part in.
func (s *compare) Idle(a ui.Action) bool {
	switch a {
	case ui.Preview:
		return true
	case ui.ShowAccess, ui.Compare:
		return false
	}
	r, _ := s.pane().current()
	return idleOn(a, r.ref.Kind)
}

// Idle is what the subject of the finding has no part in.
func (s *doctor) Idle(a ui.Action) bool {
	if turns(a) || a == ui.Preview {
		return true
	}
	refs := s.subjects()
	if a == ui.Search || len(refs) == 0 {
		return false
	}
	return idleOn(a, refs[0].Kind)
}

// Idle is what the line under the cursor has no part in.
func (s *access) Idle(a ui.Action) bool {
	switch a {
	case ui.Compare:
		return false
	case ui.Export:
		return true
	}
	ref, ok := s.current()
	return ok && idleOn(a, ref.Kind)
}

// Idle is what the row and the column under the cursor have no part in.
func (s *matrix) Idle(a ui.Action) bool {
	row, column, ok := s.current()
	switch {
	case !ok:
		return false
	case a == ui.WhoCan:
		return idleOn(a, column.Kind)
	}
	return idleOn(a, row.Kind)
}

// Idle is what only the other tabs have.
func (s *changesScreen) Idle(a ui.Action) bool {
	switch s.tabs.Active() {
	case tabEffect:
		return slices.Contains([]ui.Action{
			ui.Search, ui.Preview, ui.New, ui.AddLink, ui.Edit, ui.Unlink, ui.Delete, ui.WhoCan, ui.Compare, ui.CopyMenu,
		}, a)
	case tabHistory:
		return a == ui.CopyID
	}
	return slices.Contains([]ui.Action{ui.Filter, ui.Export, ui.CopyID, ui.WhoCan, ui.Preview}, a)
}

// Idle is to turn tabs, which are the preview's, and that where there is no room.
func (s *activity) Idle(a ui.Action) bool { return turns(a) || a == ui.Preview && noPreview(s.w) }

// Idle is to go over to the explanation, where there is no room for one.
func (s *explorer) Idle(a ui.Action) bool {
	_, _, _, aboutH := s.split()
	return turns(a) && aboutH == 0
}

// Idle is to add a profile where no configuration is at hand.
func (s *profiles) Idle(a ui.Action) bool {
	_, adds := s.desk.Profiles.(Setup)
	return turns(a) || a == ui.New && !adds
}

// idleInText reports which keys of a JSON document have nothing to do in plain text.
func idleInText(a ui.Action) bool {
	return slices.Contains([]ui.Action{ui.Enter, ui.Into, ui.Filter, ui.NextHit, ui.PrevHit, ui.CopyID}, a)
}

// Idle is to alter a body that was sent, to undo what no plan did, and what needs a
// document.
func (s *exchange) Idle(a ui.Action) bool {
	p := s.pane()
	if a == ui.Link {
		return !undoable(s.entry)
	}
	return a == ui.Insert || a == ui.Editor || a == ui.Preview || (p == nil || p.doc.json == nil) && idleInText(a)
}

// Idle is what needs a document, or a body to write.
func (s *request) Idle(a ui.Action) bool {
	switch {
	case a == ui.Editor:
		return s.route.Body == nil
	case a == ui.Insert:
		return len(refsOfSchema(s.route.Body)) == 0
	case s.tabs.Active() == tabRequest:
		return false
	}
	return (s.tabs.Active() != tabAnswer || s.answer.doc.json == nil) && idleInText(a)
}
