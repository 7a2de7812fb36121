package answers

import (
	"strconv"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// listed is what the tab in view holds, as far as its filter leaves it.
func (s *access) listed() []rbac.Ref {
	p := s.pane()
	if s.answer == nil {
		return nil
	}
	if p.filter.On() {
		return p.tree.Keys(func(ref rbac.Ref) bool { return ref.Kind == p.source.of })
	}
	if p.source.of == rbac.KindGroup {
		return p.source.groups()
	}
	return p.source.all()
}

// export exports what the tab in view holds, with the shortest path to each.
func (s *access) export() ui.Cmd {
	of := string(s.pane().source.of)
	answer, effort := s.answer, rbac.NewEffort()
	columns := []desk.Column{kinds.Column(catalog.Called(strings.ToUpper(of[:1]) + of[1:]))}
	if s.pane().source.of != rbac.KindGroup {
		columns = append(columns, desk.Column{Column: widget.Column{Title: "Application"}, Cell: func(d *desk.Data, r desk.Row) desk.Cell {
			return desk.TextCell(d.ApplicationName(d.ApplicationOf(r.Ref)), desk.Plain)
		}})
	}
	if !s.pane().source.lacks {
		columns = append(columns, desk.Column{Column: widget.Column{Title: "Path"}, Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
			path, _ := answer.Shortest(r.Ref)
			return desk.PathCell(catalog.Between(path))
		}}, desk.Column{Column: widget.Column{Title: "Paths"}, Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
			paths, truncated := answer.PathsWithin(r.Ref, effort)
			if truncated {
				return desk.WordCell("more than "+strconv.Itoa(len(paths)), desk.Plain)
			}
			return desk.WordCell(strconv.Itoa(len(paths)), desk.Plain)
		}})
	}
	refs := s.listed()
	rows, shown := make([]desk.Row, len(refs)), make([]int, len(refs))
	for i, ref := range refs {
		rows[i], shown[i] = desk.Row{Ref: ref}, i
	}
	return s.desk.ExportRows(desk.NewListModel(s.data, columns, rows), shown, s.Title())
}
