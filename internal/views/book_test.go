package views

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/config"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/desk"
	"authzx/internal/views/setup"
)

// book is a configuration in memory; the tenants of its profiles stand still.
type book struct {
	news chan tea.Msg

	mu     sync.Mutex
	list   []setup.Profile
	err    error                  // of reading the list
	checks []setup.Check          // of every test
	refuse error                  // of every connection
	wrong  []setup.DraftFault     // of every draft
	unkept error                  // of every save
	drafts map[string]setup.Draft // by name, as they were saved
	got    []string               // secrets that were asked for, by profile
	waits  chan struct{}          // tests wait for it; nil: they don't
}

func (b *book) Path() text.Text { return text.New("/home/ann/.config/authzx/config.toml") }

func (b *book) List() ([]setup.Profile, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]setup.Profile(nil), b.list...), b.err
}

func (b *book) Unlock(_ context.Context, name text.Text) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.got = append(b.got, name.Raw())
	return b.refuse
}

func (b *book) Test(ctx context.Context, _ text.Text) []setup.Check {
	if b.waits != nil {
		select {
		case <-b.waits:
		case <-ctx.Done():
		}
	}
	return b.checks
}

func (b *book) Connect(_ context.Context, name text.Text) (desk.Source, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.refuse != nil {
		return nil, b.refuse
	}
	return b.source(tenant.Identity{Profile: name, Tenant: text.New("acme-" + name.Raw())}), nil
}

func (b *book) source(id tenant.Identity) desk.Source {
	state := tenant.State{Graph: rbac.Index(rbac.Document{At: clock})}
	return calm{&still{state: state, news: b.news}, id}
}

// calm is a still tenant with an identity of its own.
type calm struct {
	*still
	id tenant.Identity
}

func (c calm) Identity() tenant.Identity { return c.id }

func (b *book) Place() setup.Place { return setup.PlaceKeyring }

func (b *book) Remove(_ context.Context, name text.Text) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.unkept != nil {
		return b.unkept
	}
	b.list = slices.DeleteFunc(b.list, func(p setup.Profile) bool { return p.Name == name })
	return nil
}

func (b *book) Try(ctx context.Context, d setup.Draft) ([]setup.Check, error) {
	if len(b.wrong) > 0 {
		return nil, &setup.DraftError{Faults: b.wrong}
	}
	return b.Test(ctx, d.Name), ctx.Err()
}

func (b *book) Save(_ context.Context, d setup.Draft) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.unkept != nil {
		return b.unkept
	}
	if b.drafts == nil {
		b.drafts = map[string]setup.Draft{}
	}
	b.drafts[d.Name.Raw()] = d
	b.list = append(b.list, setup.Profile{Name: d.Name, Tenant: d.Tenant, Region: d.Region, Secret: text.New("the keyring")})
	return nil
}

func (b *book) Demo(context.Context) (desk.Source, error) {
	if b.refuse != nil {
		return nil, b.refuse
	}
	return b.source(tenant.Identity{Profile: text.New("demo"), Tenant: text.New("demo")}), nil
}

// hinted is an error that knows a way out.
type hinted struct{ error }

func (hinted) Hint() string { return "compare client_id and secret with Dashboard > Applications" }

func refused() error {
	return hinted{errors.New("POST /oauth/token: the client id or the client secret is wrong (401 Unauthorized)")}
}

func allPassed() []setup.Check {
	return []setup.Check{
		{Step: "extension", Found: text.New("auth0-authz 2.13.7")},
		{
			Step: "token", Found: text.New("granted, with 2 of 21 scopes"), Scopes: []string{"read:groups", "read:users"},
			Proves: []config.Step{config.StepAPI, config.StepClient, config.StepChoose, config.StepAuthorize},
		},
		{Step: "groups", Found: text.New("23 read"), Proves: []config.Step{config.StepProfile}},
	}
}

func tokenFails() []setup.Check {
	return append(allPassed()[:1], setup.Check{Step: "token", Err: refused(), Redo: config.StepProfile})
}

// someProfiles are the profiles that the tests begin with; demo is open.
func someProfiles() []setup.Profile {
	return []setup.Profile{
		{Name: text.New("demo"), Tenant: text.New("acme"), Region: text.New("eu"), Secret: text.New("the keyring")},
		{Name: text.New("prod"), Tenant: text.New("acme"), Region: text.New("us"), Production: true, Secret: text.New("client_secret_command (pass)"), Asks: true},
		{Name: text.New("audit"), Tenant: text.New("acme"), Region: text.New("us"), Production: true, ReadOnly: true, Secret: text.New("the environment variable ACME_AUDIT")},
		{Name: text.New("private"), Tenant: text.New("authz.example.com"), Secret: text.New("client_secret in the configuration file")},
		{
			Name: text.New("broken"), Tenant: text.New("acme-qa"), Region: text.New("eu"), Secret: text.New("nowhere"),
			Fault: errors.New("config.toml:31: profiles.broken.client_secret: is missing; allowed: exactly one of client_secret, client_secret_env, client_secret_command, client_secret_keyring"),
		},
	}
}

// exploreBook opens the explorer on the sample company beside some profiles.
func exploreBook(t *testing.T, b *book, w, h int) *driver {
	t.Helper()
	e := exploreSteady(t, w, h, nil)
	b.news = e.news
	e.desk.options.Profiles = b
	return e
}

// greet opens a first run.
func greet(t *testing.T, b *book, w, h int) *driver {
	t.Helper()
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	b.news = e.news
	now := func() time.Time { return clock }
	th := theme.New(theme.Options{Profile: theme.None, Keys: ui.NewKeymap(ui.Bindings()).Key})
	e.app = ui.NewApp(ui.Options{
		Host:  NewWelcome(Options{Options: desk.Options{Theme: th, Now: now, Tick: immediately}}, b),
		Theme: th, Keys: ui.NewKeymap(ui.Bindings()), Clipboard: clips{e}, Now: now,
		Tick: func(time.Duration, tea.Msg) ui.Cmd { return nil },
	})
	t.Cleanup(e.app.Close)
	e.send(tea.WindowSizeMsg{Width: w, Height: h})
	e.run(e.app.Init())
	e.settle()
	return e
}
