package explorer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"authzx/internal/api"
	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/secret"
	"authzx/internal/text"
	"authzx/internal/views/desk"
	"authzx/internal/views/setup"
)

// profileBook is what the explorer may do with profiles: it reads them from the
// configuration each time, so that what was corrected meanwhile counts.
type profileBook struct {
	run *command.Run

	mu      sync.Mutex
	secrets map[text.Text]secret.Secret // got by Unlock and not used yet
}

func newProfileBook(r *command.Run) *profileBook {
	return &profileBook{run: r, secrets: map[text.Text]secret.Secret{}}
}

// Path is where the configuration file is, or would be.
func (b *profileBook) Path() text.Text {
	return text.New(config.ResolvePaths(b.run.Env.Config(), b.run.Flags.Config()).File)
}

// List reads all profiles; what is wrong with one of them hides no other.
func (b *profileBook) List() ([]setup.Profile, error) {
	cfg, err := b.run.Settings()
	if err != nil && len(cfg.Profiles()) == 0 {
		return nil, err
	}
	var list []setup.Profile
	for _, p := range cfg.Profiles() {
		list = append(list, setup.Profile{
			Name: p.Name, Tenant: p.Label(), Region: text.New(p.Region.Name),
			Production: p.Production, ReadOnly: p.ReadOnly,
			Secret: text.New(p.SourceName()), Asks: asks(p), Fault: faultIn(cfg, err, p),
		})
	}
	return list, nil
}

// asks reports whether a profile's secret comes from a program, which may want
// a passphrase.
func asks(p config.Profile) bool {
	return p.Token().IsZero() && p.Source() == config.SourceCommand
}

// faultIn is what hinders the use of a profile. err is what loading gave.
func faultIn(cfg config.Config, err error, p config.Profile) error {
	var mistakes, own config.Mistakes
	if errors.As(err, &mistakes) {
		for _, m := range mistakes {
			if strings.HasPrefix(m.Key.Raw(), "profiles."+p.Name.Raw()+".") {
				own = append(own, m)
			}
		}
	}
	if len(own) > 0 {
		return own
	}
	_, err = cfg.Named(p.Name)
	return err
}

// named is a profile that can be used.
func (b *profileBook) named(name text.Text) (config.Config, config.Profile, error) {
	cfg, err := b.run.Settings()
	if err != nil && len(cfg.Profiles()) == 0 {
		return cfg, config.Profile{}, err
	}
	p, missing := cfg.Named(name)
	if missing != nil {
		return cfg, p, missing
	}
	return cfg, p, faultIn(cfg, err, p)
}

// Unlock gets the secret of a profile and keeps it for what comes next.
func (b *profileBook) Unlock(ctx context.Context, name text.Text) error {
	_, p, err := b.named(name)
	if err != nil {
		return err
	}
	value, _, err := p.Secret(ctx)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.secrets[name] = value
	return nil
}

// unlocked is the secret that Unlock got, which is used once.
func (b *profileBook) unlocked(name text.Text) secret.Secret {
	b.mu.Lock()
	defer b.mu.Unlock()
	value := b.secrets[name]
	delete(b.secrets, name)
	return value
}

// session opens a profile. Its secret is got at once: a failure is told where
// it can be corrected.
func (b *profileBook) session(ctx context.Context, name text.Text, to session.Purpose) (*session.Session, error) {
	cfg, p, err := b.named(name)
	if err != nil {
		return nil, err
	}
	paths := cfg.Paths
	if to == session.Reading {
		paths = config.Paths{} // a token that is kept would hide a wrong secret
	}
	s, err := session.Connect(b.run, paths, cfg.History, p, to)
	if err != nil {
		return nil, err
	}
	if s.Secret == nil {
		return s, nil
	}
	if value := b.unlocked(name); !value.IsZero() {
		s.Secret.Keep(value)
	}
	_, err = s.Secret.Get(ctx)
	return s, err
}

// Connect opens the tenant of a profile.
func (b *profileBook) Connect(ctx context.Context, name text.Text) (desk.Source, error) {
	s, err := b.session(ctx, name, session.Exploring)
	if err != nil {
		return nil, err
	}
	return sourceOf(b.run, s), nil
}

// Test tries a profile step by step.
func (b *profileBook) Test(ctx context.Context, name text.Text) []setup.Check {
	s, err := b.session(ctx, name, session.Reading)
	if err != nil {
		return []setup.Check{{Step: "profile", Err: err, Redo: config.StepProfile}}
	}
	return testSession(ctx, s)
}

// testSession asks the extension who it is, the tenant for a token, and both for the
// groups.
func testSession(ctx context.Context, s *session.Session) []setup.Check {
	checks := []setup.Check{testExtension(ctx, s)}
	facts, err := s.Tenant.TokenFacts(ctx)
	scopes := facts.Scopes
	if err != nil {
		return append(checks, setup.Check{Step: "token", Err: err, Redo: redoFor(err)})
	}
	found := fmt.Sprintf("granted, with %d of %d scopes", len(scopes), len(endpoint.Scopes()))
	if scopes == nil {
		found = "granted; it doesn't list its scopes"
	}
	checks = append(checks, setup.Check{
		Step: "token", Found: text.New(found), Scopes: scopes,
		Proves: []config.Step{config.StepAPI, config.StepClient, config.StepChoose, config.StepAuthorize},
	})
	groups, err := s.Client.Groups(ctx)
	return append(checks, setup.Check{
		Step: "groups", Found: text.New(fmt.Sprintf("%d read", len(groups))), Err: err,
		Proves: []config.Step{config.StepProfile}, Redo: redoFor(err),
	})
}

// redoFor is the step of the set-up that a failure leads back to.
func redoFor(err error) config.Step {
	var fault *api.Error
	switch {
	case errors.As(err, &fault) && fault.Kind == api.KindTokenForbidden:
		if strings.Contains(fault.Message.Raw(), "Service not found") { // Auth0's words for an API that isn't there
			return config.StepAPI
		}
		return config.StepAuthorize
	case len(api.MissingScopes(err)) > 0:
		return config.StepScopes
	}
	return config.StepProfile
}

func testExtension(ctx context.Context, s *session.Session) setup.Check {
	c := setup.Check{Step: "extension", Proves: []config.Step{config.StepProfile}, Redo: config.StepProfile}
	manifest, err := s.Client.Meta(ctx)
	switch {
	case err != nil:
		c.Err = err
	case !manifest.IsAuthorization():
		c.Err = fmt.Errorf("not an Authorization Extension: %q answers", manifest.Title)
	default:
		c.Found = text.New(manifest.Title.Raw() + " " + manifest.Version.Raw())
	}
	return c
}
