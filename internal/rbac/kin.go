package rbac

// Kin is a group above or below another one.
type Kin struct {
	Group GroupID
	// Between is a shortest chain of groups from it to the group asked about,
	// without the two; empty where one nests the other.
	Between []GroupID
}

// Direct reports whether one of the two groups nests the other.
func (k Kin) Direct() bool { return len(k.Between) == 0 }

// Above are all groups above a group, whose roles its members have: nearest
// first, those that are equally near in stored order, without the group itself.
func (g *Graph) Above(id GroupID) []Kin { return g.kin(id, &g.parents) }

// Below are all groups below a group, whose members are its members too, in the
// order of Above.
func (g *Graph) Below(id GroupID) []Kin { return g.kin(id, &g.children) }

func (g *Graph) kin(id GroupID, next *edges) []Kin {
	n, ok := g.groups.node(id)
	if !ok {
		return nil
	}
	var all []Kin
	from := map[int32]int32{n: n}
	for queue := []int32{n}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, other := range next.of(at) {
			if _, seen := from[other]; seen {
				continue
			}
			from[other] = at
			queue = append(queue, other)
			k := Kin{Group: g.groups.record(other).ID}
			if at != n {
				chain := g.chain(from, at, n)
				k.Between = chain[:len(chain)-1]
			}
			all = append(all, k)
		}
	}
	return all
}
