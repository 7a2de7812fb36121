package answers

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// leftFolded says that not all could be unfolded.
const leftFolded = "too many lines, so the rest stays collapsed: {unfold_all} further down expands more"

const (
	// unfoldedAtOnce is up to how many groups a hierarchy opens with all unfolded.
	unfoldedAtOnce = 100
	// searched is how many places a filter looks at.
	searched = 20_000
)

// hierarchy is which group nests which: all groups, or what is above and below one.
type hierarchy struct {
	ui.Plain
	desk   *desk.Desk
	of     rbac.GroupID // zero for all groups
	source *hierarchyTree
	tree   *widget.Tree[rbac.Ref]
	tabs   *widget.Tabs
	filter *widget.Filter
	aside  *desk.Aside
	placed bool // unfolded, and the cursor put where it begins
	w, h   int
}

// HierarchyRoute leads to what is above and below a group; to all groups where it is
// the zero id.
func HierarchyRoute(of rbac.GroupID) ui.Route {
	return ui.Route{Kind: desk.RouteHierarchy, ID: of.Text}
}

// AskHierarchy shows where the first group among things stands; false where there is
// none.
func AskHierarchy(d *desk.Desk, refs []rbac.Ref) (ui.Cmd, bool) {
	for _, ref := range refs {
		switch ref.Kind {
		case rbac.KindGroup:
			return ui.Tell(ui.Open{Route: HierarchyRoute(desk.GroupID(ref))}), true
		case rbac.KindMapping:
			group, _, _ := d.Data.Mapping(ref)
			return ui.Tell(ui.Open{Route: HierarchyRoute(group)}), true
		}
	}
	return nil, false
}

// NewHierarchy makes the hierarchy of one group, or of all where it is the zero id.
func NewHierarchy(d *desk.Desk, of rbac.GroupID) *hierarchy {
	s := &hierarchy{desk: d, of: of, tabs: widget.NewTabs(d.Theme), filter: widget.NewFilter(d.Theme)}
	s.source = newHierarchyTree(d.Theme, d.Data, of, false)
	s.tree = widget.NewTree(d.Theme, func(path []rbac.Ref) []widget.Node[rbac.Ref] { return s.source.children(path) })
	s.tabs.SetTabs(widget.Tab{Title: "Groups", Count: -1}, widget.Tab{Title: "With roles", Count: -1})
	s.filter.SetHint("part of a name")
	s.aside = desk.NewAside(s, d, ui.ListWidth, kinds.Overview(d.Theme))
	return s
}

func (s *hierarchy) Init() ui.Cmd {
	s.reload()
	return s.follow()
}

// follow tells of what is under the cursor now.
func (s *hierarchy) follow() ui.Cmd { return s.aside.Follow(s.current()) }

// reload shows the desk's present data. What was unfolded stays so.
func (s *hierarchy) reload() {
	s.source = newHierarchyTree(s.desk.Theme, s.desk.Data, s.of, s.tabs.Active() == 1)
	s.tree.SetEmpty(s.emptyLines()...)
	s.tree.Reload()
	if s.filter.On() {
		s.tree.Load(searched)
		s.tree.SetFilter(s.filter.Query())
	}
	if !s.placed && s.tree.Len() > 0 {
		s.placed = true
		s.place()
	}
}

// place unfolds what there is room for; of one group all that is above it, with the
// cursor on the group.
func (s *hierarchy) place() {
	if !s.of.IsZero() {
		s.tree.UnfoldWhere(func(ref rbac.Ref) bool { return s.source.leadsTo(desk.GroupID(ref)) })
		s.tree.Select(s.source.place())
	}
	if s.of.IsZero() && len(s.desk.Data.Graph.Groups()) <= unfoldedAtOnce || s.source.below > 0 && s.source.below <= unfoldedAtOnce {
		s.unfoldAround()
	}
}

