package changes

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// names finds what things are called in several states, the first that knows
// counts.
type names struct {
	graphs      []*rbac.Graph
	directories []*rbac.Directory
}

func namesOf(after, before *rbac.Graph, directories ...*rbac.Directory) names {
	return names{[]*rbac.Graph{after, before}, directories}
}

// find is the name of a thing; the zero text where none is known.
func (n names) find(ref rbac.Ref) text.Text {
	for _, g := range n.graphs {
		if name := g.Name(ref); !name.IsZero() {
			return name
		}
	}
	for _, d := range n.directories {
		if name := d.Name(ref); !name.IsZero() {
			return name
		}
	}
	return text.Text{}
}

// of is a thing by name, by id where it has none. It is safe to draw.
func (n names) of(ref rbac.Ref) string {
	if name := n.find(ref); !name.IsZero() {
		return name.String()
	}
	return ref.ID.String()
}

// apart is a permission with its application.
func (n names) apart(ref rbac.Ref) string {
	if app := n.owner(ref); !app.IsZero() {
		return n.of(ref) + " of " + n.of(app.Ref())
	}
	return n.of(ref)
}

// owner is the application that a permission belongs to.
func (n names) owner(ref rbac.Ref) rbac.ClientID {
	for _, g := range n.graphs {
		if p, ok := g.Permission(rbac.PermissionID{Text: ref.ID}); ok {
			return p.Application
		}
	}
	return rbac.ClientID{}
}

// sentence says a change with the names of the state that has what it alters.
func (n names) sentence(c rbac.Change) string {
	switch c.(type) {
	case rbac.RemoveMapping, rbac.EditMapping: // the mapping that goes is in the state before alone
		return c.Sentence(n.graphs[1], n.directories[len(n.directories)-1])
	}
	for _, ref := range c.Targets() {
		if n.graphs[0].Name(ref).IsZero() && !n.graphs[1].Name(ref).IsZero() {
			return c.Sentence(n.graphs[1], n.directories[len(n.directories)-1])
		}
	}
	return c.Sentence(n.graphs[0], n.directories[0])
}
