package views

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// manyRows is from how many rows on a list is sorted and indexed beside the
// program, so that no key waits for it.
const manyRows = 5_000

// browser is the one list: filter line, table, marks, order. Lists, the tabs of
// a detail and the findings of the doctor are browsers over other sheets.
type browser struct {
	theme  *theme.Theme
	table  *widget.Table[rbac.Ref]
	filter *widget.Filter
	sheet  *sheet
	index  *widget.Index
	loader *ui.Loader[prepared]

	empty   []widget.Spans
	w, h    int
	sortCol int // -1: the server's order
	down    bool
	sorting bool // an order was asked for that takes a while
	touched bool // the person has moved: from then on the cursor follows its row
}

// prepared is a sheet ready to be shown: with its index and its order.
type prepared struct {
	sheet *sheet
	index *widget.Index
	order []int32
}

func newBrowser(owner any, th *theme.Theme, now func() time.Time, columns []column) *browser {
	b := &browser{
		theme:   th,
		table:   widget.NewTable[rbac.Ref](th, widgetColumns(columns)),
		filter:  widget.NewFilter(th),
		loader:  ui.NewLoader[prepared](owner, now),
		sortCol: -1,
	}
	b.filter.SetHint("letters of a name, or words of any column")
	return b
}

// show replaces the rows; cursor, marks, filter and order stay.
func (b *browser) show(s *sheet) tea.Cmd {
	if len(s.rows) < manyRows {
		b.loader.Cancel()
		b.take(prepare(s, nil, b.sortCol, b.down))
		return nil
	}
	return b.later(func() *sheet { return s }, nil)
}

// later makes a long list ready beside the program; until then the old one
// stays.
func (b *browser) later(build func() *sheet, index *widget.Index) tea.Cmd {
	col, down := b.sortCol, b.down
	return b.loader.Start("preparing the list", func(context.Context) (prepared, error) {
		return prepare(build(), index, col, down), nil
	})
}

func prepare(s *sheet, index *widget.Index, col int, down bool) prepared {
	p := prepared{sheet: s, index: index}
	if p.index == nil {
		p.index = s.index()
	}
	if col >= 0 {
		p.order = s.order(col, down)
	}
	return p
}

// take shows what was prepared.
func (b *browser) take(p prepared) {
	b.sheet, b.index, b.sorting = p.sheet, p.index, false
	b.filter.SetIndex(p.index)
	b.table.SetRows(sheetRows{sheet: p.sheet, theme: b.theme, filter: b.filter}, p.order, b.hits())
	b.table.SetOrder(b.sortCol, b.down, p.order)
	b.refilter()
	if !b.touched {
		b.table.Go(widget.Top)
	}
}

// hits is what the filter leaves. While nothing is sorted the best match comes
// first; a chosen order is kept.
func (b *browser) hits() []int32 {
	if b.sortCol >= 0 {
		return b.filter.Hits().Rows
	}
	return b.filter.Hits().Ranked
}

// setEmpty is what is said when there are no rows at all.
func (b *browser) setEmpty(lines ...widget.Spans) {
	b.empty = lines
	b.explainEmpty()
}

// explainEmpty tells a list without rows from a filter that hides them all.
func (b *browser) explainEmpty() {
	if b.filter.On() && b.table.Total() > 0 {
		b.table.SetEmpty(widget.Spans{
			widget.Say(b.theme.Muted, "Nothing matches. "), widget.Say(b.theme.Key, "esc"), widget.Say(b.theme.Muted, " clears the filter."),
		})
		return
	}
	b.table.SetEmpty(b.empty...)
}

func (b *browser) refilter() {
	b.explainEmpty()
	if !b.filter.On() {
		b.table.ClearFilter()
		return
	}
	b.table.SetFilter(b.hits(), b.sortCol < 0)
}

// update takes the results of the browser's own loader; false for any other
// message.
func (b *browser) update(msg tea.Msg) bool {
	p, _, ok := b.loader.Take(msg)
	if ok {
		b.take(p)
	}
	return ok
}

// sort orders by the next column that is shown, or the other way round.
func (b *browser) sort(reverse bool) tea.Cmd {
	if b.sheet == nil {
		return nil
	}
	if reverse {
		if b.sortCol < 0 {
			b.sortCol = 0
		}
		b.down = !b.down
	} else {
		b.sortCol++
		for b.sortCol < len(b.sheet.columns) && !b.table.Shows(b.sortCol) {
			b.sortCol++
		}
		b.down = false
		if b.sortCol >= len(b.sheet.columns) {
			b.sortCol = -1
		}
		if b.sortCol >= 0 {
			b.down = b.sheet.columns[b.sortCol].Align == widget.Right
		}
	}
	if len(b.sheet.rows) < manyRows {
		b.take(prepare(b.sheet, b.index, b.sortCol, b.down))
		return nil
	}
	same := b.sheet
	b.sorting = true
	return b.later(func() *sheet { return same }, b.index)
}