// unfoldAround unfolds all groups, or all that is below the one in question.
func (s *hierarchy) unfoldAround() {
	if s.of.IsZero() {
		s.tree.UnfoldWhere(func(rbac.Ref) bool { return true })
		return
	}
	s.tree.UnfoldAll()
}

func (s *hierarchy) emptyLines() []widget.Spans {
	if lines := s.desk.NotYet(); lines != nil {
		return lines
	}
	th := s.desk.Theme
	switch {
	case s.desk.Data.Graph.Missing().Groups != nil:
		return []widget.Spans{append(widget.Spans{widget.Sayf(th.Muted, "%s. ", desk.Wording(s.desk.Data.Graph.Missing().Words()))}, widget.Keyed(th, th.Muted, "{refresh} tries again.")...)}
	case !s.of.IsZero():
		return []widget.Spans{append(widget.Spans{widget.Say(th.Warn, "No such group. ")}, widget.Keyed(th, th.Warn, "{escape} goes back.")...)}
	}
	return []widget.Spans{widget.Keyed(th, th.Muted, "No groups yet. {go_groups} opens the list, where you can create one.")}
}

func (s *hierarchy) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.source.data != s.desk.Data {
			s.reload()
		}
		return s.follow()
	}
	cmd, _ := s.aside.Update(msg)
	return cmd
}

// Close ends what runs.
func (s *hierarchy) Close() { s.aside.Close() }

func (s *hierarchy) SetSize(w, h int) {
	s.w, s.h = w, h
	s.tabs.SetSize(w, 1)
	s.filter.SetSize(w, 1)
	h = max(h-s.head(), 0)
	s.tree.SetSize(s.aside.SetSize(w, h), h)
}

// head is how many lines stand above the tree.
func (s *hierarchy) head() int {
	if s.filtering() {
		return 3
	}
	return 2
}

func (s *hierarchy) filtering() bool { return s.filter.Active() || s.filter.On() }

func (s *hierarchy) View() string {
	parts := []string{s.tabs.View(), widget.Line(s.desk.Theme, s.w, s.summary()...)}
	if s.filtering() {
		parts = append(parts, s.filter.View())
	}
	return strings.TrimSuffix(strings.Join(append(parts, s.aside.View(s.tree.View())), "\n"), "\n")
}

func (s *hierarchy) summary() widget.Spans {
	th, t := s.desk.Theme, s.source
	switch {
	case len(t.roots) == 0:
		return nil
	case s.of.IsZero():
		groups := widget.Words(text.Counted(len(t.data.Graph.Groups()), "group"))
		return widget.Spans{widget.Sayf(th.Muted, " %s, %d at the top, %d in cycles", groups, len(t.roots), len(t.circles))}
	}
	return widget.Spans{
		widget.Say(th.Text, " "), widget.Foreign(th.Group, t.data.Name(s.of.Ref())),
		widget.Sayf(th.Muted, ": %s above, %d below", widget.Words(text.Counted(len(t.above), "group")), t.below),
	}
}

func (s *hierarchy) Title() string {
	if s.of.IsZero() {
		return "Hierarchy"
	}
	return fmt.Sprintf("%s: hierarchy", s.desk.Data.Name(s.of.Ref()))
}

func (s *hierarchy) Layers() []ui.Layer {
	if s.Capturing() {
		return []ui.Layer{ui.FilterLayer}
	}
	return []ui.Layer{ui.HierarchyLayer, ui.TreeLayer, ui.GlobalLayer}
}

func (s *hierarchy) Capturing() bool { return s.filter.Active() }

func (s *hierarchy) Entry(msg tea.Msg) ui.Cmd {
	if s.filter.Update(msg) {
		s.tree.SetFilter(s.filter.Query())
	}
	return s.follow()
}

// EscapeStep clears the filter.
func (s *hierarchy) EscapeStep() (ui.Cmd, bool) {
	cleared := s.unfilter()
	return s.follow(), cleared
}

