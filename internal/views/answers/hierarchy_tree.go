package answers

import (
	"fmt"
	"slices"

	"authzx/internal/drawing"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// hierarchyTree answers what lies below a place in the hierarchy of groups, one level
// at a time. Of one group it gives what is above it, as far as it leads there, and all
// that is below.
type hierarchyTree struct {
	theme   *theme.Theme
	data    *desk.Data
	of      rbac.GroupID // zero for all groups
	roles   bool         // shown as well
	roots   []rbac.GroupID
	above   map[rbac.GroupID]rbac.GroupID // each group above it: the next on the shortest way down to it
	below   int                           // how many are below it
	circles map[rbac.GroupID]int
}

// newHierarchyTree lays the groups out at one state of the data.
func newHierarchyTree(th *theme.Theme, d *desk.Data, of rbac.GroupID, roles bool) *hierarchyTree {
	t := &hierarchyTree{theme: th, data: d, of: of, roles: roles, circles: d.Graph.Circles()}
	switch {
	case of == rbac.GroupID{}:
		t.roots = drawing.Roots(d.Graph)
	case d.Exists(of.Ref()):
		t.above, t.below = reach(of, d.Graph.Parents), len(reach(of, d.Graph.Children))
		for _, id := range drawing.Roots(d.Graph) {
			if t.leadsTo(id) {
				t.roots = append(t.roots, id)
			}
		}
	}
	return t
}

// reach is every other group that steps lead to from one, each with the group that comes
// before it on a shortest way.
func reach(from rbac.GroupID, step func(rbac.GroupID) []rbac.GroupID) map[rbac.GroupID]rbac.GroupID {
	before := make(map[rbac.GroupID]rbac.GroupID)
	for queue := []rbac.GroupID{from}; len(queue) > 0; queue = queue[1:] {
		for _, id := range step(queue[0]) {
			if _, seen := before[id]; !seen && id != from {
				before[id] = queue[0]
				queue = append(queue, id)
			}
		}
	}
	return before
}

// leadsTo reports whether a group is the one asked about, or above it.
func (t *hierarchyTree) leadsTo(id rbac.GroupID) bool {
	_, above := t.above[id]
	return above || id == t.of
}

// place is the path from the first root down to the group asked about.
func (t *hierarchyTree) place() []rbac.Ref {
	if len(t.roots) == 0 {
		return nil
	}
	var path []rbac.Ref
	for id := t.roots[0]; id != t.of; id = t.above[id] {
		path = append(path, id.Ref())
	}
	return append(path, t.of.Ref())
}

// children gives the nodes below path.
func (t *hierarchyTree) children(path []rbac.Ref) []widget.Node[rbac.Ref] {
	if len(path) == 0 {
		return t.groups(nil, t.roots)
	}
	at := path[len(path)-1]
	if at.Kind != rbac.KindGroup {
		return nil
	}
	group := t.data.Group(at)
	nested := group.Nested
	if onWay := t.above != nil && !slices.Contains(path, t.of.Ref()); onWay {
		nested = slices.DeleteFunc(slices.Clone(nested), func(id rbac.GroupID) bool { return !t.leadsTo(id) })
	}
	var nodes []widget.Node[rbac.Ref]
	if t.roles {
		nodes = t.granted(group.Roles)
	}
	return append(nodes, t.groups(path, nested)...)
}

// groups are the nodes of groups below path, each once.
func (t *hierarchyTree) groups(path []rbac.Ref, ids []rbac.GroupID) []widget.Node[rbac.Ref] {
	nodes := make([]widget.Node[rbac.Ref], 0, len(ids))
	seen := make(map[rbac.GroupID]bool, len(ids))
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		ref := id.Ref()
		group, known := t.data.Graph.Group(id)
		closes := slices.Contains(path, ref)
		name := t.data.Name(ref)
		style := t.theme.Group
		if id == t.of {
			style = t.theme.Strong
		}
		nodes = append(nodes, widget.Node[rbac.Ref]{
			Key: ref, Label: widget.Spans{widget.Foreign(style, name)}, Search: name,
			Leaf:  !known || closes || len(group.Nested) == 0 && !(t.roles && len(group.Roles) > 0),
			Aside: func() widget.Spans { return t.beside(id, closes) },
		})
	}
	return nodes
}

// granted are the nodes of roles, each once.
func (t *hierarchyTree) granted(ids []rbac.RoleID) []widget.Node[rbac.Ref] {
	var nodes []widget.Node[rbac.Ref]
	seen := make(map[rbac.RoleID]bool, len(ids))
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		ref := id.Ref()
		name := t.data.Name(ref)
		label := widget.Spans{widget.Foreign(t.theme.Role, name)}
		nodes = append(nodes, widget.Node[rbac.Ref]{Key: ref, Label: label, Search: name, Leaf: true, Aside: func() widget.Spans { return t.besideRole(ref) }})
	}
	return nodes
}

func (t *hierarchyTree) besideRole(ref rbac.Ref) widget.Spans {
	if !t.data.Exists(ref) {
		return t.fault("does not exist")
	}
	aside := widget.Spans{widget.Say(t.theme.Muted, "  role")}
	if app := t.data.ApplicationOf(ref); !app.IsZero() {
		aside = append(aside, widget.Say(t.theme.Muted, " of "), widget.Foreign(t.theme.Application, t.data.ApplicationName(app)))
	}
	return aside
}

// beside is how many belong to a group and what is odd about its place; closes says
// that it stands above this place already.
func (t *hierarchyTree) beside(id rbac.GroupID, closes bool) widget.Spans {
	group, known := t.data.Graph.Group(id)
	if !known {
		return t.fault("does not exist")
	}
	direct, all := t.data.Graph.MemberCount(id)
	says := text.Counted(direct, "member")
	if all != direct {
		says += fmt.Sprintf(", %d total", all)
	}
	if n := len(group.Roles); n > 0 {
		says += ", " + text.Counted(n, "role")
	}
	aside := widget.Spans{widget.Say(t.theme.Muted, widget.Words("  "+says))}
	if n := t.places(id); n > 1 {
		aside = append(aside, widget.Sayf(t.theme.Accent, "  in %d groups", n))
	}
	_, circles := t.circles[id]
	switch {
	case closes:
		aside = append(aside, t.fault("cycle: see above")...)
	case circles:
		aside = append(aside, t.fault("in a cycle")...)
	}
	return aside
}

// places is in how many other groups a group is nested.
func (t *hierarchyTree) places(id rbac.GroupID) int {
	n := 0
	for _, parent := range t.data.Graph.Parents(id) {
		if parent != id {
			n++
		}
	}
	return n
}

func (t *hierarchyTree) fault(words widget.Words) widget.Spans {
	return widget.Spans{widget.Say(t.theme.Warn, "  "+t.theme.Glyphs.Warning+" "+words)}
}
