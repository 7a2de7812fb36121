package views

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/sandbox/sample"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/desk"
)

// settled is a directory that knows some settings and nothing else.
func settled(s rbac.Settings, err error) *rbac.Directory {
	var d *rbac.Directory
	return d.WithSettings(s, rbac.Extent{At: clock, Complete: err == nil, Err: err})
}

func wholeSettings() rbac.Settings {
	return rbac.Settings{
		Switches:   map[rbac.Switch]bool{rbac.GroupsInToken: true, rbac.PersistRoles: true},
		RuleExists: true, RuleEnabled: true, StorageType: text.New("default"), StorageSize: 450_000,
		APIAccess: true, TokenLifetime: 2 * time.Hour,
	}
}

// onServer is what the sandbox has of a switch.
func (e *driver) onServer(s rbac.Switch) bool {
	settings, _ := e.tenant.State().Directory.Settings()
	return settings.Switches[s]
}

func TestTheConfigurationShowsEverySwitchAndHowThingsStand(t *testing.T) {
	e := explore(t, 120, 40)
	e.press("C")
	for _, s := range rbac.Switches() {
		e.shows(string(s), s.Explain())
	}
	e.shows("Login rule", "none", "Auth0 Rules ended on 18 Nov 2026", "probably fails", "X way out", "token lifetime 1 day", "22 of 500 KB", "*** never shown")
}

func TestSettingsThatCouldNotBeReadAgainAreMarked(t *testing.T) {
	e := explore(t, 120, 40)
	e.press("C")
	e.hides("as read before")
	for route, words := range map[endpoint.ID]string{
		endpoint.ConfigurationRead:   "The switches are as last read",
		endpoint.ConfigurationStatus: "published and enabled  ▲ as last read",
		endpoint.ResourceServerRead:  "token lifetime 2 hours  ▲ as last read",
	} {
		e.desk.Data = &desk.Data{Data: catalog.Data{Graph: e.desk.Data.Graph, Directory: settled(wholeSettings(), &tenant.Fault{Route: route, Detail: text.New("no answer")})}}
		e.send(ui.DataChanged{})
		e.shows(words, "groupsInToken")
	}
}

func TestASwitchIsSentOnlyAfterTheReview(t *testing.T) {
	e := explore(t, 80, 24)
	was := e.onServer(rbac.GroupsInToken)
	e.press("C", " ")
	e.shows("1 not saved", "Not sent yet: writing the rule first may fail")
	if e.onServer(rbac.GroupsInToken) != was {
		t.Fatal("space alone sent something")
	}
	e.press("<ctrl+s>")
	e.shows("Set groupsInToken off", "login rule")
	e.press("y")
	e.shows("1 change applied, verified")
	e.press("<esc>")
	if e.onServer(rbac.GroupsInToken) == was {
		t.Errorf("it was not switched:\n%s", e.frame())
	}
	e.hides("not saved", "Nothing is sent yet")
}

func TestASwitchTurnedTwiceIsAsItWas(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("C", " ", "j", " ")
	e.shows("2 not saved")
	e.press("k", " ", "j", "<enter>")
	e.hides("not saved")
	e.press("<ctrl+s>")
	e.shows("nothing changed")
}

func TestStagedSwitchesSayWhatTheyWillBe(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("C", " ", "<ctrl+t>")
	e.shows("1 change staged", "○ off staged")
	e.hides("not saved")
	e.press("7")
	e.shows("Set groupsInToken off")
	e.press("C", " ")
	e.shows("1 not saved", "● on ")
	e.press(" ")
	e.shows("○ off staged")
}

func TestQuittingAsksWhenSwitchesAreNotSaved(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("C", " ", "1", "q")
	e.shows("Quit?", "Switches you changed will be lost")
}

func TestWritingStaysLockedForTheConfigurationToo(t *testing.T) {
	e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.ReadOnly = true })
	was := e.onServer(rbac.GroupsInToken)
	e.press("C", " ", "<ctrl+s>")
	e.shows("read_only")
	e.press("y")
	if e.onServer(rbac.GroupsInToken) != was {
		t.Error("a read-only profile was written to")
	}
}

func TestWhatCouldNotBeReadIsSaidAndTheRestIsShown(t *testing.T) {
	half := wholeSettings()
	half.StorageType, half.RuleExists, half.StorageSize = text.Text{}, false, -1
	half.APIAccess, half.TokenLifetime = false, 0
	err := errors.Join(
		hinted{errors.New("reading the status: GET /configuration/status: the server failed (500)")},
		errors.New("reading the API access: GET /configuration/resource-server: the token lacks read:resource-server (403)"))
	e := exploreStill(t, rbac.Document{}, settled(half, err), 120, 40)
	e.press("C")
	e.shows("groupsInToken", "reading the status", "reading the API access", "compare client_id", "tries again", "not known")
	e.hides("nobody gets a new token")
}

