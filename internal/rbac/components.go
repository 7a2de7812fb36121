package rbac

// components are sets of groups of which each is above every other: a cycle or
// several that touch.
type components struct {
	of    map[int32]int32 // node -> component
	count int32
}

// stronglyConnected finds the components among nodes and what they lead to by
// next. A component is numbered after all those that it leads to. It is Tarjan's algorithm without recursion: chains
// of groups can be deep.
func stronglyConnected(nodes []int32, next func(int32) []int32) components {
	c := components{of: make(map[int32]int32, len(nodes))}
	type visit struct {
		node int32
		rest []int32
	}
	var (
		order = make(map[int32]int32, len(nodes)) // when first met
		low   = make(map[int32]int32, len(nodes)) // the earliest met that it leads back to
		open  []int32
		calls []visit
	)
	enter := func(n int32) {
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
				} else if _, done := c.of[to]; !done {
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
func (c *components) close(open []int32, root int32) []int32 {
	id := c.count
	c.count++
	for {
		n := open[len(open)-1]
		open = open[:len(open)-1]
		c.of[n] = id
		if n == root {
			return open
		}
	}
}
