package relation

import "slices"

// Edges is one relation from nodes to nodes, both dense numbers: one flat
// array for all lists, and over it the lists that an overlay changed.
type Edges struct {
	off  []int32 // where the list of node n starts; one longer than there are nodes
	to   []int32
	over map[int32][]int32
}

// Of is the list of node n, to be read only.
func (e *Edges) Of(n int32) []int32 {
	if e.over != nil {
		if list, ok := e.over[n]; ok {
			return list
		}
	}
	if int(n)+1 >= len(e.off) {
		return nil
	}
	return e.to[e.off[n]:e.off[n+1]]
}

// Transpose turns the relation around: from n nodes back to those of e. Its
// lists are ascending and without repeats.
func (e *Edges) Transpose(n int) Edges {
	off := make([]int32, n+1)
	last := make([]int32, n)
	for from := range int32(len(e.off) - 1) {
		for _, to := range e.Of(from) {
			if last[to] != from+1 {
				last[to] = from + 1
				off[to+1]++
			}
		}
	}
	for i := range n {
		off[i+1] += off[i]
	}
	list := make([]int32, off[n])
	next := slices.Clone(off[:n])
	clear(last)
	for from := range int32(len(e.off) - 1) {
		for _, to := range e.Of(from) {
			if last[to] != from+1 {
				last[to] = from + 1
				list[next[to]] = from
				next[to]++
			}
		}
	}
	return Edges{off: off, to: list}
}

// Has reports whether the ascending list of from holds to.
func (e *Edges) Has(from, to int32) bool {
	_, ok := slices.BinarySearch(e.Of(from), to)
	return ok
}

// Put makes list the list of from, in a relation that may be written.
func (e *Edges) Put(from int32, list []int32) { e.over[from] = list }

// Insert adds to at its place in the ascending list of from.
func (e *Edges) Insert(from, to int32) {
	list := e.Of(from)
	if at, ok := slices.BinarySearch(list, to); !ok {
		e.over[from] = slices.Insert(slices.Clip(list), at, to)
	}
}

// Remove takes to out of the list of from.
func (e *Edges) Remove(from, to int32) {
	list := e.Of(from)
	at := slices.Index(list, to)
	if at < 0 {
		return
	}
	rest := make([]int32, 0, len(list)-1)
	e.over[from] = append(append(rest, list[:at]...), list[at+1:]...)
}

// Unrepeated drops from each list what it already had, over n targets.
func (e *Edges) Unrepeated(n int) {
	last := make([]int32, n)
	kept := int32(0)
	start := int32(0)
	for from := range int32(len(e.off) - 1) {
		end := e.off[from+1]
		for _, to := range e.to[start:end] {
			if last[to] != from+1 {
				last[to] = from + 1
				e.to[kept] = to
				kept++
			}
		}
		start = end
		e.off[from+1] = kept
	}
	e.to = e.to[:kept]
}

// Changed are the nodes whose lists differ between two relations over the same
// numbers.
func Changed(a, b *Edges) []int32 {
	var nodes []int32
	for n, list := range a.over {
		if !slices.Equal(list, b.Of(n)) {
			nodes = append(nodes, n)
		}
	}
	for n, list := range b.over {
		if _, seen := a.over[n]; !seen && !slices.Equal(list, a.Of(n)) {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// Writable is a copy whose lists may be changed.
func (e Edges) Writable() Edges {
	e.over = cloned(e.over)
	return e
}
