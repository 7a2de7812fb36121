package drawing

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
)

// Tenant is all groups and roles: which group nests which and grants what.
func Tenant(g *rbac.Graph, d *rbac.Directory) Picture {
	b := newBuilder(g, d)
	for _, group := range g.Groups() {
		b.node(group.ID.Ref())
	}
	for _, role := range g.Roles() {
		b.node(role.ID.Ref())
	}
	for _, group := range g.Groups() {
		for _, child := range group.Nested {
			b.tie(rbac.StepNested, child.Ref(), group.ID.Ref())
		}
		b.grants(group)
	}
	return b.Picture
}

// Of is the surroundings of one thing: what a user has; what is above and below a
// group; who holds a role, and by which groups.
func Of(g *rbac.Graph, d *rbac.Directory, subject rbac.Ref) Picture {
	b := newBuilder(g, d)
	b.node(subject)
	switch subject.Kind {
	case rbac.KindUser:
		b.access(rbac.UserID{Text: subject.ID})
	case rbac.KindGroup:
		b.family(rbac.GroupID{Text: subject.ID})
	case rbac.KindRole:
		b.holders(rbac.RoleID{Text: subject.ID})
	}
	return b.Picture
}

type builder struct {
	Picture
	g       *rbac.Graph
	data    catalog.Data
	circles map[rbac.GroupID]int
	at      map[rbac.Ref]int
	tied    map[Edge]bool
}

func newBuilder(g *rbac.Graph, d *rbac.Directory) *builder {
	return &builder{g: g, data: catalog.Data{Graph: g, Directory: d}, circles: g.Circles(), at: make(map[rbac.Ref]int), tied: make(map[Edge]bool)}
}

// node is the place of a thing, which is added where it isn't there yet.
func (b *builder) node(ref rbac.Ref) int {
	at, ok := b.at[ref]
	if !ok {
		at = len(b.Nodes)
		b.at[ref] = at
		b.Nodes = append(b.Nodes, b.described(ref))
	}
	return at
}

func (b *builder) described(ref rbac.Ref) Node {
	of, row := catalog.Of(ref.Kind), catalog.Row{Ref: ref}
	n := Node{Ref: ref, Name: of.Label(&b.data, ref.ID), Gist: of.Gist(&b.data, ref), Shape: of.Shape}
	n.Missing = !b.data.Exists(ref) && of.Missing(&b.data) == nil
	if ref.Kind == rbac.KindGroup {
		_, n.Cycle = b.circles[rbac.GroupID{Text: ref.ID}]
	}
	for _, c := range of.Picture {
		fact := Fact{Key: c.Key, Numeric: c.Role == catalog.Number}
		if fact.Numeric {
			fact.Number = int(c.Cell(&b.data, row).Number)
		} else {
			fact.Text = c.Of(&b.data, row).Text
		}
		n.Facts = append(n.Facts, fact)
	}
	return n
}

// tie adds an edge once.
func (b *builder) tie(kind rbac.StepKind, from, to rbac.Ref) {
	e := Edge{Kind: kind, From: b.node(from), To: b.node(to)}
	if kind == rbac.StepNested {
		below, in := b.circles[rbac.GroupID{Text: from.ID}]
		above, too := b.circles[rbac.GroupID{Text: to.ID}]
		e.Cycle = in && too && below == above
	}
	if !b.tied[e] {
		b.tied[e] = true
		b.Edges = append(b.Edges, e)
	}
}

func (b *builder) grants(group rbac.Group) {
	for _, role := range group.Roles {
		b.tie(rbac.StepRole, group.ID.Ref(), role.Ref())
	}
}

// access is the groups, roles and permissions of a user.
func (b *builder) access(user rbac.UserID) {
	a := b.g.Access(rbac.Query{User: user})
	for _, group := range a.DirectGroups() {
		b.tie(rbac.StepMember, user.Ref(), group.Ref())
	}
	for _, id := range a.Groups() {
		for _, parent := range b.g.Parents(id) {
			b.tie(rbac.StepNested, id.Ref(), parent.Ref())
		}
		group, _ := b.g.Group(id)
		b.grants(group)
	}
	for _, role := range b.g.DirectRoles(user) {
		b.tie(rbac.StepDirect, user.Ref(), role.Ref())
	}
	for _, id := range a.Roles() {
		role, _ := b.g.Role(id)
		for _, permission := range role.Permissions {
			b.tie(rbac.StepPermission, id.Ref(), permission.Ref())
		}
	}
}

// family is what is above and below a group, and the roles that its members have by it.
func (b *builder) family(id rbac.GroupID) {
	within := map[rbac.GroupID]bool{id: true}
	above := append([]rbac.GroupID{id}, groupsOf(b.g.Above(id))...)
	below := groupsOf(b.g.Below(id))
	for _, list := range [][]rbac.GroupID{above, below} {
		for _, group := range list {
			within[group] = true
		}
	}
	b.nesting(append(above, below...), within)
	for _, granting := range above {
		group, _ := b.g.Group(granting)
		b.grants(group)
	}
}

// nesting ties the groups of a list to those that nest them, within a set.
func (b *builder) nesting(list []rbac.GroupID, within map[rbac.GroupID]bool) {
	for _, child := range list {
		for _, parent := range b.g.Parents(child) {
			if within[parent] {
				b.tie(rbac.StepNested, child.Ref(), parent.Ref())
			}
		}
	}
}

// holders is everybody who has a role, with the groups between.
func (b *builder) holders(id rbac.RoleID) {
	within := make(map[rbac.GroupID]bool)
	var list []rbac.GroupID
	add := func(group rbac.GroupID) {
		if !within[group] {
			within[group] = true
			list = append(list, group)
		}
	}
	for _, granting := range b.g.RoleGroups(id) {
		add(granting)
		b.tie(rbac.StepRole, granting.Ref(), id.Ref())
		for _, below := range b.g.Below(granting) {
			add(below.Group)
		}
	}
	b.nesting(list, within)
	for _, group := range list {
		record, _ := b.g.Group(group)
		for _, user := range record.Members {
			b.tie(rbac.StepMember, user.Ref(), group.Ref())
		}
	}
	role, _ := b.g.Role(id)
	for _, user := range role.Users {
		b.tie(rbac.StepDirect, user.Ref(), id.Ref())
	}
}

func groupsOf(relatives []rbac.Relative) []rbac.GroupID {
	ids := make([]rbac.GroupID, len(relatives))
	for i, k := range relatives {
		ids[i] = k.Group
	}
	return ids
}
