package views

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/api"
	"authzx/internal/sandbox/sample"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

func TestTheListsShowWhatTheTenantHas(t *testing.T) {
	e := explore(t, 80, 24)
	for _, c := range []struct {
		key   string
		wants []string
	}{
		{"1", []string{"61 users", "Ann Archer", "ann@acme.test"}},
		{"2", []string{"25 groups", "Finance"}},
		{"3", []string{"15 roles", "Expense Desk", "unlisted"}},
		{"4", []string{"45 permissions", "read:expenses"}},
		{"5", []string{"6 applications", "Ledger", "unlisted"}},
		{"6", []string{"connections", "corp"}},
	} {
		e.press(c.key)
		e.shows(c.wants...)
	}
}

func TestUsersShowGroupsAndRolesAtEightyColumns(t *testing.T) {
	for _, w := range []int{80, 120} {
		e := explore(t, w, 24)
		e.press("1")
		e.shows("Groups  Roles  Note")
		if strings.Contains(e.frame(), "gone│") || !strings.Contains(e.frame(), "gone") {
			t.Errorf("at %d columns the note touches the edge, or is away:\n%s", w, e.frame())
		}
	}
	wide := explore(t, 220, 24)
	wide.press("1", "p")
	wide.shows("Direct groups  Direct roles")
}

func TestSortingSkipsColumnsThatAreNotShownAndEndsInTheServersOrder(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1")
	for _, title := range []string{"User▲", "Email▲", "Group▼", "Role▼", "Note▲"} {
		e.press("s")
		e.shows(title)
	}
	e.press("s")
	e.hides("▲", "▼", "Connection")
	if lines := strings.Split(e.frame(), "\n"); !strings.Contains(lines[3], "Ann Archer") || !strings.Contains(lines[4], "Katarzyna") {
		t.Errorf("not the server's order:\n%s", e.frame())
	}
}

// unanswered is a tenant whose search fails.
type unanswered struct {
	overheard
	err error
}

func (u unanswered) SearchUsers(context.Context, text.Text) (tenant.Found, error) {
	return tenant.Found{}, u.err
}

func TestASearchOnTheServerSaysWhatBecameOfItAndKeepsTheWords(t *testing.T) {
	for _, c := range []struct {
		err  *api.Error
		want string
	}{
		{&api.Error{Kind: api.KindThrottled, Status: 429}, "too many requests (429)"},
		{&api.Error{Kind: api.KindServer, Status: 503}, "not answering (503)"},
		{&api.Error{Kind: api.KindInvalid, Status: 400, Message: text.New("bad words")}, "bad words"},
	} {
		e := &driver{t: t, news: make(chan tea.Msg, 1000)}
		e.server = serve(t, sample.Company())
		e.tenant = connect(t, e.server)
		e.open(unanswered{overheard{e.tenant, e.news}, c.err}, theme.Options{Profile: theme.None}, 160, 24)
		e.press("<ctrl+f>", "name:ann*", "<enter>")
		e.shows(c.want, "Ann Archer")
		e.press("<ctrl+f>")
		e.shows("> name:ann*")
	}
}

func TestNobodyFoundOnTheServerIsSaid(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("<ctrl+f>", "name:nobody", "<enter>")
	e.shows("No match on the server for name:nobody", "0 on the server")
	e.press("<esc>")
	e.shows("61 users")
}

func TestEscapeGivesUpARangeBeforeTheFilter(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "an", "<enter>", "v", "jj", "<esc>")
	e.shows("/ an")
	e.hides("marked")
	e.press("<esc>")
	e.shows("61 users")
	e.press("v")
	e.hides("marked")
}

func TestAFilterFindsOnlyWhereTheEyeCanSeeWhy(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "/", "op")
	e.hides("Ann Archer")
	e.press("<esc>", "/", "anar")
	e.shows("Ann Archer")
	e.press("<esc>", "/", "nn@acme")
	e.shows("Ann Archer")
}

func TestAListIsFilteredByWhatItsColumnsHoldAndCount(t *testing.T) {
	e := explore(t, 120, 24)
	for words, wants := range map[string][]string{
		"role:approver email:ann@": {"Direct roles has approver", "1 of 61", "Ann Archer"},
		"blocked:yes":              {"Blocked has yes"},
		"nothere:x":                {"no column nothere", "0 of 61", "Nothing matches"},
	} {
		e.press("1", "/")
		for _, letter := range words {
			e.press(string(letter))
		}
		e.shows(wants...)
		e.press("<esc>")
	}
}

func TestFiltersAndColumnsAreKept(t *testing.T) {
	e := explore(t, 120, 24)
	e.press("1", "/", "a", "n", "n", "<enter>", "F")
	e.shows("Filters of users", "save ann")
	e.press("<enter>")
	e.shows("filter saved: ann")
	e.press("<esc>", "F", "<enter>")
	e.shows("/ ann", "Ann Archer")
	e.hides("Katarzyna")
	e.press("F")
	e.shows("forget ann")
	e.press("<down>", "<enter>", "<esc>", "F")
	e.shows("no saved filters")
	e.shows("Email")
	e.press("c", "<tab>", "<enter>")
	e.shows("Ann Archer", "Groups")
	e.hides("katarzyna@acme.test")
}

func TestThePaletteLeadsToAFilteredListAndAQuestion(t *testing.T) {
	e := explore(t, 120, 24)
	for words, want := range map[string]string{
		"groups nested:>0 fin": "Groups",
		"access ann":           "Ann Archer: access",
		"who can export":       "Who can export:reports",
		"hierarchy finance":    "Finance",
	} {
		e.press(":")
		for _, letter := range words {
			e.press(string(letter))
		}
		e.press("<enter>")
		if top, _, _ := strings.Cut(e.frame(), "\n"); !strings.Contains(top, want) {
			t.Errorf("%s leads to %s", words, top)
		}
	}
}

func TestARangeIsWhatAKeyIsAbout(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "v", "j", "=")
	e.shows("Ann Archer", "Katarzyna Wójcik")
	e.hides("choose")
	e.press("<esc>", "2", " ", "j", "v", "j", "D")
	e.shows("Apply 5 changes?") // what nests the three is parted before
}
