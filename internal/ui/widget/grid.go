package widget

import (
	"strings"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// GridCells is what a Grid shows. The grid asks for what is on screen only.
type GridCells interface {
	// Rows and Columns are how many there are.
	Rows() int
	Columns() int
	// Row heads row i, Column heads column j.
	Row(i int) Spans
	Column(j int) text.Text
	// Cell is the one sign that stands where a row and a column meet.
	Cell(i, j int) Span
}

// Banded is a GridCells whose columns belong together in bands.
type Banded interface {
	// Band is what column j belongs to, the zero text for a grid without bands.
	// Columns of one band stand beside each other.
	Band(j int) text.Text
}

// Grid sets rows against columns, any number of both. Headings are written
// in short pieces below each other. Where there are more columns than fit so, and
// it is high enough to read them, headings stand upright and columns close.
type Grid struct {
	theme  *theme.Theme
	cells  GridCells
	down   scroll // rows
	across scroll // columns
	w, h   int
	plan   gridPlan
	corner []Spans
	empty  []Spans
}

// NewGrid is an empty grid.
func NewGrid(th *theme.Theme) *Grid { return &Grid{theme: th} }

// SetCells replaces what is shown; the cursor keeps its place as far as there
// is one.
func (g *Grid) SetCells(cells GridCells) {
	g.cells = cells
	g.down.n, g.across.n = cells.Rows(), cells.Columns()
	g.arrange()
}

// SetSize gives the grid w by h cells, headings among them.
func (g *Grid) SetSize(w, h int) {
	g.w, g.h = max(0, w), max(0, h)
	g.arrange()
}

// SetCorner is what stands beside the headings: a line each, where there is
// room.
func (g *Grid) SetCorner(lines ...Spans) { g.corner = lines }

// SetEmpty is what is said when there are no rows or no columns: a line each.
func (g *Grid) SetEmpty(lines ...Spans) { g.empty = lines }

// Go moves the cursor up and down.
func (g *Grid) Go(m Motion) { g.down.motion(m) }

// GoAcross moves it along the columns: Down is to the right, PageDown a page to
// the right, Bottom to the last column.
func (g *Grid) GoAcross(m Motion) { g.across.motion(m) }

// Current is the row and the column of the cursor; false when there is none.
func (g *Grid) Current() (row, column int, ok bool) {
	if g.blank() {
		return 0, 0, false
	}
	return g.down.cursor, g.across.cursor, true
}

// Select puts the cursor on a row and a column, or the nearest there are.
func (g *Grid) Select(row, column int) {
	g.down.cursor, g.across.cursor = row, column
	g.down.clamp()
	g.across.clamp()
}

// SelectAt puts the cursor where the mouse points: cell x of line y. Beside the
// cells of a row only the row is chosen.
func (g *Grid) SelectAt(x, y int) {
	row := g.down.top + y - g.plan.head
	if g.blank() || y < g.plan.head || row >= g.down.n {
		return
	}
	column := g.across.cursor
	if at := x - g.plan.label; at >= 0 && at/g.plan.cell < g.plan.columns {
		column = g.across.top + at/g.plan.cell
	}
	g.Select(row, column)
}

func (g *Grid) blank() bool { return g.cells == nil || g.down.n == 0 || g.across.n == 0 }

func (g *Grid) arrange() {
	g.plan = gridPlan{}
	if g.cells != nil {
		g.plan = planGrid(g.w, g.h, g.cells)
	}
	g.down.resize(g.h - g.plan.head)
	g.across.resize(g.plan.columns)
}

// gridPlan says where the parts of a grid stand.
type gridPlan struct {
	label   int  // cells for the heading of a row, gutter included
	cell    int  // cells for a column
	columns int  // how many columns fit
	head    int  // lines for the headings of columns, bands among them
	band    int  // lines of these for the bands
	upright bool // headings are written downwards
}

// The widths of columns: at least so much that headings can be read in short
// pieces, up to wordCell where words would be broken, at most what tells more; and
// close together below upright headings.
const (
	leastCell, wordCell, mostCell = 7, 12, 18
	closeCell                     = 3
	// enoughUpright is how much of an upright heading must be in view for it to
	// be of use.
	enoughUpright = 12
	// measured is how many headings are looked at to see how much room they
	// want: more would take long, and tell no more.
	measured = 200
)

func planGrid(w, h int, cells GridCells) gridPlan {
	n := cells.Columns()
	p := gridPlan{label: min(max(w/4, 14), 32, w)}
	room := w - p.label
	longest, word := 0, leastCell
	for j := range min(n, measured) {
		name := Foreign(theme.Style{}, cells.Column(j)).Plain()
		longest = max(longest, width(name))
		for piece := range strings.FieldsFuncSeq(name, func(r rune) bool { return strings.ContainsRune(parting, r) }) {
			word = max(word, width(piece)+2) // what parts it, and a blank
		}
	}
	p.cell = min(max(min(word, wordCell, max(room, leastCell)), room/max(n, 1)), mostCell)
	p.head = min(pieces(longest, p.cell-1)+1, 4, max(h/3, 2))
	if n*p.cell > room && h/3 >= min(longest, enoughUpright) { // more columns fit so
		p.cell, p.upright = closeCell, true
		p.head = min(longest, h/3, 20)
	}
	if banded(cells) && h >= highForBands {
		p.band = 1
		p.head++
	}
	p.head = max(0, min(p.head, h-1))
	p.columns = max(0, room/p.cell)
	return p
}

// highForBands is from which height on there is a line for bands.
const highForBands = 12

// banded reports whether cells have more than one band.
func banded(cells GridCells) bool {
	b, ok := cells.(Banded)
	n := cells.Columns()
	return ok && n > 0 && b.Band(0) != b.Band(n-1)
}

// pieces is how many lines of w cells n cells take.
func pieces(n, w int) int { return (n + w - 1) / w }
