package setup

import (
	"context"
	"time"

	"authzx/internal/config"
	"authzx/internal/secret"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Profiles are the ways to tenants that are configured. All methods but Path
// read files or send requests; they are called beside the program.
type Profiles interface {
	// Path is where the configuration file is, or would be.
	Path() text.Text
	// List reads all profiles, in the file's order.
	List() ([]Profile, error)
	// Unlock gets the secret of a profile and keeps it for Test and Connect. Where
	// the profile Asks, whoever calls it leaves the terminal alone meanwhile.
	Unlock(ctx context.Context, name text.Text) error
	// Test tries a profile step by step. What it needs of the network ends
	// with ctx.
	Test(ctx context.Context, name text.Text) []Check
	// Connect opens the tenant of a profile. Nothing is read from it yet.
	Connect(ctx context.Context, name text.Text) (desk.Source, error)
}

// Tenants are the tenants that can be opened, and what shows one.
type Tenants struct {
	Theme    *theme.Theme
	Now      func() time.Time
	Profiles Profiles // nil where none can be chosen
	Open     func(desk.Source) ui.Host
}

// Profile is one way to reach a tenant. No secret is in it.
type Profile struct {
	Name text.Text
	// Tenant is the tenant's name, or the host where no name is known; Region
	// is zero where the address was given whole.
	Tenant, Region       text.Text
	Production, ReadOnly bool
	// Secret says in words where the client secret comes from.
	Secret text.Text
	// Asks says that what gives the secret may want the terminal for itself.
	Asks bool
	// Fault is what hinders the use of the profile; nil for nothing.
	Fault error
}

// Check is one step of a test.
type Check struct {
	// Step names it, in the program's own words.
	Step string
	// Found is what came of it.
	Found text.Text
	// Err is why it failed; nil when it did not.
	Err error
	// Proves are the steps of the set-up that are done where it passed, Redo the one to look
	// at where it failed.
	Proves []config.Step
	Redo   config.Step
	// Scopes are those of a token; nil where it is about none, or they are not said.
	Scopes []string
}

// Setup makes new profiles.
type Setup interface {
	// Place is where a secret is best kept here.
	Place() Place
	// Try tests a draft as Profiles.Test does a profile, and writes nothing. The
	// error is a *DraftError when it is no profile yet.
	Try(ctx context.Context, d Draft) ([]Check, error)
	// Save keeps the secret and writes the profile, or neither. The error is a
	// *DraftError, or why it could not be written.
	Save(ctx context.Context, d Draft) error
}

// Remover takes profiles away.
type Remover interface {
	// Remove takes a profile out of the file, and its secret out of the keyring.
	Remove(ctx context.Context, name text.Text) error
}

// Draft is a profile as a person enters it.
type Draft struct {
	Name text.Text
	// Tenant and Region, or BaseURL and TokenURL: the others are zero.
	Tenant, Region    text.Text
	BaseURL, TokenURL text.Text
	ClientID          text.Text
	// Secret is zero where Place is PlaceVariable, which Variable names, or PlaceCommand,
	// whose words Command are.
	Secret     secret.Secret
	Place      Place
	Variable   text.Text
	Command    text.Text
	Production bool
}

// Place is where a client secret is kept.
type Place string

// The places.
const (
	PlaceKeyring  Place = "keyring"
	PlaceFile     Place = "file" // the configuration file, which only its owner can read
	PlaceVariable Place = "environment"
	PlaceCommand  Place = "command" // a program prints it
)

// DraftError says what is wrong with a draft.
type DraftError struct{ Faults []DraftFault }

// DraftFault is what is wrong with one part of a draft; the words are safe to
// draw. Field is a key of the configuration file, or name.
type DraftFault struct{ Field, Words string }

// Error is the first fault.
func (e *DraftError) Error() string {
	if len(e.Faults) == 0 {
		return "not a profile"
	}
	return e.Faults[0].Field + ": " + e.Faults[0].Words
}

// passed reports whether every step went well.
func passed(checks []Check) bool {
	for _, c := range checks {
		if c.Err != nil {
			return false
		}
	}
	return len(checks) > 0
}

// checkLines say what came of each step, and the way out where one failed.
func checkLines(th *theme.Theme, checks []Check) []widget.Spans {
	var lines []widget.Spans
	for _, c := range checks {
		if c.Err == nil {
			lines = append(lines, widget.Spans{
				widget.Say(th.Good, th.Glyphs.Check+" "), widget.Sayf(th.Text, "%s: ", c.Step), widget.Foreign(th.Muted, c.Found),
			})
			continue
		}
		lines = append(lines, widget.Spans{
			widget.Say(th.Bad, th.Glyphs.Cross+" "), widget.Sayf(th.Text, "%s: ", c.Step), widget.Foreign(th.Text, text.New(c.Err.Error())),
		})
		if hint := desk.HintOf(c.Err); hint != "" {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", hint)})
		}
	}
	return lines
}
