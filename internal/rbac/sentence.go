package rbac

import (
	"fmt"
	"strings"

	"authzx/internal/text"
)

// Naming finds names for sentences, in a graph and in a directory, either of which
// may be nil.
type Naming struct {
	Graph     *Graph
	Directory *Directory
}

// Of is a thing by its name in quotation marks, by its id where it has none;
// with its application where others have the name too.
func (n Naming) Of(ref Ref) string {
	if n.Graph != nil {
		if app, several := n.Graph.Apart(ref); several {
			return n.Alone(ref) + " of " + n.Alone(app.Ref())
		}
	}
	return n.Alone(ref)
}

// Alone is a thing by its own name or id.
func (n Naming) Alone(ref Ref) string {
	var name text.Text
	if n.Graph != nil {
		name = n.Graph.Name(ref)
	}
	if name.IsZero() {
		name = n.Directory.Name(ref)
	}
	if name.IsZero() {
		return ref.ID.String()
	}
	return Quoted(name)
}

func (n Naming) mapping(group GroupID, id MappingID) string {
	if n.Graph != nil {
		if r, ok := n.Graph.Group(group); ok {
			if m, ok := r.mapping(id); ok {
				return fmt.Sprintf("%s of %s", Quoted(m.GroupName), Quoted(m.Connection))
			}
		}
	}
	return id.String()
}

// Sentence implements Change.
func (c CreateGroup) Sentence(*Graph, *Directory) string {
	return fmt.Sprintf("create group %s", Quoted(c.Name))
}

// Sentence implements Change.
func (c EditGroup) Sentence(g *Graph, d *Directory) string {
	return edited("group", c.Group.Ref(), c.Name, Naming{g, d})
}

// Sentence implements Change.
func (c DeleteGroup) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("delete group %s", Naming{g, d}.Of(c.Group.Ref()))
}

// Sentence implements Change.
func (c AddMapping) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("map group %s of connection %s to group %s",
		Quoted(c.GroupName), Quoted(c.Connection), Naming{g, d}.Of(c.Group.Ref()))
}

// Sentence implements Change.
func (c RemoveMapping) Sentence(g *Graph, d *Directory) string {
	n := Naming{g, d}
	return fmt.Sprintf("remove mapping %s from group %s", n.mapping(c.Group, c.Mapping), n.Of(c.Group.Ref()))
}

// Sentence implements Change.
func (c EditMapping) Sentence(g *Graph, d *Directory) string {
	n := Naming{g, d}
	return fmt.Sprintf("replace mapping %s of group %s by %s of %s",
		n.mapping(c.Group, c.Mapping), n.Of(c.Group.Ref()), Quoted(c.GroupName), Quoted(c.Connection))
}

// Sentence implements Change.
func (c CreateRole) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("create role %s in application %s with %s",
		Quoted(c.Name), Naming{g, d}.Of(c.Application.Ref()), counted(len(c.Permissions), "permission"))
}

// Sentence implements Change.
func (c EditRole) Sentence(g *Graph, d *Directory) string {
	return edited("role", c.Role.Ref(), c.Name, Naming{g, d})
}

// Sentence implements Change.
func (c DeleteRole) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("delete role %s", Naming{g, d}.Of(c.Role.Ref()))
}

// Sentence implements Change.
func (c CreatePermission) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("create permission %s in application %s", Quoted(c.Name), Naming{g, d}.Of(c.Application.Ref()))
}

// Sentence implements Change.
func (c EditPermission) Sentence(g *Graph, d *Directory) string {
	return edited("permission", c.Permission.Ref(), c.Name, Naming{g, d})
}

// Sentence implements Change.
func (c DeletePermission) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("delete permission %s", Naming{g, d}.Of(c.Permission.Ref()))
}

// Sentence implements Change.
func (c SetConfiguration) Sentence(*Graph, *Directory) string {
	var parts []string
	for _, s := range Switches() {
		if on, ok := c.Values[s]; ok {
			parts = append(parts, string(s)+map[bool]string{true: " on", false: " off"}[on])
		}
	}
	if len(parts) == 0 {
		return "change nothing in the configuration"
	}
	return "set " + strings.Join(parts, ", ")
}

func edited(kind string, ref Ref, name text.Text, n Naming) string {
	old := n.Of(ref)
	if n.Alone(ref) != Quoted(name) {
		return fmt.Sprintf("edit %s %s, now named %s", kind, old, Quoted(name))
	}
	return fmt.Sprintf("edit %s %s", kind, old)
}

// counted is a number with its noun: no groups, 1 group, 2 groups.
func counted(n int, noun string) string {
	if n == 0 {
		return "no " + noun + "s"
	}
	return text.Counted(n, noun)
}
