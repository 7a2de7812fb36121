package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// tabClicked turns to the tab on which the mouse was pressed; false where the wheel
// was turned, or it was pressed elsewhere.
func tabClicked(t *widget.Tabs, x, y, lines int) bool {
	return lines == 0 && y == 0 && t.SelectAt(x)
}

// Click turns to a tab, puts the cursor on a line, or scrolls.
func (s *access) Click(x, y, lines int) tea.Cmd {
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	if tabClicked(s.tabs, x, y, lines) {
		return nil
	}
	p, head := s.pane(), 2
	if p.filtering() {
		head++
	}
	p.tree.SelectLine(y - head)
	return nil
}

// Click turns to a tab, puts the cursor on a row, or scrolls.
func (s *changesScreen) Click(x, y, lines int) tea.Cmd {
	if tabClicked(s.tabs, x, y, lines) {
		return nil
	}
	switch p := s.pane(); {
	case p != nil:
		p.click(y-1, lines)
	case lines != 0:
		return ui.Wheel(s, lines)
	default:
		s.staged.tree.SelectLine(y - 1)
	}
	return nil
}

// Click turns to a tab, puts the cursor on a line of a document, or scrolls.
func (s *exchange) Click(x, y, lines int) tea.Cmd {
	y -= len(s.head())
	switch p := s.pane(); {
	case lines != 0:
		return ui.Wheel(s, lines)
	case tabClicked(s.tabs, x, y, lines):
	case p != nil:
		p.json.click(y - 1)
	}
	return nil
}

// Click turns to a tab, or scrolls.
func (s *request) Click(x, y, lines int) tea.Cmd {
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	tabClicked(s.tabs, x, y, lines)
	return nil
}

// click puts the cursor on line y.
func (p *jsonPane) click(y int) {
	if p.filter.Active() || p.filter.On() {
		y--
	}
	p.json.SelectLine(y)
}
