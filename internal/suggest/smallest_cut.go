package suggest

import (
	"slices"

	"authzx/internal/rbac"
)

// edge is a tie as a pipe: room is how much more may flow. The edge back, with what
// flows, is the next one.
type edge struct {
	to   int
	room int
	cut  []rbac.Change // of a tie that can be cut
}

const (
	endless = 1 << 30
	// maxCuts is how many smallest sets are looked at: there may be as many as there
	// are ways to pick one tie from each of many paths.
	maxCuts = 2000

	source, sink = 0, 1
)

// smallest are the sets of as few changes as possible that cut all paths, those
// next to the user first; none where some path has no tie that can be cut.
func (n *network) smallest() [][]rbac.Change {
	for {
		way, room := n.augmenting()
		if way == nil {
			break
		}
		if room > endless/2 {
			return nil
		}
		for _, e := range way {
			n.edges[e].room -= room
			n.edges[e^1].room += room
		}
	}
	s := &sides{network: n, side: n.deadEnds(), seen: make(map[string]bool)}
	s.put(source, near, n.leads)
	s.put(sink, far, n.leadsBack)
	s.part()
	return s.found
}

// deadEnds puts the nodes from which nothing leads to the sink on the user's side,
// where they make no difference.
func (n *network) deadEnds() []int8 {
	side := make([]int8, len(n.from))
	for i := range side {
		side[i] = near
	}
	side[sink] = 0
	for queue := []int{sink}; len(queue) > 0; queue = queue[1:] {
		for _, e := range n.from[queue[0]] {
			if to := n.edges[e].to; e%2 == 1 && side[to] == near {
				side[to] = 0
				queue = append(queue, to)
			}
		}
	}
	return side
}

// augmenting is a way from source to sink with room, the shortest.
func (n *network) augmenting() (way []int, room int) {
	by := make([]int, len(n.from))
	for i := range by {
		by[i] = -1
	}
	queue := []int{source}
	for i := 0; i < len(queue) && by[sink] < 0; i++ {
		for _, e := range n.from[queue[i]] {
			if to := n.edges[e].to; n.edges[e].room > 0 && by[to] < 0 && to != source {
				by[to] = e
				queue = append(queue, to)
			}
		}
	}
	if by[sink] < 0 {
		return nil, 0
	}
	room = endless
	for at := sink; at != source; at = n.edges[by[at]^1].to {
		way = append(way, by[at])
		room = min(room, n.edges[by[at]].room)
	}
	return way, room
}

// leads are the nodes to which there is room from a node, leadsBack those from which
// there is room to it.
func (n *network) leads(at int) (list []int) {
	for _, e := range n.from[at] {
		if n.edges[e].room > 0 {
			list = append(list, n.edges[e].to)
		}
	}
	return list
}

func (n *network) leadsBack(at int) (list []int) {
	for _, e := range n.from[at] {
		if n.edges[e^1].room > 0 {
			list = append(list, n.edges[e].to)
		}
	}
	return list
}

// sides parts the nodes of a network that is full: whatever keeps together what there
// is room between is a smallest cut, and all smallest cuts are such.
type sides struct {
	*network
	side  []int8
	seen  map[string]bool
	found [][]rbac.Change
}

const (
	near int8 = 1 // on the user's side
	far  int8 = 2
)

// put puts a node and what must be with it on a side; it gives those that were free.
func (s *sides) put(at int, on int8, with func(int) []int) (moved []int) {
	s.side[at] = on
	moved = []int{at}
	for i := 0; i < len(moved); i++ {
		for _, next := range with(moved[i]) {
			if s.side[next] == 0 {
				s.side[next] = on
				moved = append(moved, next)
			}
		}
	}
	return moved
}

// part tries both sides for each node that is free, the permission's first.
func (s *sides) part() {
	if len(s.found) >= maxCuts {
		return
	}
	free := slices.Index(s.side, 0)
	if free < 0 {
		s.keep()
		return
	}
	for _, try := range []struct {
		on   int8
		with func(int) []int
	}{{far, s.leadsBack}, {near, s.leads}} {
		moved := s.put(free, try.on, try.with)
		s.part()
		for _, at := range moved {
			s.side[at] = 0
		}
	}
}

// keep notes the ties between the two sides.
func (s *sides) keep() {
	var cut []rbac.Change
	for e := 0; e < len(s.edges); e += 2 {
		if s.side[s.edges[e^1].to] == near && s.side[s.edges[e].to] == far {
			cut = append(cut, s.edges[e].cut...)
		}
	}
	if key := keyOf(cut); !s.seen[key] {
		s.seen[key] = true
		s.found = append(s.found, cut)
	}
}
