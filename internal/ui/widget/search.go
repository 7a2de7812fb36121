package widget

// Hits is what a query found in an Index.
type Hits struct {
	// Rows is the rows in their own order, Ranked the same rows best first.
	// Both are nil when the query was empty, which finds everything.
	Rows, Ranked []int32
}

// Search finds the rows that match q. within are the only rows to look at, in
// their own order; nil is all of them. An empty query gives no Hits at all.
func (x *Index) Search(q Query, within []int32) Hits {
	if q.IsZero() {
		return Hits{}
	}
	x.Read(q)
	n := len(within)
	if within == nil {
		n = x.Len()
	}
	rows := make([]int32, 0, n/4+16)
	costs := make([]int16, 0, n/4+16)
	for i := range n {
		row := int32(i)
		if within != nil {
			row = within[i]
		}
		if cost, ok := x.match(q, int(row)); ok {
			rows = append(rows, row)
			costs = append(costs, int16(cost))
		}
	}
	return Hits{Rows: rows, Ranked: rank(rows, costs)}
}

// match is the cost of a row and whether the query finds it.
func (x *Index) match(q Query, row int) (cost int, ok bool) {
	for _, t := range q.terms {
		if t.column == 0 {
			c, ok := t.match(x.row(row))
			if !ok {
				return 0, false
			}
			cost += c
			continue
		}
		column := x.columns[t.column-1]
		if t.inColumn(column.index.Load().row(row), column.Number) == t.not {
			return 0, false
		}
	}
	return min(cost, worst), true
}

// rank orders rows by cost, equal ones as they stand. The costs are small
// numbers: counting them takes one pass, however many rows there are.
func rank(rows []int32, costs []int16) []int32 {
	var starts [worst + 2]int
	for _, c := range costs {
		starts[c+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	ranked := make([]int32, len(rows))
	for i, c := range costs {
		ranked[starts[c]] = rows[i]
		starts[c]++
	}
	return ranked
}
