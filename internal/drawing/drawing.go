// Package drawing makes pictures of who nests, grants and holds what: as a graph in
// DOT, Mermaid or SVG, and as a tree of groups. It does no I/O.
package drawing

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Legible is about how many things can be read in one picture.
const Legible = 300

// Node is one thing in a picture.
type Node struct {
	Ref rbac.Ref
	// Name is zero where there is none.
	Name text.Text
	// Gist is what is said below the name, Shape how the thing is drawn, Facts are what
	// programs read of it beside the name.
	Gist  text.Text
	Shape catalog.Shape
	Facts []Fact
	// Missing says that something mentions it and nothing of that id is there.
	Missing bool
	// Cycle says that it is a group that is above itself.
	Cycle bool
}

// Fact is a number or a text that programs read of a thing.
type Fact struct {
	Key     string
	Numeric bool
	Number  int
	Text    text.Text
}

// Label is the name or, failing that, the id; safe to draw.
func (n Node) Label() string {
	if n.Name.IsZero() {
		return n.Ref.ID.String()
	}
	return n.Name.String()
}

// detail is what is said below the label.
func (n Node) detail() string {
	if n.Missing {
		return "missing"
	}
	return n.Gist.String()
}

// title says exactly which thing it is.
func (n Node) title() string { return string(n.Ref.Kind) + " " + n.Ref.ID.String() }

// Edge is a tie between two nodes, in the direction in which access flows: from the
// user to the group, the group above, the role, the permission.
type Edge struct {
	Kind     rbac.StepKind
	From, To int // places in the list of nodes
	// Cycle says that it is part of a circle of groups.
	Cycle bool
}

// Picture is what is drawn.
type Picture struct {
	Nodes []Node
	Edges []Edge
}

// Without is the picture less the things of some kinds and the edges to them.
func (p Picture) Without(kinds ...rbac.Kind) Picture {
	gone := make(map[rbac.Kind]bool, len(kinds))
	for _, k := range kinds {
		gone[k] = true
	}
	place := make([]int, len(p.Nodes))
	var rest Picture
	for i, n := range p.Nodes {
		place[i] = -1
		if !gone[n.Ref.Kind] {
			place[i] = len(rest.Nodes)
			rest.Nodes = append(rest.Nodes, n)
		}
	}
	for _, e := range p.Edges {
		if from, to := place[e.From], place[e.To]; from >= 0 && to >= 0 {
			rest.Edges = append(rest.Edges, Edge{e.Kind, from, to, e.Cycle})
		}
	}
	return rest
}

// Count is how many things of a kind are in the picture.
func (p Picture) Count(kind rbac.Kind) int {
	count := 0
	for _, n := range p.Nodes {
		if n.Ref.Kind == kind {
			count++
		}
	}
	return count
}
