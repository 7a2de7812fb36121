package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// ManyRows is from how many rows on a list is sorted and indexed beside the
// program, so that no key waits for it.
const ManyRows = 5_000

// Browser is the one list: filter line, table, marks, order. Lists, the tabs of
// a detail and the findings of the doctor are browsers over other models.
type Browser struct {
	theme  *theme.Theme
	Table  *widget.Table[rbac.Ref]
	Filter *widget.Filter
	Model  *ListModel
	index  *widget.Index
	Loader *ui.Loader[prepared]

	empty   []widget.Spans
	w, h    int
	SortCol int // -1: the server's order
	Down    bool
	sorting bool // an order was asked for that takes a while
	Touched bool // the person has moved: from then on the cursor follows its row
}

// prepared is a list model ready to be shown: with its order and, where it has one
// already, the index of its filter. Without a model it is the index that was still to come.
type prepared struct {
	model *ListModel
	index *widget.Index
	order []int32
}

// NewBrowser makes a list of the columns; owner is told what is prepared.
func NewBrowser(owner any, th *theme.Theme, now func() time.Time, columns []Column) *Browser {
	b := &Browser{
		theme:   th,
		Table:   widget.NewTable[rbac.Ref](th, WidgetColumns(columns)),
		Filter:  widget.NewFilter(th),
		Loader:  ui.NewLoader[prepared](owner, now),
		SortCol: -1,
	}
	b.Filter.SetHint("letters of a name, words of any column, group:finance, !gone")
	return b
}

// Show replaces the rows; cursor, marks, filter and order stay.
func (b *Browser) Show(s *ListModel) ui.Cmd {
	if len(s.Rows) < ManyRows {
		b.Loader.Cancel()
		b.take(prepare(s, nil, b.SortCol, b.Down, b.Filtering()))
		return nil
	}
	return b.Later(func() *ListModel { return s }, nil)
}

// Later makes a long list ready beside the program; until then the old one
// stays. The rows come first and what the filter searches after them, unless they are being
// filtered.
func (b *Browser) Later(build func() *ListModel, index *widget.Index) ui.Cmd {
	col, down, filtering := b.SortCol, b.Down, b.Filtering()
	return b.Loader.Start("loading the list", func(context.Context) (prepared, error) {
		return prepare(build(), index, col, down, filtering), nil
	})
}

func prepare(s *ListModel, index *widget.Index, col int, down, indexed bool) prepared {
	p := prepared{model: s, index: index}
	if s.most == nil {
		s.scale()
	}
	if p.index == nil && indexed {
		p.index = s.Index()
	}
	if col >= 0 {
		p.order = s.order(col, down)
	}
	return p
}

// take shows what was prepared.
func (b *Browser) take(p prepared) {
	if p.model == nil {
		b.index = p.index
		b.Filter.SetIndex(p.index)
		b.refreshFilter()
		return
	}
	b.Model, b.index, b.sorting = p.model, p.index, false
	b.Filter.SetIndex(p.index)
	b.Table.SetRows(modelRows{ListModel: p.model, theme: b.theme, filter: b.Filter}, p.order, b.hits())
	b.Table.SetOrder(b.SortCol, b.Down, p.order)
	b.refilter()
	if !b.Touched {
		b.Table.Go(widget.Top)
	}
}

// search makes what the filter of a short list searches, which nothing needs before.
func (b *Browser) search() {
	if b.Model != nil && b.index == nil && len(b.Model.Rows) < ManyRows {
		b.index = b.Model.Index()
		b.Filter.SetIndex(b.index)
	}
}

// hits is what the filter leaves. While nothing is sorted the best match comes
// first; a chosen order is kept.
func (b *Browser) hits() []int32 {
	if b.SortCol >= 0 {
		return b.Filter.Hits().Rows
	}
	return b.Filter.Hits().Ranked
}

// SetEmpty is what is said when there are no rows at all.
func (b *Browser) SetEmpty(lines ...widget.Spans) {
	b.empty = lines
	b.explainEmpty()
}

