package rbac

import "authzx/internal/rbac/relation"

// Relative is a group above or below another one.
type Relative struct {
	Group GroupID
	next  *way // nil where one of the two groups nests the other
}

// way is a group on the way to the group asked about, and the one it goes on to. All
// that come by a group share its way: chains of their own would take the square of the depth.
type way struct {
	group GroupID
	next  *way
}

// Direct reports whether one of the two groups nests the other.
func (r Relative) Direct() bool { return r.next == nil }

// Between is a shortest chain of groups from it to the group asked about, without the two;
// empty where one nests the other.
func (r Relative) Between() []GroupID {
	var chain []GroupID
	for at := r.next; at != nil; at = at.next {
		chain = append(chain, at.group)
	}
	return chain
}

// Above are all groups above a group, whose roles its members have: nearest
// first, those that are equally near in stored order, without the group itself.
func (g *Graph) Above(id GroupID) []Relative { return g.relatives(id, &g.parents) }

// Below are all groups below a group, whose members are its members too, in the
// order of Above.
func (g *Graph) Below(id GroupID) []Relative { return g.relatives(id, &g.children) }

func (g *index) relatives(id GroupID, next *relation.Edges) []Relative {
	n, ok := g.groups.Node(id)
	if !ok {
		return nil
	}
	var all []Relative
	ways := map[int32]*way{n: nil}
	for queue := []int32{n}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, other := range next.Of(at) {
			if _, seen := ways[other]; seen {
				continue
			}
			group := g.groups.Record(other).ID
			ways[other] = &way{group, ways[at]}
			queue = append(queue, other)
			all = append(all, Relative{group, ways[at]})
		}
	}
	return all
}

// Circles numbers the circles of groups that nest each other: the groups of one
// circle have the same number, what is in none is left out. A circle has a lower
// number than those below it.
func (g *Graph) Circles() map[GroupID]int {
	nodes := make([]int32, 0, g.groups.N)
	for n := range g.groups.Records() {
		nodes = append(nodes, n)
	}
	parts := relation.StronglyConnected(nodes, g.parents.Of)
	size := make([]int, parts.Count)
	for _, part := range parts.Of {
		size[part]++
	}
	circles := make(map[GroupID]int)
	for _, n := range nodes {
		if part := parts.Of[n]; size[part] > 1 || g.parents.Has(n, n) {
			circles[g.groups.Record(n).ID] = int(part)
		}
	}
	return circles
}
