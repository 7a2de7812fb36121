package rbac

import "strings"

// Change is one thing that somebody wants altered: pure intent, which knows
// what a tenant would hold after it. Each kind is a type of its own, equal by
// reflect.DeepEqual when it means the same, and goes into JSON tagged with its
// kind (see Changes).
//
// Things that do not exist yet are named by placeholder ids such as "new:1"
// (see NewID), which later changes may use; whoever carries changes out puts the
// server's ids in their place.
type Change interface {
	// Kind is the word by which JSON tells changes apart, such as add-member.
	Kind() string
	// Sentence says the change in one line, with names from the graph before it
	// and from the directory, either of which may be nil; it is safe to draw.
	Sentence(g *Graph, d *Directory) string
	// Targets are the things that the change alters, the altered record first,
	// then what is tied to it or cut from it.
	Targets() []Ref
	// Apply is the graph as it would be after the change. Errors are those that
	// the server would answer with: NotFoundError, InUseError,
	// DuplicateNameError, InvalidError. What the server takes for done
	// although there is nothing to do gives an equal graph.
	Apply(*Graph) (*Graph, error)

	apply(*draft) error
}

// ApplyAll is the graph after all changes, one after another; those of neighbours that
// the server is sent at once it judges by the last. On an error it names the first
// change that fails, by its place from 0; the graph is then nil.
func ApplyAll(g *Graph, changes []Change) (*Graph, int, error) {
	d := newDraft(g)
	for i, c := range changes {
		d.unfinished = i+1 < len(changes) && oneList(c, changes[i+1])
		if err := c.apply(d); err != nil {
			return nil, i, err
		}
		if d.stale && i+1 < len(changes) {
			// Later changes must see this one through indexes that hold.
			unjudged := d.unjudged
			d = newDraft(d.graph())
			d.unjudged = unjudged
		}
	}
	return d.graph(), len(changes), nil
}

// oneList reports whether two changes are sent as one list: both take permissions out
// of a role.
func oneList(a, b Change) bool {
	x, isTie := a.(Tie)
	y, areTies := b.(Tie)
	return isTie && areTies && x.Of == TiePermission && x.Cut && y.Of == x.Of && y.Cut && x.Left == y.Left
}

func applied(g *Graph, c Change) (*Graph, error) {
	d := newDraft(g)
	if err := c.apply(d); err != nil {
		return nil, err
	}
	return d.graph(), nil
}

// SetConfiguration sets switches of the configuration; those not named stay. It
// leaves the graph alone.
type SetConfiguration struct {
	Values map[Switch]bool `json:"values"`
}

// Kind implements Change.
func (c SetConfiguration) Kind() string { return "set-configuration" }

// Targets implements Change: the configuration is no thing of its own.
func (c SetConfiguration) Targets() []Ref { return nil }

// Apply implements Change.
func (c SetConfiguration) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c SetConfiguration) apply(*draft) error {
	known := make(map[Switch]bool)
	for _, s := range Switches() {
		known[s] = true
	}
	for s := range c.Values {
		if !known[s] {
			return &InvalidError{"values", "must be switches of the configuration"}
		}
	}
	return nil
}

// WithMade is a graph in which what changes create has its name, so that a change which
// speaks of it can be said. Other changes leave it as it is.
func WithMade(g *Graph, changes ...Change) *Graph {
	for _, c := range changes {
		if !strings.HasPrefix(c.Kind(), "create-") {
			continue
		}
		if next, err := c.Apply(g); err == nil {
			g = next
		}
	}
	return g
}