// explainEmpty tells a list without rows from a filter that hides them all.
func (b *Browser) explainEmpty() {
	if b.Filter.On() && b.index == nil && b.Table.Total() > 0 {
		b.Table.SetEmpty(widget.Spans{widget.Say(b.theme.Muted, "Preparing the filter…")})
		return
	}
	if b.Filter.On() && b.Table.Total() > 0 {
		b.Table.SetEmpty(widget.Keyed(b.theme, b.theme.Muted, "Nothing matches. {escape} clears the filter."))
		return
	}
	b.Table.SetEmpty(b.empty...)
}

func (b *Browser) refilter() {
	b.explainEmpty()
	if !b.Filter.On() {
		b.Table.ClearFilter()
		return
	}
	b.Table.SetFilter(b.hits(), b.SortCol < 0)
}

// Update takes the results of the browser's own loader; false for any other
// message.
func (b *Browser) Update(msg tea.Msg) (ui.Cmd, bool) {
	p, _, ok := b.Loader.Take(msg)
	if !ok {
		return nil, false
	}
	b.take(p)
	if b.index != nil {
		return nil, true
	}
	model := b.Model
	return b.Loader.Start("preparing the filter", func(context.Context) (prepared, error) {
		return prepared{index: model.Index()}, nil
	}), true
}

// sort orders by the next column that is shown, or the other way round.
func (b *Browser) sort(reverse bool) ui.Cmd {
	if b.Model == nil {
		return nil
	}
	if reverse {
		if b.SortCol < 0 {
			b.SortCol = 0
		}
		b.Down = !b.Down
	} else {
		b.SortCol++
		for b.SortCol < len(b.Model.columns) && !b.Table.Shows(b.SortCol) {
			b.SortCol++
		}
		b.Down = false
		if b.SortCol >= len(b.Model.columns) {
			b.SortCol = -1
		}
		if b.SortCol >= 0 {
			b.Down = b.Model.columns[b.SortCol].Align == widget.Right
		}
	}
	if len(b.Model.Rows) < ManyRows {
		b.take(prepare(b.Model, b.index, b.SortCol, b.Down, b.Filtering()))
		return nil
	}
	same := b.Model
	b.sorting = true
	return b.Later(func() *ListModel { return same }, b.index)
}

// SetSize gives the browser its room; the filter line is there only while it
// is needed.
func (b *Browser) SetSize(w, h int) {
	b.w, b.h = w, h
	b.Filter.SetSize(w, 1)
	if b.Filtering() {
		h--
	}
	b.Table.SetSize(w, max(h, 0))
}

// Filtering reports whether the filter line is on screen.
func (b *Browser) Filtering() bool { return b.Filter.Active() || b.Filter.On() }

// View draws the list.
func (b *Browser) View() string {
	if b.w == 0 || b.h == 0 {
		return ""
	}
	if !b.Filtering() {
		return b.Table.View()
	}
	line := CountedFilter(b.theme, b.Filter, b.w, b.Table.Len(), b.Table.Total())
	return strings.TrimSuffix(line+"\n"+b.Table.View(), "\n")
}

// CountedFilter is a filter line that says how much of a list is left.
func CountedFilter(th *theme.Theme, f *widget.Filter, w, n, of int) string {
	count := widget.Spans{widget.Sayf(th.Muted, " %d of %d ", n, of)}
	return f.Line(max(w-count.Width(), 0)) + widget.Line(th, min(count.Width(), w), count...)
}

// Act does what a list key means; false where a list has no such key.
func (b *Browser) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		b.Touched = true
		b.Table.Go(m)
		return nil, true
	}
	switch a {
	case ui.Filter:
		b.search()
		b.Filter.Open()
		b.SetSize(b.w, b.h)
	case ui.Accept:
		b.Filter.Close()
		b.SetSize(b.w, b.h)
	case ui.Sort:
		return b.sort(false), true
	case ui.SortBack:
		return b.sort(true), true
	case ui.Mark:
		b.Touched = true
		b.Table.ToggleMark()
		b.Table.Go(widget.Down)
	case ui.Range:
		b.Table.ToggleRange()
	case ui.MarkAll:
		b.Table.MarkShown()
	case ui.Escape:
		return nil, b.Filter.Active() && b.EscapeStep()
	default:
		return nil, false
	}
	return nil, true
}

// EscapeStep gives up a range, else clears the filter, else the marks; false when there
// was none of them.
func (b *Browser) EscapeStep() bool {
	if !b.Filter.Active() && b.Table.DropRange() {
		return true // before the filter: a range must not come to hold hidden rows
	}
	if b.Filter.Active() || b.Filter.On() {
		b.Filter.Clear()
		b.refreshFilter()
		return true
	}
	return b.Table.ClearMarks()
}

