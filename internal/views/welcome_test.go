package views

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/config"
	"authzx/internal/views/setup"
)

// canary is a secret that must be on no frame.
const canary = "canary-c0ffee-of-the-client"

// enroll fills in the form of a profile by tenant and region.
func (e *driver) enroll() {
	e.t.Helper()
	e.press("dev", "<tab>", "<tab>", "acme", "<tab>", "<right>", "<tab>", "client-1", "<tab>", "<tab>")
	e.send(tea.PasteMsg{Content: canary + "\n"})
	e.settle()
}

func TestAFirstRunOffersTheSandbox(t *testing.T) {
	e := greet(t, &book{}, 80, 24)
	e.shows("Nothing is configured yet", "/home/ann/.config/authzx/config.toml")
	e.hides("read-write", "read-only")
	e.press("<enter>")
	e.until("Users")
	e.shows("demo")
}

func TestASandboxThatDoesNotStartSaysWhy(t *testing.T) {
	e := greet(t, &book{refuse: errors.New("no port is free")}, 80, 24)
	e.press("<enter>")
	e.shows("no port is free", "First run")
}

func TestAProfileIsTestedThenSavedThenOpened(t *testing.T) {
	b := &book{checks: allPassed()}
	e := greet(t, b, 80, 24)
	e.press("j", "<enter>")
	e.enroll()
	e.hides(canary)
	e.shows(strings.Repeat("*", len(canary)))
	e.shows("https://acme.eu.webtask.io/")
	e.press("<ctrl+s>")
	e.until("Users")
	e.shows("dev")
	d := b.drafts["dev"]
	if d.Tenant.Raw() != "acme" || d.Region.Raw() != "eu" || d.ClientID.Raw() != "client-1" || d.Secret.Reveal() != canary || d.Place != setup.PlaceKeyring || d.Production {
		t.Errorf("saved %+v", d)
	}
}

func TestOtherFieldsAreAskedForWhatWasChosen(t *testing.T) {
	b := &book{checks: allPassed()}
	e := greet(t, b, 80, 24)
	e.press("j", "<enter>")
	e.enroll()
	e.press("<tab>", " ", "<shift+tab>", "<shift+tab>", "<right>", "<right>")
	e.shows("environment variable", "Variable")
	e.hides("Client secret", "***")
	e.press("<tab>", "ACME_SECRET", "<shift+tab>", "<shift+tab>", "<shift+tab>", "<shift+tab>", "<shift+tab>", "<right>")
	e.shows("custom URLs", "API", "Tokens")
	e.hides("Region")
	e.press("<tab>", "https://authz.example.com/api", "<tab>", "https://login.example.com/oauth/token", "<ctrl+s>")
	d := b.drafts["dev"]
	if d.BaseURL.Raw() != "https://authz.example.com/api" || d.TokenURL.Raw() != "https://login.example.com/oauth/token" || !d.Tenant.IsZero() || !d.Region.IsZero() {
		t.Errorf("saved %+v", d)
	}
	if d.Place != setup.PlaceVariable || d.Variable.Raw() != "ACME_SECRET" || !d.Secret.IsZero() || !d.Production {
		t.Errorf("saved %+v", d)
	}
}

func TestAChoiceSaysHowItIsChanged(t *testing.T) {
	e := greet(t, &book{}, 80, 24)
	e.press("j", "<enter>", "dev", "<tab>")
	e.shows("tenant and region ›  1 of 2  ←/→ change")
	e.hides("*") // nothing is changed in what is new
	e.press("<f1>")
	e.shows("space changes a choice or switch")
}

func TestAHexadecimalSecretInPlaceOfAVariablesNameIsNotShown(t *testing.T) {
	const pasted = "c3351f0a9be24d7786a1c0ffee5b2d90"
	e := greet(t, &book{}, 80, 24)
	e.press("j", "<enter>")
	e.enroll()
	e.press("<shift+tab>", "<right>", "<right>", "<tab>")
	e.shows("environment variable", "Variable")
	e.send(tea.PasteMsg{Content: pasted})
	e.settle()
	e.hides(pasted[:8])
	e.shows(strings.Repeat("*", len(pasted)))
}

// A secret that is pasted where a variable is to be named is neither shown nor saved.
func TestASecretInPlaceOfAVariablesNameIsNotShown(t *testing.T) {
	b := &book{checks: allPassed()}
	e := greet(t, b, 80, 24)
	e.press("j", "<enter>")
	e.enroll()
	e.press("<shift+tab>", "<right>", "<right>")
	e.shows("environment variable")
	e.press("<tab>")
	for _, pasted := range []string{"9fJ-x_PQ2mVh7Kd", "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7", "s3cret value"} {
		e.send(tea.PasteMsg{Content: pasted})
		e.shows(strings.Repeat("*", len(pasted)))
		e.hides(pasted[:4])
		e.press("<ctrl+u>")
	}
	e.press("ACME_TENANT_2_SECRET_FOR_READS")
	e.shows("ACME_TENANT_2_SECRET_FOR_READS")
}