func TestTheSwitchesAreExportedAsTheyStand(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("C", " ", "x", "csv", "<down>", "<enter>")
	if len(e.copied) != 1 || !strings.Contains(e.copied[0], "groupsInToken,token") || strings.Count(e.copied[0], "\n") != 10 {
		t.Fatalf("exported %q:\n%s", e.copied, e.frame())
	}
	e = exploreStill(t, rbac.Document{}, settled(rbac.Settings{StorageSize: -1}, unread()), 80, 24)
	e.press("C", "x")
	e.shows("no switches to export")
	e.press("<enter>")
	e.shows("no switch selected")
}

func TestWithoutSwitchesNothingCanBeSwitched(t *testing.T) {
	e := exploreStill(t, rbac.Document{}, settled(rbac.Settings{StorageSize: -1}, unread()), 80, 24)
	e.press("C", " ", "<ctrl+s>")
	e.shows("listing groups: 403", "r tries again", "nothing changed")
}

func TestTheStorageWarnsBeforeItIsFull(t *testing.T) {
	for name, c := range map[string]struct {
		kind string
		size int64
		want string
	}{
		"half empty": {"default", 200_000, "195 of 500 KB, 39 %"},
		"nearly":     {"default", 450_000, "nearly full"},
		"over":       {"default", 900_000, "176 %"},
		"silent":     {"default", -1, "usage unknown"},
		"elsewhere":  {"s3", -1, "on s3, no limit of its own"},
	} {
		t.Run(name, func(t *testing.T) {
			s := wholeSettings()
			s.StorageType, s.StorageSize = text.New(c.kind), c.size
			e := exploreStill(t, rbac.Document{}, settled(s, nil), 120, 40)
			e.press("C")
			e.shows(c.want)
		})
	}
}

func TestTheRuleIsNeverSaidToMakeTokens(t *testing.T) {
	for name, c := range map[string]struct {
		exists, enabled bool
		want            string
	}{
		"on":       {true, true, "● on  published and enabled"},
		"disabled": {true, false, "○ off  published, but disabled"},
		"none":     {false, false, "○ none  not published"},
	} {
		t.Run(name, func(t *testing.T) {
			s := wholeSettings()
			s.RuleExists, s.RuleEnabled = c.exists, c.enabled
			e := exploreStill(t, rbac.Document{}, settled(s, nil), 120, 40)
			e.press("C")
			e.shows(c.want, "It may no longer run")
		})
	}
}

func TestTheAPIKeyIsOnNoFrame(t *testing.T) {
	const key = "canary0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
	company := sample.Company()
	company.Document = []byte(strings.Replace(string(company.Document), `"_id":"v1"`, `"_id":"v1","apikey":"`+key+`"`, 1))
	if !strings.Contains(string(company.Document), key) {
		t.Fatal("the sample has no place for a key: the test proves nothing")
	}
	e := exploreTenant(t, company, 80, 24)
	for _, keys := range []string{"C", " ", "<ctrl+s>", "y", "<esc>", "@", "<enter>", "]", "]"} {
		e.press(keys)
		e.hides(key[:20])
	}
}

// exploreSaved opens the explorer on a snapshot.
func exploreSaved(t *testing.T, w, h int) *driver {
	t.Helper()
	read := func() ([]byte, error) { return []byte(`{"groups":[],"roles":[],"permissions":[]}`), nil }
	saved := offline(tenant.Identity{Profile: text.New("saved.json")}, read, func() time.Time { return clock })
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	e.open(overread{saved, e.news}, theme.Options{Profile: theme.None}, w, h)
	return e
}

// In a snapshot nothing can be made, so that no list says how.
func TestAnEmptyListOfASnapshotOffersNothing(t *testing.T) {
	e := exploreSaved(t, 80, 24)
	e.press("4")
	e.shows("No permissions yet.")
	e.hides("to create one")
}

func TestWhatCanNotBeSeenIsNotSwitched(t *testing.T) {
	e := explore(t, 60, 15)
	e.press("C", "<tab>", " ", "<enter>")
	e.hides("not saved")
	e.press("<tab>", " ")
	e.shows("1 not saved")
}

func TestASavedDocumentHasNoConfiguration(t *testing.T) {
	e := exploreSaved(t, 80, 24)
	e.press("C", " ")
	e.shows("This snapshot has no configuration")
	e.hides("Login rule")
}

func TestConfigurationFrames(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.press("C")
	e.golden("configuration")
	e.press("j", " ", "j", "<ctrl+t>", "j", " ")
	e.golden("configuration-switched")
	e.press("/", "persist")
	e.golden("configuration-filtered")
	e.press("<esc>")
	e.golden("configuration-state")
	e = exploreStill(t, rbac.Document{}, settled(wholeSettings(), nil), 80, 24)
	e.press("C")
	e.golden("configuration-full")
	half := rbac.Settings{Switches: map[rbac.Switch]bool{}, StorageSize: -1}
	e = exploreStill(t, rbac.Document{}, settled(half, unread()), 80, 24)
	e.press("C")
	e.golden("configuration-partial")
	e = exploreSaved(t, 80, 24)
	e.press("C")
	e.golden("configuration-saved")
}
