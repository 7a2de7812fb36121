package views

import (
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/ui"
)

// present leaves out the hints that have nothing to be about: those of a row where
// none is shown, those of rows where there are none.
func (b *browser) present(hints ...ui.Action) []ui.Action {
	return slices.DeleteFunc(hints, func(a ui.Action) bool {
		switch a {
		case ui.Enter, ui.ShowAccess, ui.WhoCan, ui.MarkAll, ui.Mend, ui.Send, ui.CopyMenu, ui.Undo, ui.Link, ui.Export:
			return b.table.Len() == 0
		case ui.Filter:
			return b.table.Total() == 0
		}
		return false
	})
}

func (l *list) Hints() []ui.Action {
	if l.browser.filter.Active() {
		return []ui.Action{ui.Accept, ui.Escape}
	}
	hints := append([]ui.Action{ui.Enter}, append(slices.Clone(l.kind.asks), ui.Filter)...)
	hints = l.browser.present(hints...)
	switch {
	case l.unknown():
		hints = []ui.Action{ui.Refresh}
	case l.kind.kind == rbac.KindUser && l.browser.table.MarkCount() == 2:
		hints = append([]ui.Action{ui.Compare}, hints...)
	case l.browser.table.Total() == 0 && l.kind.makes:
		hints = append([]ui.Action{ui.New}, hints...)
	}
	if l.partial() || l.search.on() {
		hints = append(hints, ui.Search)
	}
	return hints
}

func (s *detail) Hints() []ui.Action {
	p := s.pane()
	switch {
	case s.Capturing():
		return []ui.Action{ui.Accept, ui.Escape}
	case p == nil:
		return append([]ui.Action{ui.NextTab, ui.Enter, ui.Filter}, s.kind.asks...)
	case s.tabs.Active() == 0:
		return append(p.browser.present(ui.NextTab, ui.Enter), s.kind.asks...)
	}
	var asks []ui.Action
	if k := s.rowKind(); k != nil {
		asks = k.asks
	}
	hints := append(p.browser.present(ui.NextTab, ui.Enter, ui.Filter), asks...)
	for _, a := range s.kind.asks {
		if s.asksOfSelf(a) {
			hints = append(hints, a)
		}
	}
	return hints
}