func TestASecretOutlivesAnotherChoice(t *testing.T) {
	b := &book{checks: allPassed()}
	e := greet(t, b, 80, 24)
	e.press("j", "<enter>")
	e.enroll()
	e.press("<shift+tab>", "<left>", "<left>", "<left>", "<ctrl+s>")
	if d := b.drafts["dev"]; d.Place != setup.PlaceFile || d.Secret.Reveal() != canary {
		t.Errorf("saved %+v", d)
	}
}

func TestWhatIsWrongIsSaidAtItsField(t *testing.T) {
	e := greet(t, &book{wrong: []setup.DraftFault{{Field: "tenant", Words: "is no tenant's name"}, {Field: "client_secret", Words: "is missing"}}}, 80, 24)
	e.press("j", "<enter>", "dev", "<ctrl+s>")
	e.shows("✗ is no tenant's name", "✗ is missing", "ctrl+s save")
	e.press("acme", "<tab>")
	e.hides("no tenant's name")
	e.shows("acme")
}

func TestAFailedTestSavesNothingUnlessAsked(t *testing.T) {
	b := &book{checks: tokenFails()}
	e := greet(t, b, 80, 24)
	e.press("j", "<enter>")
	e.enroll()
	e.press("<ctrl+s>")
	e.shows("✗ token", "compare client_id", "Not saved yet")
	if len(b.drafts) != 0 {
		t.Fatal("saved all the same")
	}
	e.press("<esc>")
	e.shows("acme", "client-1", "****")
	e.press("<ctrl+s>", "<ctrl+s>")
	e.until("Users")
	if b.drafts["dev"].Secret.Reveal() != canary {
		t.Error("the secret was lost on the way")
	}
}

func TestAProfileThatCanNotBeWrittenIsNotLost(t *testing.T) {
	e := greet(t, &book{checks: allPassed(), unkept: fmt.Errorf("saving: %w", &config.NoKeyringError{})}, 80, 24)
	e.press("j", "<enter>")
	e.enroll()
	e.press("<ctrl+s>")
	e.shows("not saved", "no keyring", `Choose another place in "Secret in", such as the file.`)
	e.press("<esc>")
	e.shows("client-1")
}

func TestATryCanBeCancelled(t *testing.T) {
	b := &book{checks: allPassed(), waits: make(chan struct{})}
	e := greet(t, b, 80, 24)
	e.press("j", "<enter>")
	e.enroll()
	e.send(namedKey(t, "ctrl+s"))
	e.send(namedKey(t, "esc"))
	e.settle()
	e.shows("client-1")
	if len(b.drafts) != 0 {
		t.Error("saved though it was cancelled")
	}
}

func TestLeavingTheFormAsksWhenSomethingWasEntered(t *testing.T) {
	e := greet(t, &book{}, 80, 24)
	e.press("j", "<enter>", "<esc>")
	e.shows("Start")
	e.press("<enter>", "d", "<esc>")
	e.shows("Leave?", "What you entered will be lost")
	e.press("y")
	e.shows("Start")
}

func TestAProfileIsAddedBesideOthers(t *testing.T) {
	b := &book{list: someProfiles(), checks: allPassed()}
	e := exploreBook(t, b, 80, 24)
	e.press("P", "n")
	e.enroll()
	e.press("<ctrl+s>")
	e.until("Users")
	e.press("P")
	e.shows("Profiles", "dev")
	e.press("n")
	e.hides("client-1", "*")
}

func TestAFirstRunIsLeftByOneKey(t *testing.T) {
	e := greet(t, &book{}, 60, 15)
	e.press("?")
	e.shows("First run", "quit")
	e.press("<esc>")
	if _, cmd := e.app.Update(tea.KeyPressMsg{Code: 'q', Text: "q"}); cmd == nil {
		t.Error("q does not quit")
	}
}

func TestTheSecretIsOnNoFrame(t *testing.T) {
	b := &book{checks: tokenFails()}
	e := greet(t, b, 120, 40)
	e.press("j", "<enter>")
	e.enroll()
	for _, key := range []string{"<left>", "<home>", "<shift+tab>", "<right>", "<left>", "<ctrl+s>", "<esc>", "<esc>", "<esc>", "<ctrl+s>", "<ctrl+s>", "<enter>"} {
		e.press(key)
		e.hides(canary, canary[:8])
	}
	e.hides("anary")
}

func TestFirstRunFrames(t *testing.T) {
	b := &book{checks: tokenFails()}
	e := greet(t, b, 80, 24)
	e.golden("welcome")
	e.press("j", "<enter>")
	e.golden("wizard")
	e.enroll()
	e.golden("wizard-filled")
	e.press("<ctrl+s>")
	e.golden("wizard-failed")
	b.checks = allPassed()
	e.press("<esc>", "<ctrl+s>")
	e.golden("wizard-saved")
	e = greet(t, &book{wrong: []setup.DraftFault{{Field: "name", Words: "is not a valid profile name; allowed: 1 to 64 printable characters without / and \\"}, {Field: "client_secret", Words: "is missing"}}}, 80, 24)
	e.press("j", "<enter>", "<ctrl+s>")
	e.golden("wizard-wrong")
}
