package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"authzx/internal/api"
	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/secret"
	"authzx/internal/text"
	"authzx/internal/views"
)

// profileBook is what the explorer may do with profiles: it reads them from the
// configuration each time, so that what was mended meanwhile counts.
type profileBook struct {
	run *run

	mu      sync.Mutex
	secrets map[text.Text]secret.Secret // got by Unlock and not used yet
}

func (r *run) profileBook() *profileBook {
	return &profileBook{run: r, secrets: map[text.Text]secret.Secret{}}
}

// Path is where the configuration file is, or would be.
func (b *profileBook) Path() text.Text {
	return text.New(config.ResolvePaths(b.run.env.config(), b.run.flags.config()).File)
}

// List reads all profiles; what is wrong with one of them hides no other.
func (b *profileBook) List() ([]views.Profile, error) {
	cfg, err := b.run.settings()
	if err != nil && len(cfg.Profiles()) == 0 {
		return nil, err
	}
	var list []views.Profile
	for _, p := range cfg.Profiles() {
		list = append(list, views.Profile{
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
	cfg, err := b.run.settings()
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
// it can be mended.
func (b *profileBook) session(ctx context.Context, name text.Text, to purpose) (*session, error) {
	cfg, p, err := b.named(name)
	if err != nil {
		return nil, err
	}
	paths := cfg.Paths
	if to == reading {
		paths = config.Paths{} // a token that is kept would hide a wrong secret
	}
	s, err := b.run.connect(paths, p, to)
	if err != nil {
		return nil, err
	}
	if s.secret == nil {
		return s, nil
	}
	if value := b.unlocked(name); !value.IsZero() {
		s.secret.keep(value)
	}
	_, err = s.secret.get(ctx)
	return s, err
}

// Connect opens the tenant of a profile.
func (b *profileBook) Connect(ctx context.Context, name text.Text) (views.Source, error) {
	s, err := b.session(ctx, name, writing)
	if err != nil {
		return nil, err
	}
	return s.Source, nil
}

// Test tries a profile step by step.
func (b *profileBook) Test(ctx context.Context, name text.Text) []views.Check {
	s, err := b.session(ctx, name, reading)
	if err != nil {
		return []views.Check{{Step: "profile", Err: err}}
	}
	return s.test(ctx)
}

// test asks the extension who it is, the tenant for a token, and both for the
// groups.
func (s *session) test(ctx context.Context) []views.Check {
	checks := []views.Check{s.testExtension(ctx)}
	scopes, err := s.tenant.Scopes(ctx)
	if err != nil {
		return append(checks, views.Check{Step: "token", Err: err})
	}
	found := fmt.Sprintf("granted, with %d of %d scopes", len(scopes), len(endpoint.Scopes()))
	if scopes == nil {
		found = "granted; it does not say which scopes it has"
	}
	checks = append(checks, views.Check{Step: "token", Found: text.New(found)})
	groups, err := s.client.Groups(ctx, api.Search{})
	return append(checks, views.Check{Step: "groups", Found: text.New(fmt.Sprintf("%d read", len(groups))), Err: err})
}

func (s *session) testExtension(ctx context.Context) views.Check {
	c := views.Check{Step: "extension"}
	manifest, err := s.client.Meta(ctx)
	switch {
	case err != nil:
		c.Err = err
	case !manifest.IsAuthorization():
		c.Err = fmt.Errorf("what answers is no Authorization Extension but %q", manifest.Title)
	default:
		c.Found = text.New(manifest.Title.Raw() + " " + manifest.Version.Raw())
	}
	return c
}
