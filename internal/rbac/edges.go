package rbac

import "slices"

// edges is one relation from nodes to nodes, both dense numbers: one flat
// array for all lists, and over it the lists that an overlay changed.
type edges struct {
	off  []int32 // where the list of node n starts; one longer than there are nodes
	to   []int32
	over map[int32][]int32
}

// of is the list of node n, to be read only.
func (e *edges) of(n int32) []int32 {
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

// transpose turns the relation around: from n nodes back to those of e. Its
// lists are ascending and without repeats.
func (e *edges) transpose(n int) edges {
	off := make([]int32, n+1)
	last := make([]int32, n)
	for from := range int32(len(e.off) - 1) {
		for _, to := range e.of(from) {
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
		for _, to := range e.of(from) {
			if last[to] != from+1 {
				last[to] = from + 1
				list[next[to]] = from
				next[to]++
			}
		}
	}
	return edges{off: off, to: list}
}

// has reports whether the ascending list of from holds to.
func (e *edges) has(from, to int32) bool {
	_, ok := slices.BinarySearch(e.of(from), to)
	return ok
}

// insert adds to at its place in the ascending list of from.
func (e *edges) insert(from, to int32) {
	list := e.of(from)
	if at, ok := slices.BinarySearch(list, to); !ok {
		e.over[from] = slices.Insert(slices.Clip(list), at, to)
	}
}

// push appends to to the list of from, unless it is there.
func (e *edges) push(from, to int32) {
	if list := e.of(from); !slices.Contains(list, to) {
		e.over[from] = append(slices.Clip(list), to)
	}
}

// remove takes to out of the list of from.
func (e *edges) remove(from, to int32) {
	list := e.of(from)
	at := slices.Index(list, to)
	if at < 0 {
		return
	}
	rest := make([]int32, 0, len(list)-1)
	e.over[from] = append(append(rest, list[:at]...), list[at+1:]...)
}