// unfilter clears the filter; false when there was none.
func (s *hierarchy) unfilter() bool {
	if !s.filtering() {
		return false
	}
	s.filter.Clear()
	s.tree.SetFilter(widget.Query{})
	s.SetSize(s.w, s.h)
	return true
}

func (s *hierarchy) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.UnfoldAll, ui.NextTab, ui.GoHierarchy, ui.Filter}
}

// Act does what a key means here, and tells of what is under the cursor then.
func (s *hierarchy) Act(a ui.Action) (ui.Cmd, bool) {
	cmd, ok := s.act(a)
	return ui.Batch(cmd, s.follow()), ok
}

func (s *hierarchy) act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.tree.Go(m)
		return nil, true
	}
	switch a {
	case ui.NextTab, ui.PrevTab, ui.NextPane, ui.PrevPane:
		s.tabs.Next() // of two
		s.reload()
	case ui.Enter, ui.Preview:
		return s.desk.Open(s.current()), true
	case ui.Into:
		s.tree.Unfold()
	case ui.Out:
		return nil, s.tree.Fold()
	case ui.UnfoldAll:
		if !s.tree.UnfoldAll() {
			return s.desk.Say(leftFolded), true
		}
	case ui.Filter:
		return s.openFilter(), true
	case ui.Accept:
		s.filter.Close()
		s.SetSize(s.w, s.h)
	case ui.Escape:
		return nil, s.filter.Active() && s.unfilter()
	case ui.GoHierarchy:
		if at := s.group(); at != s.of {
			return AskHierarchy(s.desk, []rbac.Ref{at.Ref()})
		}
		return nil, false // on the group itself it leads to all groups
	default:
		return s.desk.Actions.Act(a, []rbac.Ref{s.current()})
	}
	return nil, true
}

// openFilter opens the filter line, which finds what is still folded, too.
func (s *hierarchy) openFilter() ui.Cmd {
	s.filter.Open()
	s.SetSize(s.w, s.h)
	if !s.tree.Load(searched) {
		return s.desk.Say("only the %d places nearest the top are searched", searched)
	}
	return nil
}

// current is the thing under the cursor; the zero Ref where there is none.
func (s *hierarchy) current() rbac.Ref {
	if path := s.tree.Current(); len(path) > 0 {
		return path[len(path)-1]
	}
	return rbac.Ref{}
}

// group is the group under the cursor, or that grants the role there.
func (s *hierarchy) group() rbac.GroupID {
	for _, ref := range slices.Backward(s.tree.Current()) {
		if ref.Kind == rbac.KindGroup {
			return desk.GroupID(ref)
		}
	}
	return s.of
}

// WhyNot is about what the line under the cursor has no part in.
func (s *hierarchy) WhyNot(a ui.Action) widget.Words {
	none := s.tree.Len() == 0
	switch {
	case a == ui.Export:
		return "trees aren't exported here: use authzx tree"
	case a == ui.Filter && !s.filtering() && none:
		return "nothing to filter"
	case !slices.Contains([]ui.Action{ui.Enter, ui.Into, ui.UnfoldAll, ui.Preview, ui.CopyID, ui.CopyMenu, ui.WhoCan}, a):
		return ""
	case none:
		return "no row selected"
	case (a == ui.UnfoldAll || a == ui.Into) && s.tree.AtLeaf():
		return "nothing below this line"
	}
	return s.desk.Actions.WhyNot(a, s.current().Kind, 1)
}

// Mouse is the screen itself.
func (s *hierarchy) Mouse() ui.Clicker { return s }

// Click turns to the other tab, puts the cursor on a line, or scrolls.
func (s *hierarchy) Click(x, y, lines int) ui.Cmd {
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	before := s.tabs.Active()
	if desk.TabClicked(s.tabs, x, y, lines) {
		if s.tabs.Active() != before {
			s.reload()
		}
		return s.follow()
	}
	s.tree.SelectLine(y - s.head())
	return s.follow()
}
