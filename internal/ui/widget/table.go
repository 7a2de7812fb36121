package widget

import (
	"authzx/internal/ui/theme"
)

// Rows is what a table shows. The table asks for the cells of visible rows only.
type Rows[K comparable] interface {
	// Len is the number of rows.
	Len() int
	// Key is the identity of row i; no two rows have the same.
	Key(i int) K
	// Cell is what stands in a column of row i.
	Cell(i, column int) Spans
}

// Finder is what Rows may also know: the row of a key. Without it the table
// looks through all rows whenever they change.
type Finder[K comparable] interface {
	// Find is the row of that key, and whether there is one.
	Find(key K) (int, bool)
}

// Newscaster is what Rows may also know: whether a row is not as it was before.
type Newscaster interface {
	News(i int) bool
}

// Scaler is what Rows may also know: how much of the largest number of a column that of row
// i is, from 0 to 1.
type Scaler interface {
	Share(i, column int) float64
}

// Table is a list with columns over any number of rows. Cursor and marks go by
// key: they stay on the same thing through refresh, sorting and filtering.
type Table[K comparable] struct {
	tableColumns
	arrangement[K]
	theme  *theme.Theme
	w, h   int
	scroll scroll

	// wanted is the key that the person chose last. It outlives a filter that
	// hides it.
	wanted    K
	hasWanted bool

	unfilteredTop int // where the window stood before the filter

	marks  map[K]struct{}
	anchor K
	ranged bool

	empty []Spans
}

// NewTable is an empty table of those columns.
func NewTable[K comparable](th *theme.Theme, columns []Column) *Table[K] {
	t := &Table[K]{theme: th, marks: map[K]struct{}{}}
	t.SetColumns(columns)
	return t
}

// SetSize gives the table w by h cells, the header among them.
func (t *Table[K]) SetSize(w, h int) {
	t.w, t.h = max(0, w), max(0, h)
	t.lay(t.w - gutter)
	t.scroll.resize(t.h - t.header())
}

// SetBeside says whether something else stands beside the table.
func (t *Table[K]) SetBeside(beside bool) { t.scroll.leaps, t.beside = beside, beside }

// SetColumns replaces the columns by as many others, such as the same ones with
// other titles.
func (t *Table[K]) SetColumns(columns []Column) {
	t.columns, t.bars = columns, nil
	if !t.theme.Linear {
		t.bars = withBars(columns)
	}
	t.lay(t.w - gutter)
}

// header is the number of lines above the rows: on a screen of one line the row
// is worth more than its title.
func (t *Table[K]) header() int {
	if t.h < 2 {
		return 0
	}
	return 1
}

// SetRows replaces the rows, together with their order (nil: as they come) and,
// when a filter is set, what it leaves of them. The cursor stays on its key;
// kept is false when that is gone, and the cursor stands on another thing than
// a moment ago. A mark whose row is gone goes with it.
func (t *Table[K]) SetRows(rows Rows[K], order, hits []int32) (kept bool) {
	key, ok := t.Current()
	t.rows, t.base = rows, order
	if len(order) != t.total() {
		t.base = nil
	}
	t.hits = within(hits, t.total())
	_, scales := rows.(Scaler)
	t.scaled = scales && t.total() > 0
	t.measure(t.total(), func(row, column int) int { return t.rows.Cell(row, column).Width() })
	t.lay(t.w - gutter)
	t.pruneMarks()
	kept = t.arrange(key, ok) || !ok
	if !t.hasWanted || !kept {
		t.choose()
	}
	return kept
}

// SetOrder shows the rows in the order of a permutation (Order makes one); nil
// is the order that they come in. column is the one that wears the arrow, -1
// for none. An order that was made of another number of rows, because it came
// late, is not taken.
func (t *Table[K]) SetOrder(column int, down bool, order []int32) {
	if order != nil && len(order) != t.total() {
		return
	}
	key, ok := t.Current()
	t.sortColumn, t.sortDown, t.sorted = column, down, column >= 0
	t.lay(t.w - gutter)
	t.base = order
	t.arrange(key, ok)
}

