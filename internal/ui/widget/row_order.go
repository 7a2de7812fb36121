package widget

import "slices"

// arrangement is which of the rows that there are a table shows, and in which order.
type arrangement[K comparable] struct {
	rows Rows[K]

	// base is the sorted order (nil: as the rows come), hits what a filter
	// left (nil: no filter), shown the two combined (nil: every row).
	base, hits, shown []int32
	filtered, ranked  bool
}

// combine works out what is shown of order and filter, and how many rows that is.
func (a *arrangement[K]) combine() int {
	total := a.total()
	switch {
	case !a.filtered:
		a.shown = a.base
	case a.ranked:
		a.shown = a.hits
	default:
		a.shown = Keep(a.base, a.hits, total)
	}
	if a.mapped() {
		return len(a.shown)
	}
	return total
}

// mapped reports whether the view has an order of its own.
func (a *arrangement[K]) mapped() bool { return a.filtered || a.base != nil }

func (a *arrangement[K]) total() int {
	if a.rows == nil {
		return 0
	}
	return a.rows.Len()
}

// source is the row of the source that stands at a row of the view.
func (a *arrangement[K]) source(view int) int {
	if !a.mapped() {
		return view
	}
	return int(a.shown[view])
}

// viewRow is where the key stands in the view.
func (a *arrangement[K]) viewRow(key K, known bool) (int, bool) {
	if !known || a.rows == nil {
		return 0, false
	}
	row, ok := a.sourceRow(key)
	if !ok || !a.mapped() {
		return row, ok
	}
	for i, r := range a.shown {
		if int(r) == row {
			return i, true
		}
	}
	return 0, false
}

func (a *arrangement[K]) sourceRow(key K) (int, bool) {
	if finder, ok := a.rows.(Finder[K]); ok {
		return finder.Find(key)
	}
	for i := range a.rows.Len() {
		if a.rows.Key(i) == key {
			return i, true
		}
	}
	return 0, false
}

// Order is the stable order of n rows under compare, which takes two rows of
// the source. Descending turns the comparison round and leaves equal rows as
// they came. It reads only what compare reads: run it in a command when there
// are many rows.
func Order(n int, compare func(a, b int) int, descending bool) []int32 {
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		if descending {
			a, b = b, a
		}
		return compare(int(a), int(b))
	})
	return order
}

// Keep is the rows of order (nil: 0 to n-1) that are among hits, in that order.
// All of them must be from 0 to n-1.
func Keep(order, hits []int32, n int) []int32 {
	member := make([]bool, n)
	for _, row := range hits {
		member[row] = true
	}
	kept := make([]int32, 0, len(hits))
	if order == nil {
		for row := range n {
			if member[row] {
				kept = append(kept, int32(row))
			}
		}
		return kept
	}
	for _, row := range order {
		if member[row] {
			kept = append(kept, row)
		}
	}
	return kept
}

// within is those of the hits that are rows from 0 to n-1: hits that came late
// may be of a list that was longer.
func within(hits []int32, n int) []int32 {
	beyond := func(row int32) bool { return row < 0 || int(row) >= n }
	if !slices.ContainsFunc(hits, beyond) {
		return hits
	}
	return slices.DeleteFunc(slices.Clone(hits), beyond)
}
