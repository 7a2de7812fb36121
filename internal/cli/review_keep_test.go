package cli

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// decide writes a review in which the first row is revoked and all others are kept.
func (w *world) decide(path string) (rows int) {
	w.T.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		w.T.Fatal(err)
	}
	all, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
	if err != nil {
		w.T.Fatal(err)
	}
	var out strings.Builder
	for i, row := range all {
		switch i {
		case 0:
		case 1:
			row[10] = "revoke"
		default:
			row[10] = "keep"
		}
	}
	c := csv.NewWriter(&out)
	if err := c.WriteAll(all); err != nil {
		w.T.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
		w.T.Fatal(err)
	}
	return len(all) - 1
}

func TestAReviewThatTakesWhatIsKeptSaysSo(t *testing.T) {
	w, _ := connected(t)
	path, planned := filepath.Join(w.Env.Home, "review.csv"), filepath.Join(w.Env.Home, "plan.json")
	w.done("review", "new", "--out", path, "--application", "Ledger", "--group", "Treasury")
	w.done("review", "new", "--out", path, "--application", "Ledger", "--group", "Treasury") // nothing is decided yet
	if rows := w.decide(path); rows < 2 {
		t.Fatalf("%d rows", rows)
	}
	if got := w.run("review", "new", "--out", path); got.code != 2 || !strings.Contains(got.stderr, "not overwritten") {
		t.Errorf("a review that was decided: %+v", got)
	}
	got := w.run("review", "apply", path, "--out", planned)
	if got.code != 0 || !strings.Contains(got.stderr, "marked keep; --respect-keep") || !strings.Contains(got.stderr, "review.csv:3: ") {
		t.Errorf("%+v", got)
	}
	if got := w.run("review", "apply", path, "--out", planned, "-o", "json"); got.code != 0 || !strings.Contains(got.stdout, `"overruled": [`) {
		t.Errorf("as JSON: %+v", got)
	}
	if got := w.run("apply", planned, "--dry-run"); got.code != 0 {
		t.Errorf("the plan: %+v", got)
	}
	got = w.run("review", "apply", path, "--respect-keep")
	if got.code != 0 || !strings.Contains(got.stdout, `"changes": []`) || strings.Contains(got.stdout, "overruled") || !strings.Contains(got.stderr, "review.csv:2: ") {
		t.Errorf("with respect: %+v", got)
	}
	if got := w.run("review", "apply", path, "--out", path); got.code != 2 {
		t.Errorf("over the review: %+v", got)
	}
}

func TestAUserIsMappedByAnEmailThatOnlyThisTenantKnows(t *testing.T) {
	w, _ := connected(t)
	state := filepath.Join(w.Env.Home, "state.toml")
	w.done("export", state)
	got := w.run("plan", "--to", state, "--map-user", "ann@acme.test=bruno@acme.test")
	if got.code != 0 || strings.Contains(got.stdout, `"changes": []`) {
		t.Errorf("%+v", got)
	}
	if got := w.run("diff", state, "--map-user", "ann@acme.test=bruno@acme.test"); got.code != 3 {
		t.Errorf("diff: %+v", got)
	}
	got = w.run("plan", "--to", state, "--map-user", "zzz@acme.test=ann@acme.test", "--map-application", "Nope=Expenses", "--map-connection", "nope=corp")
	for _, want := range []string{`mention "zzz@acme.test"`, `mention "Nope"`, `mention "nope"`} {
		if got.code != 0 || !strings.Contains(got.stderr, want) {
			t.Errorf("code %d, %s is not said\n%s", got.code, want, got.stderr)
		}
	}
}

func TestMapsThatMapNothingAreRemarkedInTheSameOrderEachTime(t *testing.T) {
	w, _ := connected(t)
	state := filepath.Join(w.Env.Home, "state.toml")
	w.done("export", state)
	var maps []string
	for _, name := range []string{"c", "a", "e", "b", "d"} {
		maps = append(maps, "--map-user", name+"@none.test=ann@acme.test")
	}
	for _, command := range [][]string{{"plan", "--to", state}, {"diff", state}} {
		got := w.run(append(command, maps...)...)
		last := -1
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			at := strings.Index(got.stderr, `mention "`+name+`@none.test"`)
			if at <= last {
				t.Fatalf("%v: the remark of %s isn't in its place:\n%s", command, name, got.stderr)
			}
			last = at
		}
	}
}

func TestWhatIsUnmatchedNamesTheFlagToGive(t *testing.T) {
	w, _ := connected(t)
	state := w.File("state.toml", "format = \"authzx.state/1\"\n[[group]]\nname = \"Finance\"\nmappings = [{ connection = \"corp x\", group = \"GG\" }]\n")
	if got := w.run("plan", "--to", state); got.code != 1 || !strings.Contains(got.stderr, "--map-connection 'corp x=NAME'") {
		t.Errorf("%+v", got)
	}
	got := w.run("diff", state)
	if !strings.Contains(got.stderr, "--map-connection 'corp x=NAME'") || !strings.Contains(got.stdout, `remove mapping "GG" of "corp x" from group`) {
		t.Errorf("%+v", got)
	}
}

func TestAPlanIsNotWrittenOverWhatItIsMadeFrom(t *testing.T) {
	w, _ := connected(t)
	state := filepath.Join(w.Env.Home, "state.toml")
	w.done("export", state)
	if got := w.run("plan", "--to", state, "--out", state); got.code != 2 || !strings.Contains(got.stderr, "would overwrite") {
		t.Errorf("%+v", got)
	}
	w.done("diff", state)
}

func TestAPathTakenForAnIDIsTold(t *testing.T) {
	w, _ := connected(t)
	if got := w.run("api", "GET", "/users/auth0|x/nosuch"); got.code != 1 || !strings.Contains(got.stderr, "sent as one id; authzx api --list") {
		t.Errorf("%+v", got)
	}
}

func TestKeysOfATenantThatMeanNothingAreNamed(t *testing.T) {
	w := newWorld(t)
	file := w.File("tenant.json", `{"usrs": [], "clients": [], "connections": []}`)
	if got := w.run("sandbox", "--tenant", file, "--addr", "127.0.0.1:no"); got.code == 0 || !strings.Contains(got.stderr, `"usrs" is ignored`) {
		t.Errorf("%+v", got)
	}
}

func TestAStateFileIsNoPlan(t *testing.T) {
	w, _ := connected(t)
	state := filepath.Join(w.Env.Home, "state.toml")
	w.done("export", state)
	if got := w.run("apply", state); got.code != 2 || !strings.Contains(got.stderr, "a state file, not a plan") || !strings.Contains(got.stderr, "plan --to") {
		t.Errorf("%+v", got)
	}
}

func TestPlansAfterOneThatFailsAreNamed(t *testing.T) {
	w, _ := connected(t)
	plan := filepath.Join(w.Env.Home, "plan.json")
	w.done("plan", "--add-member", "Treasury=ann@acme.test", "--out", plan)
	w.done("apply", plan, "--yes")
	if got := w.run("apply", plan, plan, "--yes"); got.code != 1 || !strings.Contains(got.stderr, "not tried: "+plan) {
		t.Errorf("%+v", got)
	}
	if got := w.run("undo", "--dry-run", "-o", "json"); got.code != 0 || !strings.Contains(got.stdout, `"status": "dry-run"`) {
		t.Errorf("%+v", got)
	}
}
