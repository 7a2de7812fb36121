package answers

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// matrix sets users or groups against roles or permissions, and says of the
// place under the cursor by which path.
type matrix struct {
	ui.Plain
	desk   *changes.Workspace
	kinds  []matrixKind
	app    rbac.ClientID
	data   *desk.Data
	cells  *matrixCells // nil until the first model is there
	loader *ui.Loader[*matrixModel]
	tabs   *widget.Tabs
	filter *widget.Filter
	grid   *widget.Grid
	// row and column are what the cursor was put on last: it goes back there
	// when a filter that hid it is gone, or the data has changed.
	row, column rbac.Ref
	near        *rbac.Nearest // ways to nearOf
	nearOf      rbac.Ref
	w, h        int
}

// NewMatrix makes the matrix.
func NewMatrix(d *changes.Workspace) *matrix {
	s := &matrix{desk: d, kinds: MatrixKinds(), data: d.Data, grid: widget.NewGrid(d.Theme), filter: widget.NewFilter(d.Theme)}
	s.loader = ui.NewLoader[*matrixModel](s, d.Now)
	s.Waits = []ui.Busy{s.loader}
	s.filter.SetHint("part of a row's name, email or id")
	s.grid.SetCorner(s.legend()...)
	var tabs []widget.Tab
	for _, k := range s.kinds {
		title := fmt.Sprintf("%ss by %s", k.Rows, k.columns)
		tabs = append(tabs, widget.Tab{Title: widget.Words(strings.ToUpper(title[:1]) + title[1:]), Count: -1})
	}
	s.tabs = widget.NewTabs(d.Theme, tabs...)
	return s
}

func (s *matrix) legend() []widget.Spans {
	th := s.desk.Theme
	line := func(h hold, words widget.Words) widget.Spans {
		return widget.Spans{widget.Say(th.Text, "  "), holdSign(th, h), widget.Say(th.Muted, " "+words)}
	}
	return []widget.Spans{line(heldDirect, "direct"), line(heldInherited, "inherited"), line(heldBoth, "both")}
}

func (s *matrix) Init() ui.Cmd { return s.lay() }

// lay gathers rows and columns: beside the program where there are many.
func (s *matrix) lay() ui.Cmd {
	s.data = s.desk.Data
	s.grid.SetEmpty(s.emptyLines()...)
	data, kind, app := s.data, s.kinds[s.tabs.Active()], s.app
	if data.Size() < desk.ManyRows {
		s.loader.Cancel()
		s.take(NewMatrixModel(data, kind, app))
		return nil
	}
	return s.loader.Start("building the matrix", func(context.Context) (*matrixModel, error) {
		return NewMatrixModel(data, kind, app), nil
	})
}

func (s *matrix) take(b *matrixModel) {
	s.cells = newMatrixCells(s.desk.Theme, b)
	s.near, s.nearOf = nil, rbac.Ref{}
	s.filter.SetIndex(b.index)
	s.grid.SetEmpty(s.emptyLines()...)
	s.refilter()
}

// refilter shows the rows that the filter leaves, the cursor on what was
// chosen last.
func (s *matrix) refilter() {
	if s.cells == nil {
		return
	}
	s.cells.hits = nil
	if s.filter.On() {
		s.cells.hits = append([]int32{}, s.filter.Hits().Ranked...)
	}
	s.grid.SetCells(s.cells)
	row, column := 0, 0
	for i := range s.cells.Rows() {
		if s.cells.ref(i) == s.row {
			row = i
			break
		}
	}
	for j, ref := range s.cells.matrixModel.Columns {
		if ref == s.column {
			column = j
			break
		}
	}
	s.grid.Select(row, column)
}

// choose remembers what the cursor was put on.
func (s *matrix) choose() {
	if row, column, ok := s.current(); ok {
		s.row, s.column = row, column
	}
}

// current is the row and the column under the cursor.
func (s *matrix) current() (row, column rbac.Ref, ok bool) {
	i, j, ok := s.grid.Current()
	if !ok || s.cells == nil {
		return row, column, false
	}
	return s.cells.ref(i), s.cells.matrixModel.Columns[j], true
}

func (s *matrix) emptyLines() []widget.Spans {
	if lines := s.desk.NotYet(); lines != nil {
		return lines
	}
	th := s.desk.Theme
	switch {
	case s.cells == nil:
		return []widget.Spans{{widget.Say(th.Muted, "Building the matrix…")}}
	case s.filter.On():
		return []widget.Spans{widget.Keyed(th, th.Muted, "No row matches. {escape} clears the filter.")}
	case len(s.cells.matrixModel.Rows) > 0 && !s.app.IsZero():
		return []widget.Spans{noneOfApplication(th, s.cells.kind.columns)}
	}
	return []widget.Spans{widget.Keyed(th, th.Muted, "No rows or no columns. {matrix.next_tab} shows another matrix.")}
}

