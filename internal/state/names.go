package state

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// namer says how each thing of a source is called in a state file.
type namer struct {
	graph        *rbac.Graph
	applications map[rbac.ClientID]text.Text // their names
	appNames     map[text.Text]int           // how many are called so
	appIDs       map[text.Text]bool
	count        map[key]int // how many roles, permissions, groups are called so
	apart        map[key]int // the same within an application
}

// key is a kind and a name, of an application or of all.
type key struct {
	kind rbac.Kind
	app  rbac.ClientID
	name text.Text
}

func newNamer(g *rbac.Graph, applications []rbac.Application) *namer {
	n := &namer{
		graph: g, applications: make(map[rbac.ClientID]text.Text), appNames: make(map[text.Text]int),
		appIDs: make(map[text.Text]bool), count: make(map[key]int), apart: make(map[key]int),
	}
	for _, a := range applications {
		n.applications[a.ID] = a.Name
		n.appNames[a.Name]++
		n.appIDs[a.ID.Text] = true
	}
	seen := make(map[rbac.Ref]bool)
	add := func(ref rbac.Ref, app rbac.ClientID, name text.Text) {
		if !seen[ref] && !name.IsZero() {
			seen[ref] = true
			n.count[key{kind: ref.Kind, name: name}]++
			n.apart[key{ref.Kind, app, name}]++
		}
	}
	for _, r := range g.Groups() {
		add(r.ID.Ref(), rbac.ClientID{}, r.Name)
	}
	for _, r := range g.Roles() {
		add(r.ID.Ref(), r.Application, r.Name)
	}
	for _, r := range g.Permissions() {
		add(r.ID.Ref(), r.Application, r.Name)
	}
	return n
}

// application is what an application is called: its name where it alone has it,
// else its client id.
func (n *namer) application(id rbac.ClientID) string {
	name, known := n.applications[id]
	if known && !name.IsZero() && n.appNames[name] == 1 && (!n.appIDs[name] || name == id.Text) {
		return quote(name)
	}
	if n.appNames[id.Text] > 0 {
		return "{ client_id = " + quote(id.Text) + " }"
	}
	return quote(id.Text)
}

// own reports whether a record is found by its name, and its application where it
// has one.
func (n *namer) own(ref rbac.Ref) bool {
	name, app := n.described(ref)
	return !name.IsZero() && n.apart[key{ref.Kind, app, name}] == 1
}

func (n *namer) described(ref rbac.Ref) (name text.Text, app rbac.ClientID) {
	switch ref.Kind {
	case rbac.KindRole:
		r, _ := n.graph.Role(rbac.RoleID{Text: ref.ID})
		return r.Name, r.Application
	case rbac.KindPermission:
		r, _ := n.graph.Permission(rbac.PermissionID{Text: ref.ID})
		return r.Name, r.Application
	}
	return n.graph.Name(ref), rbac.ClientID{}
}

// reference is how a list names a thing, and why if not by its name.
func (n *namer) reference(ref rbac.Ref) (value, why string) {
	name, app := n.described(ref)
	switch {
	case name.IsZero():
		return "{ id = " + quote(ref.ID) + " }", "nothing has this id"
	case !n.own(ref):
		return "{ id = " + quote(ref.ID) + " }", "several are called " + name.String()
	case n.count[key{kind: ref.Kind, name: name}] > 1:
		return "{ name = " + quote(name) + ", application = " + n.application(app) + " }", ""
	}
	return quote(name), ""
}
