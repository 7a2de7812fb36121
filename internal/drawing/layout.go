package drawing

import (
	"cmp"
	"slices"
)

// mostBends bounds the places at which long edges turn: beyond it they run straight.
const mostBends = 20_000

// layers is a picture put into columns, so that edges run from left to right. Behind
// the nodes come bends, by which an edge crosses the columns between its ends.
type layers struct {
	column []int   // of each node and bend
	order  [][]int // nodes and bends of each column, from the top
	chains [][]int // for each edge, its ends and the bends between
}

// layered puts nodes into columns: each as far left as the edges allow that lead to it.
// Edges that would close a circle don't count.
func layered(nodes int, edges []Edge) layers {
	forward := withoutCircles(nodes, edges)
	l := layers{column: columns(nodes, edges, forward), chains: make([][]int, len(edges))}
	l.bend(edges, forward)
	width := 0
	for _, c := range l.column {
		width = max(width, c+1)
	}
	l.order = make([][]int, width)
	for n, c := range l.column {
		l.order[c] = append(l.order[c], n)
	}
	l.untangle()
	return l
}

// withoutCircles marks the edges that lead on, leaving out those that lead back to
// where a walk came from.
func withoutCircles(nodes int, edges []Edge) []bool {
	out := make([][]int, nodes)
	for i, e := range edges {
		out[e.From] = append(out[e.From], i)
	}
	forward := make([]bool, len(edges))
	state := make([]uint8, nodes) // 0 not met, 1 on the way, 2 done
	type visit struct {
		node int
		rest []int
	}
	for root := range nodes {
		if state[root] != 0 {
			continue
		}
		state[root] = 1
		for way := []visit{{root, out[root]}}; len(way) > 0; {
			top := &way[len(way)-1]
			if len(top.rest) == 0 {
				state[top.node] = 2
				way = way[:len(way)-1]
				continue
			}
			edge := top.rest[0]
			top.rest = top.rest[1:]
			to := edges[edge].To
			forward[edge] = state[to] != 1
			if state[to] == 0 {
				state[to] = 1
				way = append(way, visit{to, out[to]})
			}
		}
	}
	return forward
}

func columns(nodes int, edges []Edge, forward []bool) []int {
	column, waits, out := make([]int, nodes), make([]int, nodes), make([][]int, nodes)
	for i, e := range edges {
		if forward[i] {
			waits[e.To]++
			out[e.From] = append(out[e.From], e.To)
		}
	}
	var ready []int
	for n := range nodes {
		if waits[n] == 0 {
			ready = append(ready, n)
		}
	}
	for ; len(ready) > 0; ready = ready[1:] {
		for _, to := range out[ready[0]] {
			column[to] = max(column[to], column[ready[0]]+1)
			if waits[to]--; waits[to] == 0 {
				ready = append(ready, to)
			}
		}
	}
	return column
}

// bend gives each edge its chain, with a bend in every column that it crosses.
func (l *layers) bend(edges []Edge, forward []bool) {
	bends := 0
	for i, e := range edges {
		chain := []int{e.From}
		for c := l.column[e.From] + 1; forward[i] && c < l.column[e.To] && bends < mostBends; c++ {
			chain = append(chain, len(l.column))
			l.column = append(l.column, c)
			bends++
		}
		l.chains[i] = append(chain, e.To)
	}
}

// sweeps is how often columns are put in order: more hardly untangles further.
const sweeps = 6

// untangle orders each column by where its neighbours stand.
func (l *layers) untangle() {
	before, after := make([][]int, len(l.column)), make([][]int, len(l.column))
	for _, chain := range l.chains {
		for i := range len(chain) - 1 {
			from, to := chain[i], chain[i+1]
			if l.column[from] < l.column[to] {
				after[from] = append(after[from], to)
				before[to] = append(before[to], from)
			}
		}
	}
	at := make([]float64, len(l.column))
	for _, column := range l.order {
		number(at, column)
	}
	for sweep := range sweeps {
		if sweep%2 == 0 {
			for _, column := range l.order {
				arrange(column, before, at)
			}
			continue
		}
		for _, column := range slices.Backward(l.order) {
			arrange(column, after, at)
		}
	}
}

// arrange orders a column by the mean place of the neighbours on one side.
func arrange(column []int, neighbours [][]int, at []float64) {
	mean := make(map[int]float64, len(column))
	for _, n := range column {
		mean[n] = at[n]
		if list := neighbours[n]; len(list) > 0 {
			sum := 0.0
			for _, other := range list {
				sum += at[other]
			}
			mean[n] = sum / float64(len(list))
		}
	}
	slices.SortStableFunc(column, func(a, b int) int { return cmp.Compare(mean[a], mean[b]) })
	number(at, column)
}

// number gives places between 0 and 1, so that columns of any length compare.
func number(at []float64, column []int) {
	for i, n := range column {
		at[n] = (float64(i) + 0.5) / float64(len(column))
	}
}
