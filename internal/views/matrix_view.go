package views

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
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

func (s *matrix) basis() widget.Spans { return conditions(s.desk.Theme, s.data, &s.app, nil) }

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
	if held == heldNot {
		says = widget.Say(th.Bad, " does not have ")
	}
	data := s.cells.data
	what = widget.Spans{
		widget.Say(th.Text, " "), widget.Foreign(kindStyle(th, row.Kind), data.name(row)), says,
		widget.Sayf(th.Muted, "%s ", widget.Words(column.Kind)), widget.Foreign(kindStyle(th, column.Kind), data.name(column)),
		widget.Say(th.Muted, " of "), widget.Foreign(th.Application, data.applicationName(data.applicationOf(column))),
	}
	if held == heldNot {
		return what, nil
	}
	return what, widget.Spans{widget.Say(th.Text, " "), widget.Foreign(th.Muted, s.way(row, column))}
}

// way is the shortest path by which a row has a column, in words. All rows
// share the walk over the groups that a column needs.
func (s *matrix) way(row, column rbac.Ref) text.Text {
	if s.near == nil || s.nearOf != column {
		s.near = s.cells.data.Graph.Nearest(column, rbac.Reach{Application: s.cells.app})
		s.nearOf = column
	}
	if row.Kind == rbac.KindUser {
		return wayWords(s.near.Path(userID(row)))
	}
	path, ok := s.near.FromGroup(groupID(row))
	if !ok {
		return text.Text{}
	}
	return wayWords(path)
}
