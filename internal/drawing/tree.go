package drawing

import (
	"cmp"
	"maps"
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Branch is a group in a tree, with the groups that it nests.
type Branch struct {
	Group rbac.GroupID
	Name  text.Text
	// Direct counts the members that the group lists, All those of nested groups too.
	Direct, All int
	// Roles counts the roles that the group itself grants.
	Roles int
	// Cycle says that the group stands above itself on this branch; the branch ends here.
	Cycle bool
	// Repeated says that what the group nests is drawn at an earlier place.
	Repeated bool
	// Missing says that the group is nested and not there.
	Missing bool
	Nested  []*Branch
}

// Forest is all groups of a tenant as trees, one for each of Roots.
func Forest(g *rbac.Graph) []*Branch {
	t := newTreeBuilder(g)
	roots := Roots(g)
	trees := make([]*Branch, len(roots))
	for i, id := range roots {
		trees[i] = t.branch(id)
	}
	return trees
}

// Roots are the groups that the trees of a tenant begin with: those first that nothing
// nests, then one of each circle that hangs below none of these.
func Roots(g *rbac.Graph) []rbac.GroupID {
	f := rootFinder{g: g, reached: make(map[rbac.GroupID]bool)}
	place := make(map[rbac.GroupID]int)
	for i, group := range g.Groups() {
		if _, seen := place[group.ID]; seen {
			continue
		}
		place[group.ID] = i
		if len(g.Parents(group.ID)) == 0 {
			f.begin(group.ID)
		}
	}
	// A circle comes before those below it, so that it is no branch of theirs.
	circles := g.Circles()
	ring := slices.SortedFunc(maps.Keys(circles), func(a, b rbac.GroupID) int {
		return cmp.Or(cmp.Compare(circles[a], circles[b]), cmp.Compare(place[a], place[b]))
	})
	for _, id := range ring {
		f.begin(id)
	}
	return f.roots
}

type rootFinder struct {
	g       *rbac.Graph
	roots   []rbac.GroupID
	reached map[rbac.GroupID]bool
}

// begin makes a group a root, unless it hangs below one already.
func (f *rootFinder) begin(id rbac.GroupID) {
	if f.reached[id] {
		return
	}
	f.roots = append(f.roots, id)
	f.reached[id] = true
	for queue := []rbac.GroupID{id}; len(queue) > 0; queue = queue[1:] {
		for _, child := range f.g.Children(queue[0]) {
			if !f.reached[child] {
				f.reached[child] = true
				queue = append(queue, child)
			}
		}
	}
}

// Tree is one group with all that it nests.
func Tree(g *rbac.Graph, id rbac.GroupID) *Branch { return newTreeBuilder(g).branch(id) }

type treeBuilder struct {
	g     *rbac.Graph
	drawn map[rbac.GroupID]bool
	above map[rbac.GroupID]bool
}

func newTreeBuilder(g *rbac.Graph) *treeBuilder {
	return &treeBuilder{g, make(map[rbac.GroupID]bool), make(map[rbac.GroupID]bool)}
}

func (t *treeBuilder) branch(id rbac.GroupID) *Branch {
	group, known := t.g.Group(id)
	b := &Branch{Group: id, Name: group.Name, Roles: len(group.Roles), Missing: !known, Cycle: t.above[id]}
	b.Direct, b.All = t.g.MemberCount(id)
	b.Repeated = !b.Cycle && t.drawn[id] && len(group.Nested) > 0
	if b.Cycle || t.drawn[id] {
		return b
	}
	t.drawn[id], t.above[id] = true, true
	seen := make(map[rbac.GroupID]bool, len(group.Nested))
	for _, child := range group.Nested {
		if !seen[child] {
			seen[child] = true
			b.Nested = append(b.Nested, t.branch(child))
		}
	}
	delete(t.above, id)
	return b
}