func (s *matrix) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.data == s.desk.Data {
			return nil
		}
		return s.lay()
	}
	if b, _, ok := s.loader.Take(msg); ok {
		s.take(b)
	}
	return nil
}

func (s *matrix) turn(by func()) ui.Cmd {
	by()
	return s.lay()
}

func (s *matrix) Title() string { return "Matrix" }

func (s *matrix) Layers() []ui.Layer {
	if s.Capturing() {
		return []ui.Layer{ui.FilterLayer}
	}
	return []ui.Layer{ui.MatrixLayer, ui.GlobalLayer}
}

func (s *matrix) Capturing() bool { return s.filter.Active() }

func (s *matrix) Entry(msg tea.Msg) ui.Cmd {
	if !s.filter.Update(msg) {
		return nil
	}
	s.grid.SetEmpty(s.emptyLines()...)
	s.refilter()
	if s.filter.On() {
		s.grid.Go(widget.Top)
	}
	return nil
}

// EscapeStep clears the filter.
func (s *matrix) EscapeStep() (ui.Cmd, bool) { return nil, s.unfilter() }

// unfilter clears the filter; false when there was none.
func (s *matrix) unfilter() bool {
	if !s.filtering() {
		return false
	}
	s.filter.Clear()
	s.SetSize(s.w, s.h)
	s.refilter()
	return true
}

func (s *matrix) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.NextTab, ui.Filter, ui.WhoCan, ui.Application}
}

// Pending says where in the matrix one is.
func (s *matrix) Pending() string {
	i, j, ok := s.grid.Current()
	if !ok {
		return ""
	}
	return fmt.Sprintf("row %d of %d, column %d of %d", i+1, s.cells.Rows(), j+1, s.cells.Columns())
}

// across is the motion along the columns that an action stands for.
func across(a ui.Action) (widget.Motion, bool) {
	switch a {
	case ui.Into:
		return widget.Down, true
	case ui.Out:
		return widget.Up, true
	case ui.ColumnsDown:
		return widget.PageDown, true
	case ui.ColumnsUp:
		return widget.PageUp, true
	case ui.FirstColumn:
		return widget.Top, true
	case ui.LastColumn:
		return widget.Bottom, true
	}
	return 0, false
}

func (s *matrix) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.grid.Go(m)
		s.choose()
		return nil, true
	}
	if m, ok := across(a); ok {
		s.grid.GoAcross(m)
		s.choose()
		return nil, true
	}
	switch a {
	case ui.NextTab, ui.NextPane:
		return s.turn(s.tabs.Next), true
	case ui.PrevTab, ui.PrevPane:
		return s.turn(s.tabs.Prev), true
	case ui.Export:
		return s.export(), true
	case ui.Application:
		return ui.Tell(ui.Show{Dialog: chooseApplication(s.desk.Desk, taking(&s.app, s.lay))}), true
	case ui.Filter:
		s.filter.Open()
		s.SetSize(s.w, s.h)
	case ui.Accept:
		s.filter.Close()
		s.SetSize(s.w, s.h)
		s.choose()
	case ui.Escape:
		return nil, s.filter.Active() && s.unfilter()
	default:
		return s.actOnCursor(a)
	}
	return nil, true
}

// actOnCursor does what a key means to the row or the column under the cursor.
func (s *matrix) actOnCursor(a ui.Action) (ui.Cmd, bool) {
	row, column, ok := s.current()
	if !ok {
		return nil, false
	}
	switch a {
	case ui.Enter:
		if row.Kind != rbac.KindUser {
			return s.desk.Open(row), true
		}
		query := rbac.Query{User: desk.UserID(row), Application: s.cells.app}
		return ui.Tell(ui.Open{Route: desk.AccessRoute(query, column)}), true
	case ui.Preview:
		return s.desk.Open(column), true
	case ui.MakeItSo:
		if row.Kind != rbac.KindUser {
			row = rbac.Ref{}
		}
		return MakeItSo(s.desk, []rbac.Ref{row, column}, nil), true
	case ui.WhoCan:
		return AskWhoCan(s.desk.Desk, []rbac.Ref{column}), true
	}
	return s.desk.Actions.Act(a, []rbac.Ref{row})
}
