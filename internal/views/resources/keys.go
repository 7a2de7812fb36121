package resources

import (
	"cmp"
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

func (s *detail) Act(a ui.Action) (ui.Cmd, bool) {
	if desk.TabTurned(s.tabs, a) {
		return s.rest(), true
	}
	switch a {
	}
	p := s.pane()
	if p == nil {
		if cmd, ok := s.json.Act(a); ok {
			return cmd, ok
		}
		return s.actOnSelf(a)
	}
	if cmd, ok := p.Act(a); ok {
		return cmd, true
	}
	switch a {
	case ui.Enter, ui.Into:
		return s.follow(p), true
	case ui.Export:
		return s.desk.Export(p.Browser, s.Title()), true
	}
	if s.tabs.Active() == 0 || s.asksOfSelf(a) {
		return s.actOnSelf(a)
	}
	return s.desk.Actions.ActIn(a, s.ref(), s.kind.Tabs[s.tabs.Active()-1].ID, p.Browser.Chosen())
}

// rowKind is the kind of the row under the cursor; nil where there is none.
func (s *detail) rowKind() *kinds.Kind {
	if p := s.pane(); p != nil {
		if r, ok := p.Browser.Current(); ok {
			return kinds.Of(s.desk.Data.Shown(r.Ref).Kind)
		}
	}
	return nil
}

// asksOfSelf reports whether a question can't be meant of the row under the
// cursor, but of the thing itself.
func (s *detail) asksOfSelf(a ui.Action) bool {
	if a != ui.ShowAccess && a != ui.WhoCan && a != ui.GoHierarchy {
		return false
	}
	k := s.rowKind()
	return slices.Contains(s.kind.Asks, a) && (k == nil || !slices.Contains(k.Asks, a))
}

// follow opens what the row under the cursor refers to, or the tab that tells
// more of it.
func (s *detail) follow(p *desk.Listing) ui.Cmd {
	r, ok := p.Browser.Current()
	if !ok {
		return nil
	}
	if i := s.tabs.Active(); i > 0 {
		to := r.Ref
		if leads := s.kind.Tabs[i-1].Leads; leads != nil {
			to = leads(&s.contents.data.Data, s.id, r)
		}
		if to == s.ref() { // a group that is nested in itself
			s.tabs.Select(0)
			return s.rest()
		}
		return s.desk.Open(to)
	}
	f := s.contents.field(r)
	for i, t := range s.kind.Tabs {
		if t.ID == f.Relation {
			s.tabs.Select(i + 1)
			return s.rest()
		}
	}
	return s.desk.Open(f.Ref)
}

// actOnSelf does to the thing itself what list keys do to rows.
func (s *detail) actOnSelf(a ui.Action) (ui.Cmd, bool) {
	return s.desk.Actions.Act(a, []rbac.Ref{s.ref()})
}

// Mouse is the screen itself.
func (s *detail) Mouse() ui.Clicker { return s }

// Click puts the cursor on a row, or scrolls.
func (s *detail) Click(x, y, lines int) ui.Cmd {
	if desk.TabClicked(s.tabs, x, y, lines) {
		return s.rest()
	}
	if p := s.pane(); p != nil {
		return p.Click(y-1, lines)
	}
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	desk.Click(s.json, y-1)
	return nil
}

func (s *detail) Hints() []ui.Action {
	p := s.pane()
	switch {
	case p == nil:
		return append([]ui.Action{ui.NextTab, ui.Enter, ui.Filter}, s.kind.Asks...)
	case s.tabs.Active() == 0:
		return append([]ui.Action{ui.NextTab, ui.Enter}, s.kind.Asks...)
	}
	var asks []ui.Action
	if k := s.rowKind(); k != nil {
		asks = k.Asks
	}
	hints := append([]ui.Action{ui.NextTab, ui.Enter, ui.Filter}, asks...)
	for _, a := range s.kind.Asks {
		if s.asksOfSelf(a) {
			hints = append(hints, a)
		}
	}
	return hints
}

// Word is what enter does in the document.
func (s *detail) Word(a ui.Action) string {
	if s.pane() == nil {
		return s.json.Word(a)
	}
	return ""
}

// WhyNot is about what the tab in view knows nothing of.
func (s *detail) WhyNot(a ui.Action) widget.Words {
	own, p := s.ref().Kind, s.pane()
	switch {
	case slices.Contains([]ui.Action{ui.NextTab, ui.PrevTab, ui.NextPane, ui.PrevPane}, a):
		return ""
	case p == nil:
		return cmp.Or(s.json.WhyNot(a), s.desk.Actions.WhyNot(a, own, 1))
	case a == ui.Compare && s.tabs.Active() == 0, s.asksOfSelf(a):
		return s.desk.Actions.WhyNot(a, own, 1)
	case s.tabs.Active() == 0:
		return cmp.Or(s.desk.Actions.WhyNot(a, own, 1), p.WhyNot(a))
	}
	if why, decided := s.desk.Actions.WhyNotIn(a, own, s.kind.Tabs[s.tabs.Active()-1].ID); decided {
		if why == "" && a == ui.Unlink {
			return p.Browser.WhyNoRow()
		}
		return why
	}
	if r, ok := p.Browser.Current(); ok {
		return cmp.Or(s.desk.Actions.WhyNot(a, r.Ref.Kind, p.Browser.Count()), p.WhyNot(a))
	}
	return cmp.Or(p.WhyNot(a), s.desk.Actions.WhyNot(a, own, 0))
}
