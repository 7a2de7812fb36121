package widget

import "slices"

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
	// Min is the least width in cells that is of use to longer content; 0 is the
	// title's. Numbers are never cut.
	Min int
	// Max is the most that it takes before every other column has what it needs;
	// 0 is no limit. Where Max is Min the width is fixed.
	Max int
	// Weight is the share of the room when there isn't enough for all; 0 counts
	// as 1.
	Weight int
	// Priority says which columns give way when it is narrow: the highest
	// first, and of equals the one further right. The first column never does.
	Priority int
	// Align is the side of a cell that its text keeps to.
	Align Align
}

// gap is the blanks between two columns.
const gap = 2

// shape is a column with what stands in it. Content is the widest cell,
// and 0 where no row says anything; a negative one is not known.
type shape struct {
	Column
	content int
	sorted  bool // its title wears an arrow
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

// wanted is the width that it takes before others have what they need.
func (c shape) wanted() int {
	if c.Max > 0 {
		return max(c.least(), min(c.most(), c.Max))
	}
	return c.most()
}

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

// layout says which columns are shown in w cells and how wide each is. Their
// widths and gaps never exceed w. A column in which nothing stands is left out.
func layout(columns []shape, w int) []slot {
	if len(columns) == 0 || w <= 0 {
		return nil
	}
	var shown []int
	for i, c := range columns {
		if i == 0 || c.content != 0 {
			shown = append(shown, i)
		}
	}
	for len(shown) > 1 && need(columns, shown) > w {
		drop := 1
		for i := 1; i < len(shown); i++ {
			if columns[shown[i]].Priority >= columns[shown[drop]].Priority {
				drop = i
			}
		}
		shown = slices.Delete(shown, drop, drop+1)
	}
	slots := make([]slot, len(shown))
	for i, c := range shown {
		slots[i] = slot{col: c, width: columns[c].least()}
	}
	if len(slots) == 1 && slots[0].width > w {
		slots[0].width = w
		return slots
	}
	spare := w - need(columns, shown)
	spare = share(columns, slots, spare, shape.wanted)
	share(columns, slots, spare, shape.most)
	return slots
}

func need(columns []shape, shown []int) int {
	n := gap * (len(shown) - 1)
	for _, c := range shown {
		n += columns[c].least()
	}
	return n
}

// share hands spare cells out by weight to the columns that are narrower than
// goal says, and returns what nobody took.
func share(columns []shape, slots []slot, spare int, goal func(shape) int) int {
	for spare > 0 {
		total := 0
		for _, s := range slots {
			if c := columns[s.col]; s.width < goal(c) {
				total += max(1, c.Weight)
			}
		}
		if total == 0 {
			return spare
		}
		left := spare
		for i, s := range slots {
			c := columns[s.col]
			if lack := goal(c) - s.width; lack > 0 && left > 0 {
				part := min(max(1, spare*max(1, c.Weight)/total), lack, left)
				slots[i].width += part
				left -= part
			}
		}
		spare = left
	}
	return 0
}
