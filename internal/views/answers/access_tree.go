package answers

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// The kinds of nodes of the access tree that are no things of the tenant.
const (
	kindWay    rbac.Kind = "way"    // how a path begins: direct, member, mapping
	kindHeader rbac.Kind = "header" // an application as a heading
)

// accessTree answers what lies below a node of the access tree: applications,
// what the user has of each, and for each thing its causes, one level at a time.
type accessTree struct {
	theme  *theme.Theme
	data   *desk.Data
	access *rbac.Access
	of     rbac.Kind // permissions, roles or groups at the roots
	lacks  bool      // shown is what the user has not
}

// children gives the nodes below path; the keys of the nodes are what they show.
func (t *accessTree) children(path []rbac.Ref) []widget.Node[rbac.Ref] {
	switch {
	case t.access == nil:
		return nil
	case len(path) == 0 && t.of == rbac.KindGroup:
		return t.things(t.groups())
	case len(path) == 0:
		return t.headers()
	case len(path) == 1 && path[0].Kind == kindHeader:
		return t.things(t.within(rbac.ClientID{Text: path[0].ID}))
	}
	return t.causes(path)
}

func (t *accessTree) groups() []rbac.Ref {
	var refs []rbac.Ref
	for _, id := range t.access.Groups() {
		refs = append(refs, id.Ref())
	}
	return refs
}

// headers are the applications in which the user has something.
func (t *accessTree) headers() []widget.Node[rbac.Ref] {
	counts := map[rbac.ClientID]int{}
	var order []rbac.ClientID
	for _, ref := range t.all() {
		app := t.data.ApplicationOf(ref)
		if counts[app] == 0 {
			order = append(order, app)
		}
		counts[app]++
	}
	nodes := make([]widget.Node[rbac.Ref], 0, len(order))
	for _, app := range order {
		label := widget.Spans{widget.Foreign(t.theme.Application, t.data.ApplicationName(app))}
		nodes = append(nodes, widget.Node[rbac.Ref]{Key: rbac.Ref{Kind: kindHeader, ID: app.Text}, Label: label, Count: counts[app]})
	}
	return nodes
}

// all are the things at the roots, of all applications.
func (t *accessTree) all() []rbac.Ref {
	var refs []rbac.Ref
	if t.lacks {
		return t.lacked()
	}
	if t.of == rbac.KindRole {
		for _, id := range t.access.Roles() {
			refs = append(refs, id.Ref())
		}
		return refs
	}
	for _, id := range t.access.Permissions() {
		refs = append(refs, id.Ref())
	}
	return refs
}

// lacked are the permissions, of the application where one is chosen, that the user has
// not.
func (t *accessTree) lacked() []rbac.Ref {
	var refs []rbac.Ref
	app := t.access.Query().Application
	for _, p := range t.data.Graph.Permissions() {
		if ref := p.ID.Ref(); !t.access.Has(ref) && (app.IsZero() || p.Application == app) {
			refs = append(refs, ref)
		}
	}
	return refs
}

func (t *accessTree) within(app rbac.ClientID) []rbac.Ref {
	var refs []rbac.Ref
	for _, ref := range t.all() {
		if t.data.ApplicationOf(ref) == app {
			refs = append(refs, ref)
		}
	}
	return refs
}

// summaryColumn is the widest name that the ways beside it are lined up behind.
const summaryColumn = 26

// things are nodes that say at once by which way the user has them, so that
// most questions need no unfolding.
func (t *accessTree) things(refs []rbac.Ref) []widget.Node[rbac.Ref] {
	nodes := make([]widget.Node[rbac.Ref], 0, len(refs))
	labels := make([]widget.Spans, len(refs))
	column, effort := 0, rbac.NewEffort()
	for i, ref := range refs {
		labels[i] = widget.Spans{widget.Foreign(desk.KindStyle(t.theme, ref.Kind), t.data.Name(ref))}
		if w := labels[i].Width(); w <= summaryColumn {
			column = max(column, w)
		}
	}
	for i, ref := range refs {
		gap := strings.Repeat(" ", max(column-labels[i].Width(), 0)+2)
		if t.lacks {
			nodes = append(nodes, widget.Node[rbac.Ref]{Key: ref, Label: labels[i], Search: t.data.Name(ref), Leaf: true})
			continue
		}
		label := append(labels[i], widget.Say(t.theme.Muted, widget.Words(gap)))
		nodes = append(nodes, widget.Node[rbac.Ref]{Key: ref, Label: append(label, kinds.ShortestWay(t.theme, t.access, ref, effort)...), Search: t.data.Name(ref)})
	}
	return nodes
}

// causes are what lies below a thing: what grants it, or how the user comes in.
func (t *accessTree) causes(path []rbac.Ref) []widget.Node[rbac.Ref] {
	at := path[len(path)-1]
	if at.Kind == kindWay {
		return nil
	}
	var nodes []widget.Node[rbac.Ref]
	for i, c := range t.access.Causes(at, path[:len(path)-1]...) {
		if c.From.Kind == rbac.KindUser {
			nodes = append(nodes, widget.Node[rbac.Ref]{
				Key: rbac.Ref{Kind: kindWay, ID: wayID(i)}, Label: t.way(c.Step), Leaf: true,
			})
			continue
		}
		name := t.data.Name(c.From)
		label := widget.Spans{
			widget.Sayf(t.theme.Muted, "%s ", widget.Words(relationWord(c.Step.Kind))),
			widget.Foreign(desk.KindStyle(t.theme, c.From.Kind), name),
		}
		nodes = append(nodes, widget.Node[rbac.Ref]{Key: c.From, Label: label, Search: name})
	}
	return nodes
}

func wayID(i int) text.Text { return text.New(strings.Repeat("i", i+1)) }

// relationWord says what leads up to a thing by a step.
func relationWord(k rbac.StepKind) string {
	switch k {
	case rbac.StepPermission:
		return "role"
	case rbac.StepRole:
		return "group"
	}
	return "nested group"
}

// way says how the user comes in at the end of a path.
func (t *accessTree) way(s rbac.Step) widget.Spans {
	user := t.data.Name(t.access.Query().User.Ref())
	who := widget.Foreign(t.theme.User, user)
	switch s.Kind {
	case rbac.StepDirect:
		return widget.Spans{who, widget.Say(t.theme.Muted, " has the role directly")}
	case rbac.StepMember:
		return widget.Spans{who, widget.Say(t.theme.Muted, " is a direct member")}
	}
	spans := widget.Spans{
		widget.Say(t.theme.Muted, "mapping: on login via "),
		widget.Foreign(t.theme.Connection, s.Connection),
	}
	if s.Via == rbac.ViaGroup {
		return append(spans, widget.Say(t.theme.Muted, ", as a direct member of "), widget.Foreign(t.theme.Group, s.GroupName))
	}
	return append(spans, widget.Say(t.theme.Muted, ", with IdP group "), widget.Foreign(t.theme.Text, s.GroupName))
}
