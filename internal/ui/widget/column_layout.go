package widget

import (
	"cmp"
	"slices"
)

// Align is the side of a cell that its text keeps to.
type Align int

// Left is for names, Right for numbers.
const (
	Left Align = iota
	Right
)

// Column describes one column of a table. A column is as wide as what stands in
// it, where there is room.
type Column struct {
	// Title heads the column.
	Title Words
	// Short heads it where not all columns can be shown in full; empty for the title.
	Short Words
	// Min is the least width in cells that is of use to longer content; 0 is the
	// title's. Numbers are never cut.
	Min int
	// Max is the most that it takes before every other column has what it needs;
	// 0 is what most names take. Where Max is Min the width is fixed.
	Max int
	// Weight is the share of the room when there isn't enough for all; 0 counts
	// as 1.
	Weight int
	// Priority says which columns give way when it is narrow: the highest
	// first, and of equals the one further right. The first column never does.
	Priority int
	// Path says that its cells are paths, NextStep between two steps: they give way in the
	// middle, the first step and the last stay. Others are cut at their end.
	Path bool
	// Align is the side of a cell that its text keeps to.
	Align Align
	// Bars is when bars beside its numbers give way, as Priority is of columns; 0 draws none.
	Bars int
}

// gap is the blanks between two columns.
const gap = 2

// shape is a column with what stands in it. Content is the widest cell,
// and 0 where no row says anything; a negative one is not known.
type shape struct {
	Column
	content int
	sorted  bool // its title wears an arrow
	order   bool // the rows are in its order: it has room before all but the first
	place   int  // from left to right
}

// barCells is how wide the bars beside numbers are.
const barCells = 8

// barShape is that of the bars beside the numbers of a column.
func barShape(c Column, place int, drawn bool) shape {
	s := shape{Column: Column{Min: barCells, Max: barCells, Priority: c.Bars}, place: place}
	if drawn {
		s.content = barCells
	}
	return s
}

// title is the width that the heading takes.
func (c shape) title() int {
	n := max(1, width(string(c.Title)))
	if c.sorted {
		n++
	}
	return n
}

// most is the width at which nothing of the column is cut.
func (c shape) most() int {
	switch {
	case c.Max > 0 && c.Max == c.Min:
		return c.Max
	case c.content < 0:
		return max(c.title(), c.Min)
	}
	return max(c.title(), c.content)
}

// rank is the column's priority, the lowest of all where the rows are in its order.
func (c shape) rank() int {
	if c.order {
		return -1
	}
	return c.Priority
}

// wanted is the width that it takes before others have what they need.
func (c shape) wanted() int {
	limit := c.Max
	if limit == 0 && !c.Path {
		limit = plenty
	}
	if limit == 0 {
		return c.most()
	}
	return max(c.least(), min(c.most(), limit))
}

// plenty is what a column without a limit takes before others have what they need, but
// for a path, which tells rows apart.
const plenty = 32

// least is the width below which other columns give way.
func (c shape) least() int {
	if c.Align == Right {
		return c.most()
	}
	return min(c.most(), max(c.Min, c.title()))
}

// slot is a column that is shown: which, and how wide.
type slot struct {
	col, width int
}

// shortened are the columns under the titles that fit in w cells: the short ones, unless
// every column has all its room under the others.
func shortened(columns []shape, w int) []shape {
	whole := -gap
	for _, c := range columns {
		if c.content != 0 {
			whole += gap + c.most()
		}
	}
	if whole <= w {
		return columns
	}
	short := slices.Clone(columns)
	for i := range short {
		if short[i].Short != "" {
			short[i].Title, short[i].sorted = short[i].Short, false // the arrow takes the place of a letter
		}
	}
	return short
}

// layout says which columns are shown in w cells and how wide each is. Their
// widths and gaps never exceed w. A column in which nothing stands is left out, and one
// that gives way comes back only where those before it have all that they want: so a
// wider table never shows less of a column than a narrower one.
func layout(columns []shape, w int) []slot {
	if len(columns) == 0 || w <= 0 {
		return nil
	}
	ranked := ranking(columns)
	shown := ranked[:1]
	for taken := columns[0].wanted(); len(shown) < len(ranked); {
		c := columns[ranked[len(shown)]]
		if taken+gap+c.least() > w {
			break
		}
		taken += gap + c.wanted()
		shown = ranked[:len(shown)+1]
	}
	slots, spare := make([]slot, len(shown)), w-gap*(len(shown)-1)
	for i, c := range shown {
		slots[i] = slot{col: c, width: min(columns[c].wanted(), spare)}
		spare -= slots[i].width
	}
	slices.SortStableFunc(slots, func(a, b slot) int {
		return cmp.Or(cmp.Compare(columns[a.col].place, columns[b.col].place), cmp.Compare(a.col, b.col))
	})
	if len(shown) == len(ranked) {
		share(columns, slots, spare)
	}
	return slots
}

// ranking is the columns in which something stands, the first and then those first that
// give way last.
func ranking(columns []shape) []int {
	ranked := []int{0}
	for i := 1; i < len(columns); i++ {
		if columns[i].content != 0 {
			ranked = append(ranked, i)
		}
	}
	slices.SortStableFunc(ranked[1:], func(a, b int) int { return cmp.Compare(columns[a].rank(), columns[b].rank()) })
	return ranked
}

// share hands spare cells out one by one, by weight, to the columns of which something
// is cut.
func share(columns []shape, slots []slot, spare int) {
	for ; spare > 0; spare-- {
		next := -1
		for i, s := range slots {
			c := columns[s.col]
			if s.width < c.most() && (next < 0 || s.width*max(1, columns[slots[next].col].Weight) < slots[next].width*max(1, c.Weight)) {
				next = i
			}
		}
		if next < 0 {
			return
		}
		slots[next].width++
	}
}
