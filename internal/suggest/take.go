package suggest

import (
	"slices"

	"authzx/internal/rbac"
)

// network is all that leads from the user to the permission, role or group: nodes are what paths go
// through, an edge with changes is a tie that these cut, one without can't be cut by
// itself.
type network struct {
	g     *rbac.Graph
	wish  Goal
	at    *rbac.Access
	nodes map[node]int
	edges []edge
	from  [][]int // node -> edges that begin there, those back included
}

// node is the user, a group, a role or the permission of the goal; or, beside these, being a
// direct member of a group, or a mapping.
type node struct {
	part part
	ref  rbac.Ref
}

type part string

const (
	itself     part = ""
	membership part = "membership"
	mapping    part = "mapping"
)

func newNetwork(g *rbac.Graph, w Goal) *network {
	n := &network{g: g, wish: w, at: g.Access(rbac.Query{User: w.User, Login: w.Login}), nodes: make(map[node]int)}
	n.number(node{ref: w.User.Ref()})
	n.number(node{ref: w.Thing})
	n.memberships()
	n.mappings()
	for _, group := range n.at.Groups() {
		n.above(group)
	}
	n.roles()
	return n
}

// number is the number of a node, given when it is new.
func (n *network) number(at node) int {
	i, known := n.nodes[at]
	if !known {
		i = len(n.from)
		n.nodes[at] = i
		n.from = append(n.from, nil)
	}
	return i
}

// tie adds an edge that changes cut, if the server takes them.
func (n *network) tie(a, b node, cut ...rbac.Change) {
	room := len(cut)
	if room == 0 || frozen(n.g, cut[0]) || !applies(n.g, cut) {
		room, cut = endless, nil
	}
	x, y := n.number(a), n.number(b)
	n.from[x] = append(n.from[x], len(n.edges))
	n.from[y] = append(n.from[y], len(n.edges)+1)
	n.edges = append(n.edges, edge{to: y, room: room, cut: cut}, edge{to: x})
}

func applies(g *rbac.Graph, changes []rbac.Change) bool {
	_, _, err := rbac.ApplyAll(g, changes)
	return err == nil
}

// memberships tie the user to being a member, and that to the group: mappings that
// name the group hang on it as well.
func (n *network) memberships() {
	user := node{ref: n.wish.User.Ref()}
	for _, group := range n.at.DirectGroups() {
		member := node{membership, group.Ref()}
		n.tie(user, member, rbac.RemoveMember(group, n.wish.User))
		n.tie(member, node{ref: group.Ref()})
	}
}

func (n *network) mappings() {
	if n.wish.Login == nil || n.wish.Login.Connection.IsZero() {
		return
	}
	for _, m := range n.g.Mappings().On(n.wish.Login.Connection) {
		rule := node{mapping + part(m.Group.Raw()), rbac.Ref{Kind: rbac.KindMapping, ID: m.Mapping.ID.Text}}
		if _, again := n.nodes[rule]; again {
			continue
		}
		met := slices.Contains(n.wish.Login.IdPGroups, m.Mapping.GroupName)
		if met {
			n.tie(node{ref: n.wish.User.Ref()}, rule)
		}
		for _, group := range n.at.DirectGroups() {
			if n.g.Name(group.Ref()) == m.Mapping.GroupName {
				n.tie(node{membership, group.Ref()}, rule)
				met = true
			}
		}
		if met {
			n.tie(rule, node{ref: m.Group.Ref()}, rbac.RemoveMapping{Group: m.Group, Mapping: m.Mapping.ID})
		}
	}
}

// above ties a group to those that nest it.
func (n *network) above(group rbac.GroupID) {
	for _, parent := range n.g.Parents(group) {
		if parent != group {
			n.tie(node{ref: group.Ref()}, node{ref: parent.Ref()}, rbac.RemoveNested(parent, group))
		}
	}
}

// roles tie groups and the user to the roles that hold the permission, and these to it;
// or to the role that is to be taken.
func (n *network) roles() {
	user, permission := node{ref: n.wish.User.Ref()}, n.wish.permission()
	for _, role := range n.wish.roles(n.g) {
		if !n.at.Has(role.Ref()) {
			continue
		}
		at := node{ref: role.Ref()}
		for _, group := range n.g.RoleGroups(role) {
			if n.at.Has(group.Ref()) {
				n.tie(node{ref: group.Ref()}, at, rbac.RevokeRole(group, role))
			}
		}
		if slices.Contains(n.g.DirectRoles(n.wish.User), role) {
			n.tie(user, at, rbac.UnassignRole(n.wish.User, role))
		}
		if !permission.IsZero() {
			n.tie(at, node{ref: permission.Ref()}, n.emptied(role, permission)...)
		}
	}
}

// emptied take a permission out of a role, and with it those of other applications: the
// server takes no list with any of these.
func (n *network) emptied(role rbac.RoleID, permission rbac.PermissionID) []rbac.Change {
	r, _ := n.g.Role(role)
	var cut []rbac.Change
	for i, id := range r.Permissions {
		p, known := n.g.Permission(id)
		if known && p.Application != r.Application && id != permission && !slices.Contains(r.Permissions[:i], id) {
			cut = append(cut, rbac.RemovePermission(role, id))
		}
	}
	return append(cut, rbac.RemovePermission(role, permission))
}

// cuts are the smallest sets of changes after which nothing leads to the permission.
func (n *network) cuts() []candidate {
	alone := make(map[string]Score) // what one change alters by itself
	var list []candidate
	for _, changes := range n.smallest() {
		c := candidate{changes: changes}
		if !n.wish.permission().IsZero() {
			c.least = Score{1, 1, 0}
		}
		for _, change := range changes {
			if len(changes) == 1 {
				break
			}
			key := rbac.ChangeKey(change)
			score, known := alone[key]
			if !known {
				score = n.alone(change)
				alone[key] = score
			}
			c.least = Score{max(c.least.Permissions, score.Permissions), max(c.least.Users, score.Users), 0}
		}
		if n.wish.Login != nil {
			c.least = Score{}
		}
		list = append(list, c)
	}
	return list
}

func (n *network) alone(change rbac.Change) Score {
	after, err := change.Apply(n.g)
	if err != nil {
		return Score{}
	}
	return scoreOf(rbac.Diff(n.g, after))
}
