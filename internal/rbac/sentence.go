package rbac

import (
	"fmt"
	"strings"

	"authzx/internal/text"
)

// naming finds names for sentences.
type naming struct {
	g *Graph
	d *Directory
}

// of is a thing by its name in quotation marks, by its id where it has none;
// with its application where others have the name too.
func (n naming) of(ref Ref) string {
	if n.g != nil {
		if app, several := n.g.Apart(ref); several {
			return n.alone(ref) + " of " + n.alone(app.Ref())
		}
	}
	return n.alone(ref)
}

// alone is a thing by its own name or id.
func (n naming) alone(ref Ref) string {
	var name text.Text
	if n.g != nil {
		name = n.g.Name(ref)
	}
	if name.IsZero() {
		name = n.d.Name(ref)
	}
	if name.IsZero() {
		return ref.ID.String()
	}
	return Quoted(name)
}

func (n naming) mapping(group GroupID, id MappingID) string {
	if n.g != nil {
		if r, ok := n.g.Group(group); ok {
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
	return edited("group", c.Group.Ref(), c.Name, naming{g, d})
}

// Sentence implements Change.
func (c DeleteGroup) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("delete group %s", naming{g, d}.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c AddMember) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("add user %s to group %s", n.of(c.User.Ref()), n.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c RemoveMember) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("remove user %s from group %s", n.of(c.User.Ref()), n.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c AddNested) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("nest group %s in group %s", n.of(c.Child.Ref()), n.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c RemoveNested) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("take nested group %s out of group %s", n.of(c.Child.Ref()), n.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c GrantRole) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("grant role %s to group %s", n.of(c.Role.Ref()), n.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c RevokeRole) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("revoke role %s from group %s", n.of(c.Role.Ref()), n.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c AddMapping) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("map group %s of connection %s to group %s",
		Quoted(c.GroupName), Quoted(c.Connection), naming{g, d}.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c RemoveMapping) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("remove mapping %s from group %s", n.mapping(c.Group, c.Mapping), n.of(c.Group.Ref()))
}

// Sentence implements Change.
func (c EditMapping) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("replace mapping %s of group %s by %s of %s",
		n.mapping(c.Group, c.Mapping), n.of(c.Group.Ref()), Quoted(c.GroupName), Quoted(c.Connection))
}

// Sentence implements Change.
func (c CreateRole) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("create role %s in application %s with %s",
		Quoted(c.Name), naming{g, d}.of(c.Application.Ref()), counted(len(c.Permissions), "permission"))
}

// Sentence implements Change.
func (c EditRole) Sentence(g *Graph, d *Directory) string {
	return edited("role", c.Role.Ref(), c.Name, naming{g, d})
}

// Sentence implements Change.
func (c DeleteRole) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("delete role %s", naming{g, d}.of(c.Role.Ref()))
}

// Sentence implements Change.
func (c AddPermission) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("add permission %s to role %s", n.of(c.Permission.Ref()), n.of(c.Role.Ref()))
}

// Sentence implements Change.
func (c RemovePermission) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("remove permission %s from role %s", n.of(c.Permission.Ref()), n.of(c.Role.Ref()))
}

// Sentence implements Change.
func (c AssignRole) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("assign role %s to user %s", n.of(c.Role.Ref()), n.of(c.User.Ref()))
}

// Sentence implements Change.
func (c UnassignRole) Sentence(g *Graph, d *Directory) string {
	n := naming{g, d}
	return fmt.Sprintf("take role %s from user %s", n.of(c.Role.Ref()), n.of(c.User.Ref()))
}

// Sentence implements Change.
func (c CreatePermission) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("create permission %s in application %s", Quoted(c.Name), naming{g, d}.of(c.Application.Ref()))
}

// Sentence implements Change.
func (c EditPermission) Sentence(g *Graph, d *Directory) string {
	return edited("permission", c.Permission.Ref(), c.Name, naming{g, d})
}

// Sentence implements Change.
func (c DeletePermission) Sentence(g *Graph, d *Directory) string {
	return fmt.Sprintf("delete permission %s", naming{g, d}.of(c.Permission.Ref()))
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
		return "set nothing in the configuration"
	}
	return "set " + strings.Join(parts, ", ")
}

func edited(kind string, ref Ref, name text.Text, n naming) string {
	old := n.of(ref)
	if n.alone(ref) != Quoted(name) {
		return fmt.Sprintf("edit %s %s, now named %s", kind, old, Quoted(name))
	}
	return fmt.Sprintf("edit %s %s", kind, old)
}

// counted is a number with its noun: no groups, 1 group, 2 groups.
func counted(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "1 " + noun
	default:
		return fmt.Sprintf("%d %ss", n, noun)
	}
}
