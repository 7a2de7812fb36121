package answers

import (
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

func (s *matrix) filtering() bool { return s.filter.Active() || s.filter.On() }

// headLines are those above the grid: tabs, what it rests on, the filter.
func (s *matrix) headLines() int {
	if s.filtering() {
		return 3
	}
	return 2
}

// footLines are those below it: how the row has the column, and by which path.
const footLines = 2

func (s *matrix) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	s.filter.SetSize(w, 1)
	s.grid.SetSize(w, max(h-s.headLines()-footLines, 0))
}

func (s *matrix) View() string {
	th := s.desk.Theme
	parts := []string{s.tabs.View(), widget.Line(th, s.w, s.basis()...)}
	if s.filtering() {
		parts = append(parts, s.filter.View())
	}
	if body := s.grid.View(); body != "" {
		parts = append(parts, body)
	}
	what, how := s.verdict()
	return strings.Join(append(parts, widget.Line(th, s.w, what...), widget.Line(th, s.w, how...)), "\n")
}

func (s *matrix) basis() widget.Spans { return kinds.Conditions(s.desk.Theme, s.data, &s.app, nil) }

// verdict says in words whether the row under the cursor has the column, and
// how it comes by it.
func (s *matrix) verdict() (what, how widget.Spans) {
	row, column, ok := s.current()
	if !ok {
		return nil, nil
	}
	th := s.desk.Theme
	i, j, _ := s.grid.Current()
	held := s.cells.hold(i, j)
	says := widget.Say(th.Text, " has ")
	if held == HeldNot {
		says = widget.Say(th.Bad, " does not have ")
	}
	data := s.cells.data
	what = widget.Spans{
		widget.Say(th.Text, " "), widget.Foreign(desk.KindStyle(th, row.Kind), data.Name(row)), says,
		widget.Sayf(th.Muted, "%s ", widget.Words(column.Kind)), widget.Foreign(desk.KindStyle(th, column.Kind), data.Name(column)),
		widget.Say(th.Muted, " of "), widget.Foreign(th.Application, data.ApplicationName(data.ApplicationOf(column))),
	}
	if held == HeldNot {
		return what, nil
	}
	return what, append(widget.Spans{widget.Say(th.Text, " ")}, desk.Path(th, s.way(row, column))...)
}

// way is the shortest path by which a row has a column, in words. All rows
// share the walk over the groups that a column needs.
func (s *matrix) way(row, column rbac.Ref) []catalog.Word {
	if s.near == nil || s.nearOf != column {
		s.near = s.cells.data.Graph.Nearest(column, rbac.Reach{Application: s.cells.app})
		s.nearOf = column
	}
	if row.Kind == rbac.KindUser {
		return catalog.Between(s.near.Path(desk.UserID(row)))
	}
	path, ok := s.near.FromGroup(desk.GroupID(row))
	if !ok {
		return nil
	}
	return catalog.Between(path)
}

// WhyNot is about what the row and the column under the cursor have no part in.
func (s *matrix) WhyNot(a ui.Action) widget.Words {
	row, column, ok := s.current()
	n := 0
	if ok {
		n = 1
	}
	switch a {
	case ui.Filter:
		if !ok && !s.filtering() {
			return "nothing to filter"
		}
	case ui.Enter, ui.Preview, ui.CopyID, ui.CopyMenu, ui.MakeItSo:
		if !ok {
			return "no row selected"
		}
	case ui.Export:
		if s.cells == nil || s.cells.Rows() == 0 {
			return "there is nothing to export"
		}
	case ui.WhoCan:
		return s.desk.Actions.WhyNot(a, column.Kind, n)
	case ui.ShowAccess:
		return s.desk.Actions.WhyNot(a, row.Kind, n)
	}
	return ""
}

// Mouse is the screen itself.
func (s *matrix) Mouse() ui.Clicker { return s }

// Click puts the cursor on a place, or scrolls.
func (s *matrix) Click(x, y, lines int) ui.Cmd {
	if desk.TabClicked(s.tabs, x, y, lines) {
		return s.lay()
	}
	if lines == 0 {
		s.grid.SelectAt(x, y-s.headLines())
		s.choose()
		return nil
	}
	m := widget.Down
	if lines < 0 {
		m, lines = widget.Up, -lines
	}
	for range lines {
		s.grid.Go(m)
	}
	s.choose()
	return nil
}
