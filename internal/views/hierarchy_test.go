package views

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/answers"
	"authzx/internal/views/desk"
)

// exploreGroups opens the explorer on a tenant of these groups.
func exploreGroups(t *testing.T, groups ...rbac.Group) *driver {
	t.Helper()
	graph := rbac.Index(rbac.Document{Groups: groups, Roles: []rbac.Role{{ID: rbac.RoleOf("r"), Name: text.New("Reader")}}})
	return exploreAs(t, tenant.State{Graph: graph, Directory: &rbac.Directory{}}, tenant.Identity{Profile: text.New("dev")}, 80, 24)
}

// nesting is a group that is called as its id is.
func nesting(id string, nested ...string) rbac.Group {
	g := rbac.Group{ID: rbac.GroupOf(id), Name: text.New(id)}
	for _, child := range nested {
		g.Nested = append(g.Nested, rbac.GroupOf(child))
	}
	return g
}

// tells fails the test unless a line of the screen holds all of these, in their order.
func (e *driver) tells(parts ...string) {
	e.t.Helper()
	for line := range strings.Lines(e.frame()) {
		for i, part := range parts {
			_, rest, ok := strings.Cut(line, part)
			if !ok {
				break
			}
			line = rest
			if i == len(parts)-1 {
				return
			}
		}
	}
	e.t.Errorf("no line has %q:\n%s", parts, e.frame())
}

func TestFramesOfTheHierarchy(t *testing.T) {
	framesOf(t, "hierarchy", map[string][]string{
		"all": {"H"}, "cycles": {"H", "G"}, "filtered": {"H", "/", "train", "<enter>"},
		"group": {"2", "/", "accounts payable", "<enter>", "H"}, "roles": {"2", "/", "accounts payable", "<enter>", "H", "]"},
	})
}

func TestTheHierarchyOfAGroupBeginsOnTheGroup(t *testing.T) {
	e := explore(t, 80, 24)
	for name, keys := range map[string][]string{
		"in a list":          {"2", "/", "finance", "<enter>", "H"},
		"in its detail":      {"2", "/", "finance", "<enter>", "<enter>", "H"},
		"among its members":  {"2", "/", "finance", "<enter>", "<enter>", "]", "H"},
		"on its document":    {"2", "/", "finance", "<enter>", "<enter>", "[", "H"},
		"in a tab of a user": {"1", "/", "ann archer", "<enter>", "<enter>", "]", "/", "finance", "<enter>", "H"},
	} {
		t.Run(name, func(t *testing.T) {
			e.press(keys...)
			e.shows("Finance: hierarchy", "Finance: 1 group above, 4 below")
			e.tells("▾ Employees  2 members, 52 total, 3 roles")
			e.tells("▌└ ▾ Finance  2 members, 13 total, 1 role")
			e.tells("  │ └ · Payables Trainees  2 members")
			e.hides("Engineering")
		})
	}
}

func TestTheHierarchyLeadsFromGroupToGroupAndToAll(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "finance", "<enter>", "H", "j", "H")
	e.shows("Accounts Payable: hierarchy", "2 groups above, 1 below")
	e.press("<enter>")
	e.shows("[Overview]", "Accounts Payable")
	e.press("q", "H")
	e.shows("25 groups, 8 at the top, 3 in cycles")
}

func TestThePaletteFindsTheHierarchy(t *testing.T) {
	for _, word := range []string{"hierarchy", "tree", "nested"} {
		e := explore(t, 80, 24)
		e.press("3", ":", word)
		e.tells("group hierarchy", "screen", "H")
	}
	e := explore(t, 80, 24)
	e.press("3", ":", "group hierarchy", "<enter>")
	e.shows("25 groups, 8 at the top")
}

func TestCyclesOfGroupsEndWhereTheyClose(t *testing.T) {
	e := exploreGroups(t, nesting("self", "self"), nesting("top", "a"), nesting("a", "b"), nesting("b", "c", "gone", "gone"), nesting("c", "a"))
	e.press("H", "g", "*")
	e.shows("5 groups, 2 at the top, 4 in cycles")
	e.tells("▾ top")
	e.tells("└ ▾ a", "in 2 groups", "in a cycle")
	e.tells("  └ ▾ b", "in a cycle")
	e.tells("    ├ ▾ c", "in a cycle")
	e.tells("    │ └ · a", "cycle: see above")
	e.tells("    └ · gone", "does not exist")
	e.tells("└ · self", "cycle: see above")
	if n := strings.Count(e.frame(), "gone"); n != 1 {
		t.Errorf("a group that is nested twice stands there %d times", n)
	}
	e.press("/", "gone", "<enter>", "G", "H")
	e.shows("No such group")
}

func TestAGroupInACycleHasAHierarchyToo(t *testing.T) {
	for _, name := range []string{"a", "b", "self"} {
		e := exploreGroups(t, nesting("self", "self"), nesting("a", "b"), nesting("b", "a"))
		e.send(ui.Open{Route: answers.HierarchyRoute(rbac.GroupOf(name))})
		e.settle()
		e.tells("▌", name+"  0 members", "in a cycle")
	}
}