func (b *Browser) refreshFilter() {
	b.refilter()
	b.SetSize(b.w, b.h)
}

// Entry takes a key or a paste while the filter line has the keys.
func (b *Browser) Entry(msg tea.Msg) {
	if b.Filter.Update(msg) {
		b.refreshFilter()
		if b.Filter.On() {
			b.Table.Go(widget.Top)
		}
	}
}

// FilterBy puts words into the filter, as if they were typed and kept.
func (b *Browser) FilterBy(words text.Text) ui.Cmd {
	b.search()
	b.Filter.SetText(words)
	b.refreshFilter()
	b.Table.Go(widget.Top)
	return b.read()
}

// read reads the columns that the filter names and nobody has named before, beside the
// program.
func (b *Browser) read() ui.Cmd {
	query, unread := b.Filter.Unread()
	if since, _ := b.Loader.Busy(); !unread || !since.IsZero() {
		return nil
	}
	same, index := b.Model, b.index
	return b.Later(func() *ListModel { index.Read(query); return same }, index)
}

// Marked says how much is marked, or would be, and while an order is worked out
// that it is; empty for nothing.
func (b *Browser) Marked() string {
	n := b.Table.MarkCount()
	switch since, _ := b.Loader.Busy(); {
	case b.sorting && !since.IsZero():
		return "sorting"
	case b.Table.Ranging():
		return fmt.Sprintf("%d in range", b.Table.RangeCount())
	case n > 0:
		return fmt.Sprintf("%d marked", n)
	}
	return ""
}

// Layers are the keys in force on a list of what a tenant holds.
func (b *Browser) Layers(own ...ui.Layer) []ui.Layer {
	return b.PlainLayers(append(own, ui.ListedLayer, ui.MarkLayer)...)
}

// PlainLayers are the keys in force on any list.
func (b *Browser) PlainLayers(own ...ui.Layer) []ui.Layer {
	if b.Filter.Active() {
		return []ui.Layer{ui.FilterLayer}
	}
	return append(own, ui.ListLayer, ui.GlobalLayer)
}

// Current is the row under the cursor.
func (b *Browser) Current() (Row, bool) {
	i, ok := b.Table.CurrentRow()
	if !ok {
		return Row{}, false
	}
	return b.Model.Rows[i], true
}

// Chosen is what an action is about: the marked rows, else the one under the
// cursor.
func (b *Browser) Chosen() []rbac.Ref {
	if b.Table.MarkCount() > 0 {
		return b.Table.Marked()
	}
	if r, ok := b.Current(); ok {
		return []rbac.Ref{r.Ref}
	}
	return nil
}

// Click puts the cursor on the row at line y, or scrolls by lines.
func (b *Browser) Click(y, lines int) {
	b.Touched = true
	if lines != 0 {
		b.Table.Move(lines)
		return
	}
	if b.Filtering() {
		y--
	}
	b.Table.SelectLine(y)
}

// WhyNot says why a key of lists can't do its work just now; empty where it can.
func (b *Browser) WhyNot(a ui.Action) widget.Words {
	switch a {
	case ui.Filter:
		if b.Table.Total() == 0 {
			return "nothing to filter"
		}
	case ui.Enter, ui.Into, ui.Mark, ui.Range, ui.MarkAll, ui.Sort, ui.SortBack, ui.CopyID, ui.CopyMenu, ui.Export:
		return b.WhyNoRow()
	}
	return OnePane(a)
}

// WhyNoRow says that no row is under the cursor; empty where one is.
func (b *Browser) WhyNoRow() widget.Words {
	if b.Table.Len() == 0 {
		return "the list is empty"
	}
	return ""
}

// Count is how many rows an action is about.
func (b *Browser) Count() int {
	if n := b.Table.MarkCount(); n > 0 {
		return n
	}
	return min(b.Table.Len(), 1)
}

// OnePane says that a screen has one pane only, where another is asked for.
func OnePane(a ui.Action) widget.Words {
	if a == ui.NextPane || a == ui.PrevPane {
		return "this screen has only one pane"
	}
	return ""
}
