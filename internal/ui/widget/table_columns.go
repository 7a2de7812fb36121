package widget

import "slices"

// tableColumns are the columns of a table, the room that they have, and which of them
// the rows are sorted by.
type tableColumns struct {
	columns []Column
	widths  []int // of what stands in the columns; nil while there are no rows
	slots   []slot
	titles  []Words
	bars    []int // the columns with bars beside their numbers, which are slots behind all columns
	scaled  bool  // it is known how long these are
	beside  bool  // something else stands beside it
	// Most is the most cells that the columns take together; 0 is no limit.
	Most int

	sortColumn int
	sortDown   bool
	sorted     bool
}

// lay divides the width among the columns.
func (c *tableColumns) lay(w int) {
	shapes := make([]shape, len(c.columns))
	for i, column := range c.columns {
		by := c.sorted && c.sortColumn == i
		shapes[i] = shape{Column: column, content: -1, sorted: by, order: by, place: i}
		if c.widths != nil {
			shapes[i].content = c.widths[i]
		}
	}
	if c.Most > 0 {
		w = min(w, c.Most-gutter)
	}
	w-- // what stands beside it, such as a frame, is kept away from
	shapes = shortened(shapes, w)
	c.titles = make([]Words, len(shapes))
	for i, s := range shapes {
		c.titles[i] = s.Title
	}
	for _, i := range c.bars {
		shapes = append(shapes, barShape(c.columns[i], i, c.scaled))
	}
	c.slots = layout(shapes, w)
}

// barOf is the column beside which a slot draws bars; false for the slot of a column.
func (c *tableColumns) barOf(s slot) (column int, ok bool) {
	i := s.col - len(c.columns)
	if i < 0 {
		return 0, false
	}
	return c.bars[i], true
}

// withBars are the columns that have bars.
func withBars(columns []Column) []int {
	var bars []int
	for i, c := range columns {
		if c.Bars > 0 {
			bars = append(bars, i)
		}
	}
	return bars
}

// Shows says whether there is room for the column.
func (c *tableColumns) Shows(column int) bool {
	return slices.ContainsFunc(c.slots, func(s slot) bool { return s.col == column })
}

// Cuts says whether some of what stands in the column can't be read in full.
func (c *tableColumns) Cuts(column int) bool {
	return c.widths != nil && c.widths[column] > c.Room(column)
}

// Room is how many cells the column has; 0 where it isn't shown.
func (c *tableColumns) Room(column int) int {
	for _, s := range c.slots {
		if s.col == column {
			return s.width
		}
	}
	return 0
}

// sampled is how many rows are looked at to find out how wide columns are, and
// bigNumber the least that a column of numbers takes where there are more.
const (
	sampled   = 300
	bigNumber = 6
)

// measure finds the widest cell of each column; among many rows, of some that
// are spread over all.
func (c *tableColumns) measure(n int, width func(row, column int) int) {
	if n == 0 {
		c.widths = nil
		return
	}
	c.widths = make([]int, len(c.columns))
	step := max(1, n/sampled)
	for i := 0; i < n; i += step {
		for col := range c.widths {
			c.widths[col] = max(c.widths[col], width(i, col))
		}
	}
	if step == 1 {
		return
	}
	for col, column := range c.columns {
		least := 1 // a row that was not looked at may say something
		if column.Align == Right {
			least = bigNumber
		}
		c.widths[col] = max(c.widths[col], least)
	}
}
