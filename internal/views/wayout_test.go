package views

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/exit"
	"authzx/internal/exit/node"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/desk"
)

// withNode lets the explorer find the node that is installed; the test is skipped
// without one.
func (e *driver) withNode() {
	e.t.Helper()
	e.desk.options.WayOut.Path = os.Getenv("PATH")
	if _, err := node.Find(e.desk.options.WayOut.Path); err != nil {
		e.t.Skip(err)
	}
}

// wayOut opens the screen and waits for its figures.
func (e *driver) wayOut() {
	e.t.Helper()
	e.press("X")
	e.await("engine")
}

// retype empties a field, or a prompt, and types another text.
func (e *driver) retype(words string) {
	e.t.Helper()
	e.press("<ctrl+u>", words)
}

// written writes the files of the way under the cursor.
func (e *driver) written(dir string) {
	e.t.Helper()
	e.press("w")
	e.retype(dir)
	e.press("<ctrl+s>")
}

func TestTheWayOutSaysHowTheRuleStandsAndWhatEachWayLoses(t *testing.T) {
	e := explore(t, 120, 36)
	e.wayOut()
	e.shows("Login rule", "gone: unless an Action replaces it", "Switches on", "users in groups or roles",
		"action", "engine", "core", "fga", "no figures yet", "✓ nothing", "KB", "▲ 1 user")
	e.press("j")
	e.shows("▲ 1 user: deleted users are members")
	e.press("j", "w")
	e.shows("can't write this way yet")
}

func TestTheWayOutLeadsToWhoLosesWhatAndByWhichPath(t *testing.T) {
	e := explore(t, 120, 36)
	e.wayOut()
	e.press("<enter>")
	e.shows("nobody loses anything this way")
	e.press("j", "<enter>")
	e.shows("Losses: engine", "auth0|0c1669da0bcc76c3f75a276d", "1 group", "Treasury", "ghost-member")
	e.press("<enter>")
	e.shows("Permissions", "Roles", "Groups")
	e.press("]", "]")
	e.shows("Treasury")
}

