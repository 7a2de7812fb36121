package widget

import "slices"

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