// SetFilter shows only those rows. Ranked keeps the order of hits, best first;
// else they stand in the order of the table. A nil slice shows nothing.
func (t *Table[K]) SetFilter(hits []int32, ranked bool) {
	if !t.filtered {
		t.unfilteredTop = t.scroll.top
	}
	t.hits, t.ranked, t.filtered = within(hits, t.total()), ranked, true
	if !t.arrange(t.wanted, t.hasWanted) && ranked {
		t.scroll.motion(Top)
	}
}

// ClearFilter shows all rows again, the cursor on the key chosen last, and the window
// where it was before the filter if the cursor is in it there.
func (t *Table[K]) ClearFilter() {
	was := t.filtered
	t.hits, t.filtered = nil, false
	t.arrange(t.wanted, t.hasWanted)
	if was {
		t.scroll.top = t.unfilteredTop
		t.scroll.clamp()
	}
}

// SetEmpty is what is said in place of rows when there are none: a line each.
func (t *Table[K]) SetEmpty(lines ...Spans) { t.empty = lines }

// arrange combines order and filter and puts the cursor on the key, if that is
// known and shown.
func (t *Table[K]) arrange(key K, known bool) bool {
	n := t.combine()
	row, ok := t.viewRow(key, known)
	if !ok {
		row = t.scroll.cursor
	}
	t.scroll.relocate(row, n)
	return ok
}

// Go moves the cursor.
func (t *Table[K]) Go(m Motion) {
	t.scroll.motion(m)
	t.choose()
}

// Move moves the cursor by that many rows, down if positive.
func (t *Table[K]) Move(by int) {
	t.scroll.move(by)
	t.choose()
}

func (t *Table[K]) choose() {
	if key, ok := t.Current(); ok {
		t.wanted, t.hasWanted = key, true
	}
}

// Current is the key under the cursor; false when no row is shown.
func (t *Table[K]) Current() (K, bool) {
	var none K
	if t.scroll.n == 0 {
		return none, false
	}
	return t.rows.Key(t.source(t.scroll.cursor)), true
}

// CurrentRow is the row of the source under the cursor; false when none is shown.
func (t *Table[K]) CurrentRow() (int, bool) {
	if t.scroll.n == 0 {
		return 0, false
	}
	return t.source(t.scroll.cursor), true
}

// Select puts the cursor on a key. If that isn't shown now, the cursor goes
// there as soon as it is.
func (t *Table[K]) Select(key K) bool {
	t.wanted, t.hasWanted = key, true
	row, ok := t.viewRow(key, true)
	if ok {
		t.scroll.cursor = row
		t.scroll.clamp()
	}
	return ok
}

// SelectLine puts the cursor on the row drawn at line y of the view, for the
// mouse; false when there is none.
func (t *Table[K]) SelectLine(y int) bool {
	from, to := t.scroll.visible()
	row := from + y - t.header()
	if y < t.header() || row >= to {
		return false
	}
	t.Move(row - t.scroll.cursor)
	return true
}

// AtTop reports whether the cursor is on the first row, or there is none.
func (t *Table[K]) AtTop() bool { return t.scroll.cursor == 0 }

// Len is the number of rows that the filter left, Total that of all rows.
func (t *Table[K]) Len() int { return t.scroll.n }

// Total is the number of all rows, whatever the filter hides.
func (t *Table[K]) Total() int { return t.total() }

// Visible is the rows of the source on screen, top to bottom: what is worth
// fetching details of.
func (t *Table[K]) Visible() []int {
	from, to := t.scroll.visible()
	rows := make([]int, 0, max(0, to-from))
	for i := from; i < to; i++ {
		rows = append(rows, t.source(i))
	}
	return rows
}

// Shown calls yield with each row of the source in the order on screen, those
// scrolled away included: what an export writes.
func (t *Table[K]) Shown(yield func(row int) bool) {
	for i := range t.scroll.n {
		if !yield(t.source(i)) {
			return
		}
	}
}