// setSize gives the browser its room; the filter line is there only while it
// is needed.
func (b *browser) setSize(w, h int) {
	b.w, b.h = w, h
	b.filter.SetSize(w, 1)
	if b.filtering() {
		h--
	}
	b.table.SetSize(w, max(h, 0))
}

// filtering reports whether the filter line is on screen.
func (b *browser) filtering() bool { return b.filter.Active() || b.filter.On() }

func (b *browser) view() string {
	if b.w == 0 || b.h == 0 {
		return ""
	}
	if !b.filtering() {
		return b.table.View()
	}
	line := countedFilter(b.theme, b.filter, b.w, b.table.Len(), b.table.Total())
	return strings.TrimSuffix(line+"\n"+b.table.View(), "\n")
}

// countedFilter is a filter line that says how much of a list is left.
func countedFilter(th *theme.Theme, f *widget.Filter, w, n, of int) string {
	count := widget.Spans{widget.Sayf(th.Muted, "%d of %d ", n, of)}
	return widget.Fit(f.View(), max(w-count.Width(), 0), "") + widget.Line(th, min(count.Width(), w), count...)
}

// act does what a list key means; false where a list has no such key.
func (b *browser) act(a ui.Action) (tea.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		b.touched = true
		b.table.Go(m)
		return nil, true
	}
	switch a {
	case ui.Filter:
		b.filter.Open()
		b.setSize(b.w, b.h)
	case ui.Accept:
		b.filter.Close()
		b.setSize(b.w, b.h)
	case ui.Sort:
		return b.sort(false), true
	case ui.SortBack:
		return b.sort(true), true
	case ui.Mark:
		b.touched = true
		b.table.ToggleMark()
		b.table.Go(widget.Down)
	case ui.Range:
		b.table.ToggleRange()
	case ui.MarkAll:
		b.table.MarkShown()
	case ui.Escape:
		return nil, b.filter.Active() && b.rung()
	default:
		return nil, false
	}
	return nil, true
}

// rung gives up a range, else clears the filter, else the marks; false when there
// was none of them.
func (b *browser) rung() bool {
	if !b.filter.Active() && b.table.DropRange() {
		return true // before the filter: a range must not come to hold hidden rows
	}
	if b.filter.Active() || b.filter.On() {
		b.filter.Clear()
		b.refreshFilter()
		return true
	}
	return b.table.ClearMarks()
}

func (b *browser) refreshFilter() {
	b.refilter()
	b.setSize(b.w, b.h)
}

// entry takes a key or a paste while the filter line has the keys.
func (b *browser) entry(msg tea.Msg) {
	if b.filter.Update(msg) {
		b.refreshFilter()
		if b.filter.On() {
			b.table.Go(widget.Top)
		}
	}
}

// marked says how much is marked, or would be, and while an order is worked out
// that it is; empty for nothing.
func (b *browser) marked() string {
	n := b.table.MarkCount()
	switch since, _ := b.loader.Busy(); {
	case b.sorting && !since.IsZero():
		return "sorting"
	case b.table.Ranging():
		return fmt.Sprintf("%d in the range, v marks them", b.table.RangeCount())
	case n > 0:
		return fmt.Sprintf("%d marked", n)
	}
	return ""
}

// layers are the keys in force on a list of what a tenant holds.
func (b *browser) layers(own ...ui.Layer) []ui.Layer {
	return b.plainLayers(append(own, ui.ListedLayer, ui.MarkLayer)...)
}

// plainLayers are the keys in force on any list.
func (b *browser) plainLayers(own ...ui.Layer) []ui.Layer {
	if b.filter.Active() {
		return []ui.Layer{ui.FilterLayer}
	}
	return append(own, ui.ListLayer, ui.GlobalLayer)
}

// current is the row under the cursor.
func (b *browser) current() (row, bool) {
	i, ok := b.table.CurrentRow()
	if !ok {
		return row{}, false
	}
	return b.sheet.rows[i], true
}

// chosen is what an action is about: the marked rows, else the one under the
// cursor.
func (b *browser) chosen() []rbac.Ref {
	if b.table.MarkCount() > 0 {
		return b.table.Marked()
	}
	if r, ok := b.current(); ok {
		return []rbac.Ref{r.ref}
	}
	return nil
}

// click puts the cursor on the row at line y, or scrolls by lines.
func (b *browser) click(y, lines int) {
	b.touched = true
	if lines != 0 {
		b.table.Move(lines)
		return
	}
	if b.filtering() {
		y--
	}
	b.table.SelectLine(y)
}