func TestAGroupInSeveralPlacesUnfoldsAtEach(t *testing.T) {
	e := exploreGroups(t, nesting("one", "shared"), nesting("two", "shared"), nesting("shared", "leaf"), nesting("leaf"))
	e.press("H")
	e.tells("└ ▾ shared", "in 2 groups")
	if n := strings.Count(e.frame(), "· leaf"); n != 2 {
		t.Errorf("what it nests stands there %d times:\n%s", n, e.frame())
	}
	e.press("/", "leaf", "<enter>", "G", "H")
	e.shows("leaf: 3 groups above, 0 below")
	e.tells("▾ one")
	e.tells("▾ two")
}

func TestHostileNamesAreEscapedInTheHierarchy(t *testing.T) {
	g := nesting("top", "bad")
	bad := rbac.Group{ID: rbac.GroupOf("bad"), Name: text.New("\x1b[31mred\u202e\nline"), Roles: []rbac.RoleID{rbac.RoleOf("\x1b]0;title\a")}}
	e := exploreGroups(t, g, bad)
	e.press("H", "]", "G", "*")
	e.tells("does not exist")
	if content := e.app.View().Content; strings.ContainsAny(content, "\u202e\a") || strings.Contains(content, "[31mred\x1b") || strings.Contains(content, "\x1b]0;") {
		t.Errorf("a name reaches the terminal as it is: %q", content)
	}
}

func TestRolesStandBelowTheirGroupsWhenAskedFor(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "board", "<enter>", "H")
	e.hides("role of Expenses")
	e.press("]", "<right>")
	e.tells("· ", "role of Expenses")
	e.press("j", "<enter>")
	e.shows("[Overview]", "Permissions")
	e.press("q", "[")
	e.hides("role of Expenses")
	e.tells("▌", "Board")
}

func TestAFilterFindsGroupsThatAreStillFolded(t *testing.T) {
	var groups []rbac.Group
	for i := range 150 {
		groups = append(groups, nesting(fmt.Sprintf("top %d", i), fmt.Sprintf("inner %d", i)), nesting(fmt.Sprintf("inner %d", i)))
	}
	e := exploreGroups(t, groups...)
	e.press("H")
	e.tells("▸ top 0")
	e.press("/", "inner 149", "<enter>")
	e.tells("▾ top 149")
	e.tells("└ · inner 149")
	e.press("<esc>")
	e.tells("▸ top 1")
}

func TestATreeIsNotExportedButPrinted(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("H", "x")
	e.shows("use authzx tree")
}

func TestTheHierarchyFollowsTheTenant(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "zephyr", "<enter>", "H")
	e.shows("Project Zephyr: 0 groups above, 0 below")
	e.elsewhere(rbac.AddNested(e.groupOf("Finance"), e.groupOf("Project Zephyr")))
	e.press("r")
	e.shows("Project Zephyr: 2 groups above, 0 below")
	e.elsewhere(rbac.RemoveNested(e.groupOf("Finance"), e.groupOf("Project Zephyr")))
	e.elsewhere(rbac.DeleteGroup{Group: e.groupOf("Project Zephyr")})
	e.press("r")
	e.shows("No such group")
}

// BenchmarkHierarchy is the hierarchy of 10,000 groups, up to the first frame.
func BenchmarkHierarchy(b *testing.B) {
	d := hugeDesk(b)
	for b.Loop() {
		s := d.Make(ui.Route{Kind: desk.RouteHierarchy})
		s.SetSize(80, 20)
		carryOut(s, s.Init())
		if s.View() == "" {
			b.Fatal("nothing is shown")
		}
	}
}

// BenchmarkHierarchyFilter is the first letter of a filter among 10,000 groups.
func BenchmarkHierarchyFilter(b *testing.B) {
	d := hugeDesk(b)
	for b.Loop() {
		s := d.Make(ui.Route{Kind: desk.RouteHierarchy})
		s.SetSize(80, 20)
		carryOut(s, s.Init())
		s.Act(ui.Filter)
		s.Entry(tea.PasteMsg{Content: "9"})
		if s.View() == "" {
			b.Fatal("nothing is shown")
		}
	}
}

// BenchmarkHierarchyOfOne is what is above and below one group in the middle of a
// chain of 1,000.
func BenchmarkHierarchyOfOne(b *testing.B) {
	groups := make([]rbac.Group, 1_000)
	for i := range groups {
		groups[i] = nesting(fmt.Sprint(i), fmt.Sprint(i+1))
	}
	source := &still{state: tenant.State{Graph: rbac.Index(rbac.Document{Groups: groups})}}
	d := hugeDesk(b)
	d.Source = source
	d.Data = &desk.Data{Data: catalog.Data{Graph: source.state.Graph, Directory: &rbac.Directory{}}}
	for b.Loop() {
		s := d.Make(answers.HierarchyRoute(rbac.GroupOf("500")))
		s.SetSize(80, 20)
		carryOut(s, s.Init())
		if s.View() == "" {
			b.Fatal("nothing is shown")
		}
	}
}
