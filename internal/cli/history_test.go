package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestStatesThatDifferAreKeptAndCanBeAsked(t *testing.T) {
	w, _ := connected(t)
	if got := w.run("history"); got.code != 0 || got.stdout != "" {
		t.Errorf("%+v", got)
	}
	if got := w.run("diff", "@"); got.code != 2 || !strings.Contains(got.stderr, "no state of this tenant") {
		t.Errorf("%+v", got)
	}
	w.ok("list", "groups")
	w.ok("list", "groups")
	path := filepath.Join(w.Env.Home, "plan.json")
	w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--out", path)
	if got := w.run("apply", path, "--yes"); got.code != 0 {
		t.Fatal(got.stderr)
	}
	w.ok("list", "groups")
	type states struct {
		Format string
		States []struct{ ID, What string }
	}
	list := decoded[states](t, w.ok("history", "list", "-o", "json"))
	if list.Format != "authzx.history/1" || len(list.States) != 2 || list.States[1].What != `add user "bruno@acme.test" to group "Finance"` {
		t.Fatalf("%+v", list)
	}
	if got := w.run("diff", "@~1", "@"); got.code != 3 || !strings.Contains(got.stdout, "+ add user") {
		t.Errorf("%+v", got)
	}
	if got := w.run("diff", "@"); got.code != 0 {
		t.Errorf("the newest differs from the tenant: %+v", got)
	}
	if got := w.ok("history", "show", "@"); !strings.Contains(got, "+ add user") {
		t.Error(got)
	}
	if got := w.run("plan", "--to", "@~1", "--prune"); got.code != 0 || !strings.Contains(got.stdout, "remove-member") {
		t.Errorf("%+v", got)
	}
	if got := w.run("why", "ad|corp|bruno", "Finance", "--snapshot", "@~1"); strings.Contains(got.stdout, "direct") {
		t.Errorf("the state before has it: %+v", got)
	}
	if got := w.run("history", "show", "@nothing"); got.code != 2 {
		t.Errorf("%+v", got)
	}
	if got := w.run("history", "prune", "--all"); got.code != 0 || !strings.Contains(got.stderr, "2 saved states") {
		t.Errorf("%+v", got)
	}
}

func TestHistorySaysSinceWhenAUserHadAPermission(t *testing.T) {
	w, _ := connected(t)
	w.ok("list", "groups")
	if got := w.run("when", "auth0|nobody", "approve:expenses"); got.code != 3 || got.stdout != "in no saved state\n" {
		t.Errorf("%+v", got)
	}
	if got := w.run("when", "auth0|nobody", "no such thing"); got.code != 1 {
		t.Errorf("%+v", got)
	}
	w.ok("export")
	holders := decoded[struct{ Users []struct{ User string } }](t, w.ok("who-can", "approve:expenses", "--application", "Expenses", "-o", "json"))
	got := w.ok("when", holders.Users[0].User, "approve:expenses", "--application", "Expenses", "-o", "json")
	when := decoded[struct {
		Format string
		Spans  []struct {
			Since    string
			Until    *string
			OrBefore bool `json:"or_before"`
		}
	}](t, got)
	if when.Format != "authzx.when/1" || len(when.Spans) != 1 || when.Spans[0].Until != nil || !when.Spans[0].OrBefore {
		t.Errorf("%s", got)
	}
}

func TestHistoryCanBeOff(t *testing.T) {
	w, server := connected(t)
	w.Configure("default_profile = \"dev\"\n[history]\noff = true\n[profiles.dev]\nbase_url = \"" + server.BaseURL() + "\"\ntoken_url = \"" + server.TokenURL() +
		"\"\nclient_id = \"admin\"\nclient_secret = \"" + canary + "\"\n")
	w.ok("list", "groups")
	if got := w.ok("history", "-o", "json"); strings.Contains(got, `"id"`) {
		t.Error(got)
	}
}

func TestAReviewWaitsForTheSavedStateThatItsOwnReadingPutsInPlaceOfAnother(t *testing.T) {
	for range 10 {
		w, _ := connected(t)
		w.ok("list", "groups") // of this state less is known than a review reads
		if got := w.run("review", "new", "-o", "json"); got.code != 0 || !strings.Contains(got.stdout, "approve:expenses") {
			t.Fatalf("code %d\n%s", got.code, got.stderr)
		}
	}
}

func TestSavedStatesAreThoseOfAProfile(t *testing.T) {
	w, _ := connected(t)
	w.done("snapshot", filepath.Join(w.Env.Home, "all.json"))
	for _, command := range []string{"history", "when ann@acme.test approve:expenses", "history show @"} {
		args := append([]string{"--snapshot", "none.json"}, strings.Fields(command)...)
		if got := w.run(args...); got.code != 2 || !strings.Contains(got.stderr, "leave out --snapshot") {
			t.Errorf("%s: code %d\n%s", command, got.code, got.stderr)
		}
	}
	if got := w.run("when", "ann@acme.test", "approve:expenses", "--application", "Expenses"); got.code != 0 || got.stderr != "" {
		t.Errorf("code %d\n%s", got.code, got.stderr)
	}
}
