package views

import (
	"errors"
	"strings"
	"testing"

	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/text"
	"authzx/internal/views/setup"
)

func TestTheGuideLeadsFromTheFirstScreenToTheForm(t *testing.T) {
	e := greet(t, &book{checks: allPassed()}, 80, 24)
	e.press("j", "j", "<enter>")
	e.shows("1. Turn on API access", "your name at the top right")
	e.press("<enter>")
	e.shows("2. Create a machine-to-machine application", "Create Application")
	e.press("<enter>")
	e.shows("3. Choose the API "+endpoint.APIName, config.DefaultAudience)
	e.press("<enter>")
	e.shows("4. Authorize the application", "this, no token is issued")
	e.press("<enter>")
	e.shows("5. Tick the scopes", "to read everything", "read:resource-server", "to change groups")
	e.press("<enter>")
	e.shows("6. Add a profile and test it", "https://TENANT.us.webtask.io")
	e.press("<enter>")
	e.shows("New profile", "f3 guide")
	e.press("dev", "<f3>")
	e.shows("1. Turn on API access")
	e.press("<esc>")
	e.shows("New profile", "dev")
}

func TestTheGuideShowsWhichStepsOfTheOpenProfileAreDone(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles(), checks: allPassed()}, 80, 24)
	e.press(":", "set-up guide", "<enter>")
	e.shows("c tests the open profile")
	e.hides("✓")
	e.press("c")
	e.until("5. Tick the scopes")
	e.shows("✓ yes", "✗ no", "✗ read:roles", "✓ read:groups")
	if n := strings.Count(e.frame(), "✓ yes"); n != 5 {
		t.Errorf("%d steps are called done, want all but that of the scopes:\n%s", n, e.frame())
	}
	e.press("k")
	e.shows("✓ token: granted, with 2 of 21 scopes")
}

func TestTheGuidePointsAtTheStepThatFailed(t *testing.T) {
	checks := append(allPassed()[:1], setup.Check{Step: "token", Err: errors.New("the client is not allowed a token"), Redo: config.StepAuthorize})
	e := exploreBook(t, &book{list: someProfiles(), checks: checks}, 80, 24)
	e.press(":", "set-up guide", "<enter>", "c")
	e.until("4. Authorize the application for it")
	e.shows("✗ no", "✗ token: the client is not allowed a token")
	e.hides("✓ yes")
}

func TestTheGuideSaysWhyNothingCanBeTested(t *testing.T) {
	first := greet(t, &book{}, 80, 24)
	first.press("j", "j", "<enter>", "c")
	first.shows("no profile to test")
	broken := exploreBook(t, &book{err: errors.New("config.toml:3: what is this")}, 80, 24)
	broken.press(":", "set-up guide", "<enter>", "c")
	broken.shows("config.toml:3: what is this")
	gone := exploreBook(t, &book{list: []setup.Profile{{Name: text.New("another")}}, checks: allPassed()}, 80, 24)
	gone.press(":", "set-up guide", "<enter>", "c")
	gone.shows("demo is not in the configuration")
	gone.hides("✓")
}

func TestTheGuideGivesWhatHasToBeEntered(t *testing.T) {
	e := greet(t, &book{}, 80, 24)
	e.press("j", "j", "<enter>", "y")
	e.shows("nothing to copy in this step")
	e.press("j", "j", "y")
	if e.lastCopied() != config.DefaultAudience {
		t.Errorf("copied %q", e.lastCopied())
	}
	e.press("j", "j", "y")
	if got := strings.Fields(e.lastCopied()); len(got) != 8 || got[0] != "read:users" {
		t.Errorf("copied %q", got)
	}
}

// lastCopied is what was copied last.
func (e *driver) lastCopied() string {
	if len(e.copied) == 0 {
		return ""
	}
	return e.copied[len(e.copied)-1]
}
