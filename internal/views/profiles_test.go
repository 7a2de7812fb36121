package views

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/desk"
	"authzx/internal/views/setup"
)

func TestProfilesAreListedWithWhereTheirSecretsAreKept(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles()}, 120, 40)
	e.press("P")
	e.shows("● open", "PROD, read-only", "the environment variable ACME_AUDIT", "authz.example.com", "✗ faulty", "/home/ann/.config")
	e.press("j", "j", "j", "j")
	e.shows("profiles.broken.client_secret: is missing")
}

func TestEnterOpensAnotherTenantInPlace(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles()}, 80, 24)
	e.press("P", "/", "private", "<enter>", "<enter>")
	e.until("Users")
	e.shows("private")
	e.hides("Profiles")
}

func TestATenantThatOpensLateTakesNobodyByTheHand(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles()}, 80, 24)
	e.press("P", "/", "private", "<enter>")
	e.send(namedKey(t, "enter"))
	e.send(tea.KeyPressMsg{Code: '2', Text: "2"})
	e.settle()
	e.shows("Groups", "not switched: you have moved on")
}

func TestTheOpenProfileAndAFaultyOneAreNotOpened(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles()}, 80, 24)
	e.press("P", "<enter>")
	e.shows("already on this profile")
	e.press("G", "<enter>")
	e.shows("This profile can't be used", "exactly one of")
}

func TestSwitchingAsksWhenChangesAreStaged(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles()}, 80, 24)
	e.press("C", " ", "<ctrl+t>", "P", "/", "private", "<enter>", "<enter>")
	e.shows("Switch to private?", "1 change is staged")
	e.press("<enter>")
	e.shows("Profiles", "1 change staged")
	e.press("<enter>", "y")
	e.until("Users")
	e.shows("private")
}

func TestSwitchingAsksWhenSwitchesWouldBeLost(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles()}, 80, 24)
	e.press("C", " ", "P", "/", "private", "<enter>", "<enter>")
	e.shows("Switch to private?", "will be lost")
}

func TestATenantThatDoesNotOpenLeavesThePresentOne(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles(), refuse: refused()}, 80, 24)
	e.press("P", "/", "private", "<enter>", "<enter>")
	e.shows("Not opened", "(401", "compare client_id")
	e.press("<esc>", "1")
	e.shows("Users", "demo")
}

func TestATestSaysWhatCameOfEachStep(t *testing.T) {
	b := &book{list: someProfiles(), checks: tokenFails()}
	e := exploreBook(t, b, 80, 24)
	e.press("P", "G", "k", "c")
	e.shows("Connection: private", "✓ extension: auth0-authz 2.13.7", "✗ token", "(401", "compare client_id")
	e.press("<esc>")
	e.shows("✗ fails")
	b.checks = allPassed()
	e.press("c")
	e.shows("✓ groups: 23 read")
	e.press("<esc>")
	e.shows("✓ works")
}

func TestATestCanBeCancelled(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles(), checks: tokenFails(), waits: make(chan struct{})}, 80, 24)
	e.press("P", "G", "k")
	e.send(tea.KeyPressMsg{Code: 'c', Text: "c"})
	e.until("testing private")
	e.send(namedKey(t, "ctrl+c"))
	e.settle()
	e.shows("cancelled: testing private")
	e.hides("✗ fails", "Connection of")
}

func TestAProgramThatGivesTheSecretHasTheTerminal(t *testing.T) {
	b := &book{list: someProfiles(), checks: allPassed()}
	e := exploreBook(t, b, 80, 24)
	s := setup.NewProfiles(e.desk.Desk, e.desk.options.tenants())
	s.List = b.list
	s.Fill()
	s.Browser.Act(ui.Down)
	tested := false
	cmd := s.WithSecret(s.List[1], func() ui.Cmd { tested = true; return nil })
	if cmd == nil || tested {
		t.Fatal("nobody was asked for the secret")
	}
	work := &desk.Lent{Work: func() error { return b.Unlock(t.Context(), s.List[1].Name) }}
	if err := work.Run(); err != nil || len(b.got) != 1 {
		t.Errorf("%v, %v", err, b.got)
	}
	s.Update(setup.GotSecret{Screen: s, Then: func() ui.Cmd { tested = true; return nil }, Err: nil})
	if !tested {
		t.Error("with the secret at hand nothing went on")
	}
	told, ok := s.Update(setup.GotSecret{Screen: s, Then: nil, Err: errors.New("pass ended with exit status 1")}).Commands()[0]().(ui.Show)
	if !ok || !strings.Contains(told.Dialog.(*desk.Notice).Lines[0].Plain(), "exit status 1") {
		t.Errorf("a failure is not told: %+v", told)
	}
}

func TestTheListOfProfilesIsReadAgain(t *testing.T) {
	b := &book{list: someProfiles()[:1]}
	e := exploreBook(t, b, 80, 24)
	e.press("P")
	b.mu.Lock()
	b.list = someProfiles()
	b.mu.Unlock()
	e.hides("audit")
	e.press("r")
	e.shows("audit")
}

func TestProfilesThatCanNotBeReadSayWhy(t *testing.T) {
	for name, c := range map[string]struct {
		book *book
		want []string
	}{
		"a fault": {&book{err: errors.New("config.toml:3: profiles.dev.zap: unknown key")}, []string{"unknown key", "tries again"}},
		"none":    {&book{}, []string{"No profile in", "n adds one"}},
		"no book": {nil, []string{"Demo mode: profiles are off", "Run authzx alone"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := exploreSteady(t, 80, 24, nil)
			if c.book != nil {
				e.desk.options.Profiles = c.book
			}
			e.press("P", "c")
			e.shows("no profile to test")
			e.press("<enter>")
			e.shows("no profile to switch to")
			e.press("r")
			e.shows(c.want...)
			e.press("n")
		})
	}
}

func TestHostileNamesOfProfilesAreEscaped(t *testing.T) {
	const evil = "x\x1b]0;owned\x07\u202e"
	e := exploreBook(t, &book{list: []setup.Profile{{Name: text.New(evil), Tenant: text.New(evil), Secret: text.New(evil)}}, checks: []setup.Check{{Step: "token", Err: errors.New(evil)}}}, 120, 40)
	e.press("P", "c")
	e.hides("\x1b", "\u202e", "\x07", "U+27E8")
	e.shows("⟨U+202E⟩")
	e.press("<esc>", "<enter>")
	e.hides("\x1b", "\u202e")
}

func TestProfilesFrames(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles(), checks: tokenFails()}, 80, 24)
	e.press("P")
	e.golden("profiles")
	e.press("/", "pri", "<enter>", "c")
	e.golden("profiles-tested")
	e.press("<esc>", "<esc>", "G")
	e.golden("profiles-faulty")
	e = exploreBook(t, &book{}, 80, 24)
	e.press("P")
	e.golden("profiles-none")
	e = exploreStill(t, rbac.Document{}, nil, 80, 24)
	e.press("P")
	e.golden("profiles-unknown")
}

func TestAProfileIsDeletedAfterAQuestion(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles()}, 80, 24)
	e.press("P", "D")
	e.shows("it is open: switch to another one first")
	e.press("/", "private", "<enter>", "D")
	e.shows("Delete this profile?", "Profile private is removed from", "/home/ann/.config/authzx/config.toml")
	e.press("<enter>")
	e.shows("1 of ")
	e.press("D", "y")
	e.shows("0 of ")
	e.hides("Delete this profile?")
	e.press("e")
	e.shows("no editor set")
}
