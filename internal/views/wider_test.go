package views

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// heads are the titles that columns have, in the lists of everyScreen.
func heads() []string {
	return []string{
		"User", "Member", "Group", "Role", "Permission", "Application", "Connection", "Nested group", "Severity", "Kind", "What",
		"Email", "Path", "Note", "Description", "Last login", "Members", "Nested", "Roles", "Mappings", "All", "IdP group",
		"Into group", "Direct groups", "Direct roles", "Id", "Name", "Callbacks", "Users", "Permissions", "Rule", "Area", "Method", "Token", "Scope", "What it does", "Profile", "State", "Tenant", "Region", "Mode", "Secret from", "Logins", "Blocked", "Mapping", "Assigned to", "At", "Status", "Time", "Bytes", "Attempt", "Cause", "USERS", "Current", "New", "Switch", "Concerns", "Effect when on", "Way", "Loses", "Code", "Groups", "Assigned", "Object", "Finding", "Fix", "Strategy", "Type", "Client id",
	}
}

// drawnTable is a table as it is drawn: for each column, by its title, what its rows show.
func drawnTable(view string) map[string][]string {
	lines := strings.Split(ansi.Strip(view), "\n")
	for at, line := range lines {
		head, _, _ := strings.Cut(line, "│")
		titles := strings.FieldsFunc(strings.NewReplacer("  ", "\x00", "▲", "", "▼", "").Replace(head), func(r rune) bool { return r == 0 })
		titles = slices.DeleteFunc(titles, func(s string) bool { return strings.TrimSpace(s) == "" })
		empty := at+1 == len(lines) || !strings.HasPrefix(lines[at+1], "▌") // a sentence stands in the place of rows
		if len(titles) == 0 || empty || slices.ContainsFunc(titles, func(s string) bool { return !slices.Contains(heads(), strings.TrimSpace(s)) }) {
			continue
		}
		table := map[string][]string{}
		for i, title := range titles {
			title = strings.TrimSpace(title)
			start := ansi.StringWidth(head[:strings.Index(head, title)])
			end := ansi.StringWidth(head)
			if i+1 < len(titles) {
				end = ansi.StringWidth(head[:strings.Index(head, "  "+strings.TrimSpace(titles[i+1]))])
			}
			for _, row := range lines[at+1:] {
				row, _, _ = strings.Cut(row, "│")
				table[title] = append(table[title], strings.TrimSpace(ansi.Cut(row, start, end+2)))
			}
		}
		return table
	}
	return nil
}

// In no list does a wider terminal show less of a column than a narrower one.
func TestAWiderTerminalNeverShowsLessOfAColumn(t *testing.T) {
	e := explore(t, 80, 24)
	for name, route := range e.everyScreen() {
		seen := 0
		for tab := range 6 {
			s := e.screenOf(route, tab)
			best, last := map[string]int{}, ""
			for w := 60; w <= 220; w++ {
				s.SetSize(w-2, 22)
				table := drawnTable(s.View())
				now := map[string]int{}
				for title, rows := range table {
					for _, r := range rows[:min(len(rows), 6)] {
						now[title] += len([]rune(strings.TrimSuffix(r, "…")))
					}
				}
				for title, n := range best {
					if now[title] < n {
						t.Errorf("%s, tab %d: at %d columns %q shows %d, and %d before:\n%s\n%s", name, tab, w, title, now[title], n, ansi.Strip(s.View()), last)
						return
					}
				}
				best, last, seen = now, ansi.Strip(s.View()), seen+len(now)
			}
		}
		t.Log(name, seen)
	}
}
