package widget

import "slices"

// tableColumns are the columns of a table, the room that they have, and which of them
// the rows are sorted by.
type tableColumns struct {
	columns []Column
	widths  []int // of what stands in the columns; nil while there are no rows
	slots   []slot
	titles  []Words
	beside  bool // something else stands beside it
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
		shapes[i] = shape{Column: column, content: -1, sorted: c.sorted && c.sortColumn == i}
		if c.widths != nil {
			shapes[i].content = c.widths[i]
		}
	}
	if c.Most > 0 {
		w = min(w, c.Most-gutter)
	}
	if c.Most > 0 || c.beside { // what stands beside it, or will, is kept away from
		w--
	}
	shapes = shortened(shapes, w)
	c.slots, c.titles = layout(shapes, w), make([]Words, len(shapes))
	for i, s := range shapes {
		c.titles[i] = s.Title
	}
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
