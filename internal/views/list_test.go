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
		{"3", []string{"15 roles", "Expense Desk", "app unlis"}},
		{"4", []string{"45 permissions", "read:expenses"}},
		{"5", []string{"6 applications", "Ledger", "unlisted"}},
		{"6", []string{"connections", "corp"}},
	} {
		e.press(c.key)
		e.shows(c.wants...)
	}
}

func TestSortingSkipsColumnsThatAreNotShownAndEndsInTheServersOrder(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1")
	for _, title := range []string{"User▲", "Email▲", "Groups▼", "Roles▼", "Note▲"} {
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
		{&api.Error{Kind: api.KindThrottled, Status: 429}, "asked too much just now (429)"},
		{&api.Error{Kind: api.KindServer, Status: 503}, "no answer just now (503)"},
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
	e.shows("The server finds nobody for name:nobody", "0 on the server")
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
