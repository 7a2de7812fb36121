package cli

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// suggested is the answer of suggest.
type suggested struct {
	Format string
	Ways   []struct {
		Changes []map[string]any
		Gains   []struct {
			User        string
			Permissions []struct{ ID, Name, Application string }
		}
		Losses []struct{ User string }
		Score  struct{ Users, Permissions int }
	}
}

// done runs a command line that must succeed, whatever it says.
func (w *world) done(args ...string) string {
	w.T.Helper()
	got := w.run(args...)
	if got.code != 0 {
		w.T.Fatalf("authzx %s: code %d\n%s", strings.Join(args, " "), got.code, got.stderr)
	}
	return got.stdout
}

func TestAWayIsChosenAndApplied(t *testing.T) {
	w, _ := connected(t)
	got := decoded[suggested](t, w.ok("suggest", "give", "ann@acme.test", "pay:invoices", "-o", "json"))
	if got.Format != "authzx.suggest/1" || len(got.Ways) < 3 || got.Ways[0].Score.Users != 1 || got.Ways[0].Score.Permissions != 6 {
		t.Fatalf("%+v", got)
	}
	names, _ := got.Ways[1].Changes[0]["names"].(map[string]any)
	if got.Ways[1].Changes[0]["kind"] != "add-member" || names["group"] != "Controlling" {
		t.Errorf("the second way is %v", got.Ways[1].Changes)
	}
	path := filepath.Join(w.Env.Home, "way.json")
	w.done("suggest", "give", "ann@acme.test", "pay:invoices", "--way", "2", "--out", path)
	w.done("apply", path, "--yes")
	if got := w.run("why", "ann@acme.test", "pay:invoices"); got.code != 0 || !strings.Contains(got.stdout, "Controlling") {
		t.Errorf("%+v", got)
	}
	if none := decoded[suggested](t, w.done("suggest", "give", "ann@acme.test", "pay:invoices", "-o", "json")); none.Ways == nil || len(none.Ways) > 0 {
		t.Errorf("what is there already is given by %v", none.Ways)
	}
	if got := w.ok("suggest", "take", "ann@acme.test", "approve:expenses", "--application", "Expenses"); !strings.Contains(got, "also for beatrix@acme.test, ") {
		t.Errorf("others have no names:\n%s", got)
	}
	take := decoded[suggested](t, w.ok("suggest", "take", "ann@acme.test", "pay:invoices", "-o", "json", "--limit", "2"))
	if len(take.Ways) != 2 || len(take.Ways[0].Gains) > 0 || len(take.Ways[0].Losses) == 0 {
		t.Errorf("%+v", take)
	}
}

func TestWhatCannotBeSuggestedIsSaid(t *testing.T) {
	w, _ := connected(t)
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"suggest", "give", "ann@acme.test", "approve:expenses"}, 2, "several applications"},
		{[]string{"suggest", "give", "ann@acme.test", "pay:invoice"}, 1, "pay:invoice"},
		{[]string{"suggest", "give", "ann@acme.test", "Finance"}, 1, "is a group"},
		{[]string{"suggest", "give", "ann@acme.test", "pay:invoices", "--out", "x.json"}, 2, "--way"},
		{[]string{"suggest", "give", "ann@acme.test", "pay:invoices", "--way", "900"}, 1, "no way 900"},
		{[]string{"plan", "--like", "ann@acme.test"}, 2, "USER=MODEL"},
		{[]string{"plan", "--like", "ann@acme.test=nobody@acme.test"}, 2, "nobody@acme.test"},
		{[]string{"plan", "--exactly"}, 2, "--like"},
	} {
		if got := w.run(test.args...); got.code != test.code || !strings.Contains(got.stderr, test.want) {
			t.Errorf("%v: %+v", test.args, got)
		}
	}
}

func TestAUserIsMadeLikeAnother(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "like.json")
	w.done("plan", "--like", "ann@acme.test=bruno@acme.test", "--exactly", "--out", path)
	w.done("apply", path, "--yes")
	got := w.ok("compare", "ann@acme.test", "bruno@acme.test", "-o", "csv")
	if lines := strings.Count(got, "\n"); lines != 1 {
		t.Errorf("they differ still:\n%s", got)
	}
}