func TestFilesAreWrittenAndProvedInTheExplorer(t *testing.T) {
	t.Parallel()
	for i, target := range []string{"action", "engine"} {
		t.Run(target, func(t *testing.T) {
			e := explore(t, 120, 36)
			e.withNode()
			dir := filepath.Join(t.TempDir(), "out")
			e.wayOut()
			for range i {
				e.press("j")
			}
			e.written(dir)
			e.shows("files written", "not verified")
			for _, name := range []string{exit.FileCode, exit.FileTest, exit.FileCases, exit.FileReport, exit.FileReadme} {
				if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
					t.Error(err)
				}
			}
			e.press("V")
			e.shows("Verify which folder?")
			e.press("<enter>")
			e.shows("✓ equal in ", "logins")
			code := filepath.Join(dir, exit.FileCode)
			b, err := os.ReadFile(code)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(code, []byte(strings.Replace(string(b), "authz_", "other_", 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			e.press("V", "<enter>")
			e.shows("Differing logins", "expected", "got")
			e.press("<esc>")
			e.shows("✗ differs", "the code differs from what authzx would write now")
			e.hides("✓ equal")
		})
	}
}

func TestWithoutNodeTheExplorerCallsNothingEqual(t *testing.T) {
	e := explore(t, 80, 24)
	dir := filepath.Join(t.TempDir(), "out")
	e.wayOut()
	e.written(dir)
	e.press("V", "<enter>")
	e.shows("not run", "node is not installed")
	e.hides("equal in")
}

func TestTheFormOfTheWayOutRefusesWhatWouldNotWork(t *testing.T) {
	e := explore(t, 120, 36)
	there := t.TempDir()
	if err := os.MkdirAll(filepath.Join(there, "action"), 0o700); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(there, exit.FileCode)
	if err := os.WriteFile(kept, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	e.wayOut()
	e.press("w")
	e.shows("Write the way out: action", "way-out-action", "Claims: authz_groups, authz_roles, authz_permissions", "deny the login")
	e.retype(there)
	e.press("<ctrl+s>")
	e.shows("is there already")
	e.retype(filepath.Join(there, "new"))
	e.press("<tab>")
	for given, want := range map[string]string{
		"": "need a namespace or a prefix", "https://acme.auth0.com/": "the namespace is under auth0.com", "https:/x": "neither an http(s) URL", "a b": "characters that don't belong",
	} {
		e.retype(given)
		e.press("<ctrl+s>")
		e.shows(want)
		e.hides("--")
	}
	e.press("<esc>")
	e.shows("Leave the form?")
	e.press("y")
	e.hides("Write the way out")
	if b, err := os.ReadFile(kept); err != nil || string(b) != "kept" {
		t.Errorf("it holds %q, %v", b, err)
	}
	if _, err := os.Stat(filepath.Join(there, "new")); err == nil {
		t.Error("something was written")
	}
}

func TestWhatWasAnsweredStandsInTheReport(t *testing.T) {
	e := explore(t, 120, 36)
	dir := filepath.Join(t.TempDir(), "out")
	e.desk.options.WayOut.Addresses = func(s tenant.State, _ tenant.Identity) (string, string) {
		return s.BaseURL, "https://acme.eu.auth0.com/oauth/token"
	}
	e.wayOut()
	e.press("w")
	e.retype(dir)
	e.press("<tab>")
	e.retype("https://acme.example/")
	e.press("<tab>", "<right>", "<tab>", "<right>", "<tab>", "<right>", "<tab>", "rul_1", "<tab>", "<right>", "<ctrl+s>")
	b, err := os.ReadFile(filepath.Join(dir, exit.FileReport))
	if err != nil {
		t.Fatalf("%v\n%s", err, e.frame())
	}
	report, err := exit.ReadReport(b)
	p := report.Parameters
	if err != nil || p.Namespace != "https://acme.example/" || p.Prefix != "" || !p.IDToken || p.AccessToken || p.OnFailure != exit.FailureEmpty ||
		p.StringGroups != exit.StringComma || p.RuleID != "rul_1" || p.Auth != exit.AuthToken {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestAFolderThatIsNoWayOutIsNotVerified(t *testing.T) {
	e := explore(t, 80, 24)
	e.wayOut()
	e.press("V")
	e.retype(t.TempDir())
	e.press("<enter>")
	e.shows("not verified: ")
	e.hides("equal")
}

// savedDocument opens the explorer on a snapshot with more keys than the lists.
func savedDocument(t *testing.T, more string) *driver {
	t.Helper()
	doc := []byte(`{"groups":[{"_id":"g","name":"Ops","description":"-","members":["auth0|a"],"mappings":[{"_id":"m","groupName":"Domain Admins","connectionName":"corp"}]}],"roles":[],"permissions":[]` + more + `}`)
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	read := func() ([]byte, error) { return doc, nil }
	saved := offline(tenant.Identity{Profile: text.New("saved.json"), Offline: true}, read, func() time.Time { return clock })
	e.open(overread{saved, e.news}, theme.Options{Profile: theme.None}, 80, 24)
	return e
}

func TestASavedDocumentHasWaysOutWhereItHoldsTheSwitches(t *testing.T) {
	e := savedDocument(t, "")
	e.wayOut()
	e.shows("▲ not known: may no longer run", "not possible", "1 user in groups")
	e = savedDocument(t, `,"configuration":{"groupsInToken":true},"base_url":"https://ext.example/api"`)
	e.wayOut()
	e.shows("groupsInToken", "✓ nothing")
	e.written(filepath.Join(t.TempDir(), "out"))
	e.shows("files written")
}

func TestAnEmptyTenantHasWaysOutToo(t *testing.T) {
	settings := wholeSettings()
	settings.RuleKnown = true
	d := settled(settings, nil)
	e := exploreStill(t, rbac.Document{}, d, 80, 24)
	e.desk.options.WayOut.Addresses = func(tenant.State, tenant.Identity) (string, string) { return "https://ext.example/api", "" }
	e.wayOut()
	e.shows("▲ enabled, but may no longer run", "0 users in groups or roles", "✓ nothing")
	dir := filepath.Join(t.TempDir(), "out")
	e.written(dir)
	e.shows("files written")
}

func TestATenantThatCouldNotBeReadWholeHasNoWayOutYet(t *testing.T) {
	e := exploreStill(t, rbac.Document{Missing: rbac.Missing{Groups: errors.New("403")}}, settled(wholeSettings(), nil), 80, 24)
	e.wayOut()
	e.shows("not possible", "could not be read")
	e.press("w")
	e.shows("not possible: groups could not be read")
}

func TestDoctorConfigurationAndPaletteLeadToTheWayOut(t *testing.T) {
	e := explore(t, 120, 36)
	e.press("C")
	e.shows("X way out")
	e.press("9")
	e.await("3 errors")
	e.shows("X way out")
	e.press("/", "login rule is absent", "<enter>", "<enter>")
	e.await("Switches on")
	e.press("1", ":", "exit", "<enter>")
	e.await("Switches on")
	for _, typed := range []string{"rule", "action", "migrate", "token"} {
		e.press(":", typed)
		e.shows("the way out")
		e.press("<esc>", "<esc>")
	}
}

func TestTheWayOutIsExactlyAsLargeAsItsRoom(t *testing.T) {
	e := exploreStill(t, hostileDocument(), settled(wholeSettings(), nil).WithGone(rbac.User("auth0|\x1b]0;1")), 80, 24)
	for _, route := range []ui.Route{{Kind: desk.RouteWayOut}, {Kind: "losses", ID: text.New("engine")}} {
		s := e.desk.Make(route)
		s.SetSize(58, 11)
		carryOut(s, s.Init())
		for _, w := range []int{0, 1, 2, 5, 14, 31, 58, 60, 78, 118, 198} {
			for _, h := range []int{0, 1, 2, 5, 9, 11, 20, 32, 46} {
				s.SetSize(w, h)
				view := s.View()
				if w < 58 || h < 11 {
					continue
				}
				if fault := misshapen(view, w, h); fault != "" {
					t.Fatalf("%s %dx%d: %s\n%s", route.Kind, w, h, fault, view)
				}
			}
		}
	}
}

func TestWayOutFrames(t *testing.T) {
	e := explore(t, 80, 24)
	e.wayOut()
	e.press("j")
	e.golden("way-out")
	e.press("w")
	e.golden("way-out-form")
	e.press("<esc>", "<enter>")
	e.golden("way-out-losses")
}
