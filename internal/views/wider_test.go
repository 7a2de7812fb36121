package views

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/catalog"
	"authzx/internal/racing"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/views/desk"
)

// heads are the titles that columns have, in the lists of everyScreen.
func heads() []string {
	return []string{
		"User", "Member", "Group", "Role", "Permission", "Application", "Connection", "Nested group", "Severity", "Kind", "What",
		"Email", "Path", "Note", "Description", "Last login", "Members", "Nested", "Roles", "Mappings", "All", "IdP group",
		"Into group", "Direct groups", "Direct roles", "Id", "Name", "Callbacks", "Users", "Permissions", "Rule", "Area", "Method", "Token", "Scope", "What it does", "Profile", "State", "Tenant", "Region", "Mode", "Secret from", "Logins", "Blocked", "Mapping", "Assigned to", "At", "Status", "Time", "Bytes", "Attempt", "Cause", "USERS", "Current", "New", "Switch", "Concerns", "Effect when on", "Way", "Loses", "Code", "Groups", "Assigned", "Object", "Finding", "Fix", "Strategy", "Type", "Client id", "Held by",
		"When", "Done", "Why", "Effect", "Through", "Who", "Share",
	}
}

// drawnTable is a table as it is drawn: for each column, by its title, what its first rows show.
// Also are titles that are not those of every tenant.
func drawnTable(view string, also ...string) map[string][]string {
	known := append(heads(), also...)
	lines := strings.Split(view, "\n")
	for at, line := range lines {
		head, _, _ := strings.Cut(line, "│")
		titles := strings.FieldsFunc(strings.NewReplacer("  ", "\x00", "▲", "", "▼", "").Replace(head), func(r rune) bool { return r == 0 })
		titles = slices.DeleteFunc(titles, func(s string) bool { return strings.TrimSpace(s) == "" })
		empty := at+1 == len(lines) || !strings.HasPrefix(lines[at+1], "▌") // a sentence stands in the place of rows
		if len(titles) == 0 || empty || slices.ContainsFunc(titles, func(s string) bool { return !slices.Contains(known, strings.TrimSpace(s)) }) {
			continue
		}
		table := map[string][]string{}
		for i, title := range titles {
			title = strings.TrimSpace(title)
			key := strings.Replace(strings.Replace(title, "Direct groups", "Groups", 1), "Direct roles", "Roles", 1) // short, where there is no room
			start := ansi.StringWidth(head[:strings.Index(head, title)])
			end := ansi.StringWidth(head)
			if i+1 < len(titles) {
				end = ansi.StringWidth(head[:strings.Index(head, "  "+strings.TrimSpace(titles[i+1]))])
			}
			for _, row := range lines[at+1 : min(at+7, len(lines))] {
				row, _, _ = strings.Cut(row, "│")
				table[key] = append(table[key], strings.TrimSpace(ansi.Cut(row, start, end+2)))
			}
		}
		return table
	}
	return nil
}

// widths are those of terminals, from the narrowest on.
func widths(t *testing.T) []int {
	t.Helper()
	var all []int
	for w := 60; w <= 220; w++ {
		all = append(all, w)
	}
	return racing.Sample(t, 8, all)
}

// In no list does a wider terminal show less of a column than a narrower one.
func TestAWiderTerminalNeverShowsLessOfAColumn(t *testing.T) {
	t.Parallel()
	e := explore(t, 80, 24)
	e.press("1", "/", "ann@", "<enter>", "a", "treas", "<enter>", "y")
	e.shows("1 change applied, verified")
	e.stageTwo()
	users := catalog.Of(rbac.KindUser).Refs(&e.desk.Data.Data)
	compared := []string{e.desk.Data.Name(users[0]).Raw(), e.desk.Data.Name(users[1]).Raw()}
	tables := map[string]bool{}
	sizes := widths(t)
	for name, route := range e.everyScreen() {
		for tab, s := range e.everyTab(route) {
			best, last := map[string]int{}, ""
			for _, w := range sizes {
				s.SetSize(w-2, 22)
				view := ansi.Strip(s.View())
				table := drawnTable(view, compared...)
				now := map[string]int{}
				for title, rows := range table {
					for _, r := range rows {
						now[title] += len([]rune(strings.TrimSuffix(r, "…")))
					}
				}
				for title, n := range best {
					if now[title] < n {
						t.Errorf("%s, tab %d: at %d columns %q shows %d, and %d before:\n%s\n%s", name, tab, w, title, now[title], n, view, last)
						return
					}
				}
				best, last = now, view
				if len(now) > 0 {
					tables[fmt.Sprintf("%s, tab %d", name, tab)] = true
				}
			}
		}
	}
	for _, name := range []string{"changes, tab 1", "changes, tab 2", "compare, tab 0", "compare, tab 2", "who can, tab 0", "who can, tab 1", "doctor, tab 0"} {
		if !tables[name] {
			t.Errorf("%s has no table: %v", name, slices.Sorted(maps.Keys(tables)))
		}
	}
}

// signs is how much stands on a line: cells that are blank, framed or cut say nothing.
func signs(line string) int {
	return len([]rune(strings.NewReplacer(" ", "", "│", "", "…", "", "▌", "").Replace(line)))
}

// Nor does the matrix: neither fewer columns, nor less of a row's name.
func TestAWiderMatrixNeverShowsLess(t *testing.T) {
	t.Parallel()
	e := explore(t, 80, 24)
	for tab := range 4 {
		s := e.screenOf(ui.Route{Kind: desk.RouteMatrix}, tab)
		var best []int
		last := ""
		for _, w := range widths(t) {
			s.SetSize(w-2, 40)
			view := ansi.Strip(s.View())
			lines := strings.Split(view, "\n")
			at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "▌") })
			if at < 0 {
				t.Fatalf("tab %d: no row at %d columns:\n%s", tab, w, view)
			}
			for i, l := range lines[at : at+6] {
				n := signs(l)
				if i < len(best) && n < best[i] {
					t.Fatalf("tab %d: at %d columns row %d shows %d, and %d before:\n%s\n%s", tab, w, i, n, best[i], view, last)
				}
				best = append(best[:i], append([]int{n}, best[min(i+1, len(best)):]...)...)
			}
			last = view
		}
	}
}

// Nor do the results of the palette.
func TestAWiderPaletteNeverShowsLess(t *testing.T) {
	t.Parallel()
	e := explore(t, 60, 24)
	for _, words := range []string{"ann", "expense", "group"} {
		e.resize(60, 24)
		e.press(":", words)
		var best []int
		last := ""
		for _, w := range widths(t) {
			e.resize(w, 24)
			lines := strings.Split(e.frame(), "\n")
			at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Go to  ") }) + 1
			for i, l := range lines[at : at+6] {
				from, to := strings.Index(l, "│"), strings.LastIndex(l, "│")
				box := strings.Split(l[from:to], "│") // the palette stands before what is behind it
				n := 0
				for _, part := range box {
					n = max(n, signs(part))
				}
				if i < len(best) && n < best[i] {
					t.Fatalf("%s: at %d columns result %d shows %d, and %d before:\n%s\n%s", words, w, i, n, best[i], e.frame(), last)
				}
				best = append(best[:i], append([]int{n}, best[min(i+1, len(best)):]...)...)
			}
			last = e.frame()
		}
		e.press("<esc>", "<esc>")
	}
}
