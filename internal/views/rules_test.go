package views

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/desk"
)

// ruled opens the sample company with a file of rules.
func ruled(t *testing.T, content string, w, h int) (e *driver, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "house.toml")
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return exploreAs(t, company(t), tenant.Identity{Profile: text.New("dev"), Rules: file}, w, h), file
}

const houseRules = `[[test]]
name = "Ann approves expenses"
user = "ann@acme.test"
application = "Expenses"
can = ["approve:expenses"]

[[test]]
name = "Ann keeps away from the books"
user = "ann@acme.test"
can = ["close:periods"]
cannot = ["create:invoices"]

[[rule]]
name = "nobody both books and approves"
application = "Ledger"
never_together = ["create:invoices", "approve:invoices"]

[[rule]]
name = "only Controlling closes periods"
permission = "close:periods"
only = { groups = ["Controlling"] }
`

func TestAFileOfTestsIsRunAndEachFailureLeadsToItsReason(t *testing.T) {
	e, _ := ruled(t, houseRules, 80, 24)
	e.press(":", "tests and rules", "<enter>")
	e.shows("house.toml: ", "✗ fails", "test Ann keeps away from the books", "Ann Archer lacks close:periods", "has create:invoices", "✓ holds")
	e.golden("tests")
	e.press("<enter>")
	e.shows("Ann Archer: access", "[Lacks ")
	if row := e.cursorRow(); !strings.Contains(row, "close:periods") {
		t.Errorf("the cursor is on %q:\n%s", row, e.frame())
	}
	e.press("q", "j")
	e.shows("Ann Archer has create:invoices: Accounts Payable › Clerk")
	e.press("<enter>")
	e.shows("[Permissions ", "Accounts Payable")
	e.press("q", "G", "<enter>")
	e.shows("it passed: there is nothing to explain")
}

func TestAnotherFileIsRunAndWhatIsWrongWithItIsSaid(t *testing.T) {
	e, file := ruled(t, houseRules, 80, 24)
	other := filepath.Join(filepath.Dir(file), "other.toml")
	if err := os.WriteFile(other, []byte("[[test]]\nname = \"x\"\nuser = \"nobody@acme.test\"\ncan = [\"read:books\"]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	e.send(ui.Open{Route: ui.Route{Kind: desk.RouteTests, ID: text.New(other)}})
	e.settle()
	e.shows("The file is invalid, or names something that doesn't exist:", `"nobody@acme.test"`, `"read:books"`) // single words: the name of the folder moves where lines break
	if err := os.WriteFile(other, []byte("[[test]]\nname = \"x\"\nuser = \"ann@acme.test\"\ncan = [\"approve:expenses\"]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	e.press("r")
	e.shows("other.toml: 1 test, 0 failed")
	e.press("e", "<ctrl+u>", file, "<enter>")
	e.shows("house.toml: ")
}

// beyond is a tenant whose list of users ends early, and which can be searched.
type beyond struct {
	calm
	all   *rbac.Directory
	asked *[]string
}

func (b beyond) SearchUsers(_ context.Context, words text.Text) (tenant.Found, error) {
	*b.asked = append(*b.asked, words.Raw())
	var found tenant.Found
	for _, u := range b.all.Users() {
		if strings.Contains(words.Raw(), u.Email.Raw()) {
			found.Users = append(found.Users, u)
		}
	}
	return found, nil
}

func TestPeopleOfAFileOfTestsAreLookedUpBeyondTheListOnceEach(t *testing.T) {
	file := filepath.Join(t.TempDir(), "house.toml")
	nobody := "[[test]]\nname = \"x\"\nuser = \"nobody@acme.test\"\ncan = [\"close:periods\"]\n"
	if err := os.WriteFile(file, []byte(houseRules), 0o600); err != nil {
		t.Fatal(err)
	}
	state := company(t)
	all, asked := state.Directory, []string{}
	state.Directory = all.WithUsers(nil, rbac.Extent{At: clock})
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	id := tenant.Identity{Profile: text.New("dev"), Rules: file}
	e.open(beyond{calm{&still{state: state, news: e.news}, id}, all, &asked}, theme.Options{Profile: theme.None}, 100, 24)
	e.press(":", "tests and rules", "<enter>")
	e.shows("Ann keeps away from the books", "lacks close:periods")
	e.press("9", "/", "closes periods", "<enter>")
	e.shows("has close:periods, against the rule")
	e.press("r")
	if len(asked) != 1 || asked[0] != `email:"ann@acme.test"` {
		t.Errorf("the tenant was asked %q", asked)
	}
	if err := os.WriteFile(file, []byte(nobody), 0o600); err != nil {
		t.Fatal(err)
	}
	e.press(":", "tests and rules", "<enter>", "r")
	e.shows(`"nobody@acme.test"`) // the rest is wrapped by how long the folder's name is
	before := len(asked)
	e.press("r")
	if len(asked) != before+1 {
		t.Errorf("whom nobody had is not asked about again: %q", asked)
	}
}

func TestTheDoctorTakesTheRulesAlongAndFindingsAreAccepted(t *testing.T) {
	e, file := ruled(t, houseRules, 80, 24)
	e.press("9", "/", "closes periods", "<enter>")
	e.shows("has close:periods, against the rule")
	before := e.desk.Data.Diagnosis
	e.press("a")
	e.shows("Why accept 1 finding?", "house.toml")
	e.press("the board knows 2027-01-31", "<enter>")
	e.shows("1 finding accepted", "1 accepted")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{houseRules, "[[accepted]]", `finding = "broken-rule"`, `rule = "only Controlling closes periods"`, `reason = "the board knows"`, `until = "2027-01-31"`, "about = "} {
		if !strings.Contains(string(content), strings.TrimSpace(want)) {
			t.Errorf("%q is not in the file:\n%s", want, content)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("its mode is %v", info.Mode())
	}
	if n, m := len(before.Rows), len(e.desk.Data.Diagnosis.Rows); m >= n || e.desk.Data.Diagnosis.Accepted != n-m {
		t.Errorf("of %d findings %d are left, %d accepted", n, m, e.desk.Data.Diagnosis.Accepted)
	}
}

func TestAFileOfRulesThatIsWrongIsSaidByTheDoctor(t *testing.T) {
	e, _ := ruled(t, "[[rule]]\nname = \"x\"\n", 80, 24)
	e.press("9")
	e.shows("the rules file is ignored: ", "house.toml:1")
	e.press("a")
	e.shows("the rules file can't be read, so nothing is written to it")
	e = explore(t, 80, 24)
	e.press("9", "a")
	e.shows("the profile has no rules file")
	e.press(":", "tests and rules", "<enter>")
	e.shows("The profile has no rules file: e runs a test file.")
	e.hides("│ .")
}

func TestTheDoctorMarksWhatIsStaged(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9")
	e.shows("f stage fix: ")
	e.hides(" staged: ")
	before := e.cursorRow()
	e.press("f")
	e.shows("1 change staged", " staged: ")
	if after := e.cursorRow(); after == before || !strings.Contains(after, "staged") {
		t.Errorf("the row is %q, was %q", after, before)
	}
}