func TestTestsTellWhatHoldsByTheirExitCodeAndTheirReports(t *testing.T) {
	w, _ := connected(t)
	file := filepath.Join(w.Env.Home, "access.toml")
	write := func(content string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const holds = "[[test]]\nname = \"Ann approves\"\nuser = \"ann@acme.test\"\napplication = \"Expenses\"\ncan = [\"approve:expenses\"]\n"
	write(holds)
	if got := w.run("test", file); got.code != 0 || !strings.Contains(got.stdout, "1 test, 0 failed") {
		t.Errorf("%+v", got)
	}
	write(holds + "[[rule]]\nname = \"only the board\"\npermission = \"pay:invoices\"\nonly = { groups = [\"Treasury\"], users = [] }\n")
	report := filepath.Join(w.Env.Home, "junit.xml")
	got := w.run("test", file, "--report", "junit="+report, "--report", "github", "--coverage")
	if got.code != 3 || !strings.HasPrefix(got.stdout, "::error file=") || !strings.Contains(got.stdout, "line=6") {
		t.Errorf("%+v", got)
	}
	if list := w.run("test", file, "--coverage").stdout; !strings.Contains(list, ", role Auditor of ") || !strings.Contains(list, ", role Clerk\n") {
		t.Error(list)
	}
	content, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
	}
	if err := xml.Unmarshal(content, &suites); err != nil || suites.Tests != 2 || suites.Failures != 1 {
		t.Errorf("%v %+v\n%s", err, suites, content)
	}
	var answer struct {
		Format   string
		Failed   int
		Coverage struct{ Grants, Covered int }
	}
	if err := json.Unmarshal([]byte(w.run("test", file, "--coverage", "-o", "json").stdout), &answer); err != nil ||
		answer.Format != "authzx.test/1" || answer.Failed != 1 || answer.Coverage.Covered == 0 {
		t.Errorf("%v %+v", err, answer)
	}
	write(holds + "kann = [\"x\"]\n")
	if got := w.run("test", file); got.code != 2 || !strings.Contains(got.stderr, "access.toml:6: unknown key test.kann") {
		t.Errorf("%+v", got)
	}
	write(holds + "roles = [\"Nobody's\"]\n")
	if got := w.run("test", file); got.code != 2 || !strings.Contains(got.stderr, `access.toml:6: roles: there is no role "Nobody's"`) {
		t.Errorf("%+v", got)
	}
	if got := w.run("test", file, "--report", "tap"); got.code != 2 {
		t.Errorf("%+v", got)
	}
}

func TestAReviewIsWrittenDecidedAndApplied(t *testing.T) {
	w, _ := connected(t)
	path, planned := filepath.Join(w.Env.Home, "review.csv"), filepath.Join(w.Env.Home, "plan.json")
	w.done("review", "new", "--out", path, "--application", "Ledger", "--group", "Treasury")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	if lines[0] != "user,user_name,email,last_login,application,application_name,permission_id,permission,path,cut,decision,comment" || len(lines) < 3 {
		t.Fatalf("%s", content)
	}
	lines[1] = strings.TrimSuffix(lines[1], ",,") + ",REVOKE,left the team"
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := w.run("review", "apply", path, "--out", planned); got.code != 0 || !strings.Contains(got.stderr, "without a decision: kept") || !strings.Contains(got.stderr, "1 request") {
		t.Fatalf("%+v", got)
	}
	w.done("apply", planned, "--yes")
	if again := w.run("review", "apply", path); again.code != 0 || !strings.Contains(again.stderr, "review.csv:2: the path is gone") || !strings.Contains(again.stdout, `"changes": []`) {
		t.Errorf("%+v", again)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(content), ",,\n", ",perhaps,\n", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := w.run("review", "apply", path); got.code != 2 || !strings.Contains(got.stderr, "review.csv:2: decision") {
		t.Errorf("%+v", got)
	}
	if got := w.run("review", "new", "--out", "review.pdf"); got.code != 2 {
		t.Errorf("%+v", got)
	}
}

func TestTheAPIIsDescribedAndItsTokenGivenOnRequest(t *testing.T) {
	w, _ := connected(t)
	if got := w.ok("openapi"); !strings.Contains(got, `"openapi": "3.1.0"`) {
		t.Errorf("%.300s", got)
	}
	if lines := strings.Count(w.ok("api", "--list"), "\n"); lines != 54 {
		t.Errorf("%d lines, want a heading and 53", lines)
	}
	token := strings.TrimSpace(w.ok("token"))
	got := decoded[struct {
		Format  string
		Token   string `json:"access_token"`
		Expires string `json:"expires_at"`
		Scopes  []string
	}](t, w.ok("token", "-o", "json"))
	if got.Format != "authzx.token/1" || got.Token != token || strings.Count(token, ".") != 2 || got.Expires == "" || len(got.Scopes) != 21 {
		t.Errorf("%d characters, ends %s, %d scopes", len(token), got.Expires, len(got.Scopes))
	}
	if yes := strings.Count(w.ok("token", "--scopes"), "\nyes"); yes != 21 {
		t.Errorf("%d scopes are granted", yes)
	}
}

func TestAWayThatCreatesARoleCallsItByItsName(t *testing.T) {
	w := newWorld(t)
	doc := w.File("lone.json", `{"groups":[],"roles":[],"permissions":[{"_id":"11111111-0c28-4da7-8639-ae998512c838","name":"read:x","description":"d","applicationType":"client","applicationId":"app-x"}]}`)
	if got := w.done("--snapshot", doc, "suggest", "give", "auth0|ann", "read:x"); !strings.Contains(got, `assign role "read:x" to user auth0|ann`) {
		t.Errorf("%s", got)
	}
	if got := w.done("--snapshot", doc, "suggest", "give", "auth0|ann", "read:x", "-o", "json"); !strings.Contains(got, `"names":{"role":"read:x"}`) {
		t.Errorf("%s", got)
	}
}
