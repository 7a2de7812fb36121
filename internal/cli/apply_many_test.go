package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestPlansAreAppliedOneAfterAnotherAndSayHowFarTheyAre(t *testing.T) {
	w, _ := connected(t)
	one, two := filepath.Join(w.Env.Home, "one.json"), filepath.Join(w.Env.Home, "two.json")
	for path, args := range map[string][]string{
		one: {"--add-member", "Treasury=ann@acme.test", "--add-member", "Engineering=ann@acme.test"},
		two: {"--add-member", "Board=grace@acme.test"},
	} {
		if got := w.run(append([]string{"plan", "--out", path}, args...)...); got.code != 0 {
			t.Fatal(got.stderr)
		}
	}
	if got := w.run("apply", one, filepath.Join(w.Env.Home, "none.json"), "--yes"); got.code != 2 || strings.Contains(got.stderr, "sent") {
		t.Errorf("a plan that is not there is found out late: %d %s", got.code, got.stderr)
	}
	got := w.run("apply", one, two, "--yes", "--rebase")
	if got.code != 0 {
		t.Fatalf("%d %s", got.code, got.stderr)
	}
	for _, want := range []string{"plan 1 of 2: ", "1/2: add user", "2/2: add user", "plan 2 of 2: "} {
		if !strings.Contains(got.stderr, want) {
			t.Errorf("%q is not said:\n%s", want, got.stderr)
		}
	}
	if strings.Contains(got.stderr, "1/1") {
		t.Errorf("a plan of one change counts:\n%s", got.stderr)
	}
	for _, user := range []string{"ann@acme.test", "grace@acme.test"} {
		if got := w.run("access", user, "-o", "csv"); !strings.Contains(got.stdout, map[string]string{"ann@acme.test": "Treasury", "grace@acme.test": "Board"}[user]) {
			t.Errorf("%s: %s", user, got.stdout)
		}
	}
}
