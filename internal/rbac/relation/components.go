package relation

// Components are sets of groups of which each is above every other: a cycle or
// several that touch.
type Components[K comparable] struct {
	Of    map[K]int32 // node -> component
	Count int32
}

// StronglyConnected finds the components among nodes and what they lead to by
// next. A component is numbered after all those that it leads to. It is Tarjan's
// algorithm without recursion: chains of groups can be deep.
func StronglyConnected[K comparable](nodes []K, next func(K) []K) Components[K] {
	c := Components[K]{Of: make(map[K]int32, len(nodes))}
	type visit struct {
		node K
		rest []K
	}
	var (
		order = make(map[K]int32, len(nodes)) // when first met
		low   = make(map[K]int32, len(nodes)) // the earliest met that it leads back to
		open  []K
		calls []visit
	)
	enter := func(n K) {
		order[n] = int32(len(order))
		low[n] = order[n]
		open = append(open, n)
		calls = append(calls, visit{n, next(n)})
	}
	for _, root := range nodes {
		if _, met := order[root]; !met {
			enter(root)
		}
		for len(calls) > 0 {
			top := &calls[len(calls)-1]
			n := top.node
			if len(top.rest) > 0 {
				to := top.rest[0]
				top.rest = top.rest[1:]
				if _, met := order[to]; !met {
					enter(to)
				} else if _, done := c.Of[to]; !done {
					low[n] = min(low[n], order[to])
				}
				continue
			}
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				below := calls[len(calls)-1].node
				low[below] = min(low[below], low[n])
			}
			if low[n] == order[n] {
				open = c.close(open, n)
			}
		}
	}
	return c
}

// close makes a component of the open nodes down to root.
func (c *Components[K]) close(open []K, root K) []K {
	id := c.Count
	c.Count++
	for {
		n := open[len(open)-1]
		open = open[:len(open)-1]
		c.Of[n] = id
		if n == root {
			return open
		}
	}
}
