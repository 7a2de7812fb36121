package widget

import "slices"

// Align is the side of a cell that its text keeps to.
type Align int

// Left is for names, Right for numbers.
const (
	Left Align = iota
	Right
)

// Column describes one column of a table.
type Column struct {
	// Title heads the column.
	Title Words
	// Min is the least width in cells that is of use; 0 is the title's.
	Min int
	// Max is the most that is of use; 0 is no limit.
	Max int
	// Weight is the share of the room that is left over.
	Weight int
	// Priority says which columns give way when it is narrow: the highest
	// first, and of equals the one further right. The first column never does.
	Priority int
	// Align is the side that cells keep to.
	Align Align
}

// gap is the blanks between two columns.
const gap = 2

func (c Column) min() int {
	if c.Min > 0 {
		return c.Min
	}
	return max(1, width(string(c.Title)))
}

// slot is a column that is shown: which, and how wide.
type slot struct {
	col, width int
}

// layout says which columns are shown in w cells and how wide each is. Their
// widths and gaps never exceed w.
func layout(columns []Column, w int) []slot {
	if len(columns) == 0 || w <= 0 {
		return nil
	}
	shown := make([]int, len(columns))
	for i := range shown {
		shown[i] = i
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
		slots[i] = slot{col: c, width: columns[c].min()}
	}
	if len(slots) == 1 && slots[0].width > w {
		slots[0].width = w
		return slots
	}
	share(columns, slots, w-need(columns, shown))
	return slots
}

func need(columns []Column, shown []int) int {
	n := gap * (len(shown) - 1)
	for _, c := range shown {
		n += columns[c].min()
	}
	return n
}

// share hands the spare cells out by weight. What a full column can't take goes
// to the others.
func share(columns []Column, slots []slot, spare int) {
	for spare > 0 {
		total := 0
		for _, s := range slots {
			if takes(columns[s.col], s.width) {
				total += columns[s.col].Weight
			}
		}
		if total == 0 {
			return
		}
		given := 0
		for i, s := range slots {
			c := columns[s.col]
			if !takes(c, s.width) {
				continue
			}
			part := max(1, spare*c.Weight/total)
			part = min(part, spare-given)
			if c.Max > 0 {
				part = min(part, c.Max-s.width)
			}
			slots[i].width += part
			given += part
		}
		spare -= given
	}
}

func takes(c Column, width int) bool {
	return c.Weight > 0 && (c.Max == 0 || width < c.Max)
}
