package answers

import (
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// export offers the rows that the filter leaves, with all columns: the heading of each
// names its application too.
func (s *matrix) export() ui.Cmd {
	model, rows := s.cells.matrixModel, make([]desk.Row, s.cells.Rows())
	shown := make([]int, len(rows))
	for i := range rows {
		rows[i], shown[i] = desk.Row{Ref: s.cells.ref(i)}, i
	}
	columns := []desk.Column{kinds.Column(catalog.Called(strings.ToUpper(string(model.kind.Rows[:1])) + string(model.kind.Rows[1:])))}
	if model.kind.Rows == rbac.KindUser {
		columns = append(columns, kinds.Column(catalog.Mailed(1)))
	}
	var of rbac.Ref // the row that is worked out
	var holds *rowHolds
	for _, column := range model.Columns {
		title := model.data.Name(column).String()
		if app := model.data.ApplicationOf(column); !app.IsZero() {
			title += " (" + model.data.ApplicationName(app).String() + ")"
		}
		taken := func(c desk.Column) bool { return string(c.Title) == title }
		if slices.ContainsFunc(columns, taken) {
			title += " " + column.ID.String()
		}
		columns = append(columns, desk.Column{
			Column: widget.Column{Title: widget.Words(title)},
			Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
				if r.Ref != of {
					of, holds = r.Ref, model.Holds(r.Ref)
				}
				return desk.WordCell(holds.Of(column).words(), desk.Plain)
			},
		})
	}
	return s.desk.ExportRows(desk.NewListModel(model.data, columns, rows), shown, "matrix")
}
