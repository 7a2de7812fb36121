package explorer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"

	"authzx/internal/cli/session"
	"authzx/internal/config"
	"authzx/internal/text"
	"authzx/internal/views/desk"
	"authzx/internal/views/setup"
)

// Place is the keyring where one is likely to answer, else the file: over SSH, and without
// a session bus on systems whose keyrings are asked by it, none does.
func (b *profileBook) Place() setup.Place {
	set := func(name string) bool { return b.run.Env.Variable(name) != "" }
	remote := set("SSH_CONNECTION") || set("SSH_TTY")
	bus := runtime.GOOS != "linux" || set("DBUS_SESSION_BUS_ADDRESS")
	if remote || !bus {
		return setup.PlaceFile
	}
	return setup.PlaceKeyring
}

// Remove takes a profile out of the file, then its secret out of the keyring.
func (b *profileBook) Remove(ctx context.Context, name text.Text) error {
	cfg, _ := b.run.Settings()
	if err := config.Remove(b.run.Env.Config(), b.Path().Raw(), name.Raw()); err != nil {
		return err
	}
	for _, p := range cfg.Profiles() {
		if p.Name == name && p.Source() == config.SourceKeyring {
			var absent *config.NotStoredError
			if err := p.ClearSecret(ctx); err != nil && !errors.As(err, &absent) {
				return fmt.Errorf("the profile was deleted, but its secret is still in the keyring: %w", err)
			}
		}
	}
	return nil
}

// Demo opens the sandbox with the sample company.
func (b *profileBook) Demo(context.Context) (desk.Source, error) {
	s, err := openDemo(b.run, sampleFlags{size: "small"})
	if err != nil {
		return nil, err
	}
	return s.Source, nil
}

// Try tests a draft. Neither the profile nor a token is written.
func (b *profileBook) Try(ctx context.Context, d setup.Draft) ([]setup.Check, error) {
	_, p, err := b.drafted(d)
	if err != nil {
		return nil, err
	}
	s, err := session.Connect(b.run, config.Paths{}, config.History{}, p, session.Reading)
	if err != nil {
		return nil, err
	}
	return testSession(ctx, s), nil
}

// Save keeps the secret where the draft says, and writes the profile.
func (b *profileBook) Save(ctx context.Context, d setup.Draft) error {
	e, p, err := b.drafted(d)
	if err != nil {
		return err
	}
	if d.Place == setup.PlaceKeyring {
		if err := p.StoreSecret(ctx, d.Secret); err != nil {
			return err
		}
		e.Secret = config.EntrySecret{Keyring: true}
	}
	err = config.Save(b.run.Env.Config(), b.Path().Raw(), e)
	if err != nil && d.Place == setup.PlaceKeyring {
		// Without a profile nobody would ever look for it there.
		_ = p.ClearSecret(ctx)
	}
	return err
}

// drafted is the entry and the profile that a draft makes. The error is a
// *setup.DraftError for what is wrong with the draft.
func (b *profileBook) drafted(d setup.Draft) (config.Entry, config.Profile, error) {
	taken, err := b.taken(d.Name)
	if err == nil && taken {
		err = draftFault("name", "a profile of that name already exists")
	}
	if err != nil {
		return config.Entry{}, config.Profile{}, err
	}
	e, err := entryOf(d)
	if err != nil {
		return e, config.Profile{}, err
	}
	p, err := e.Profile(b.run.Env.Config(), b.Path().Raw())
	var mistakes config.Mistakes
	if errors.As(err, &mistakes) {
		return e, p, draftError(d, mistakes)
	}
	return e, p, err
}

func draftFault(field, words string) error {
	return &setup.DraftError{Faults: []setup.DraftFault{{Field: field, Words: words}}}
}

// taken reports whether the file has a profile of a name already.
func (b *profileBook) taken(name text.Text) (bool, error) {
	// The environment is left out: only the file matters.
	cfg, err := config.Load(config.Env{Home: b.run.Env.Home}, config.Flags{File: b.Path().Raw()})
	for _, p := range cfg.Profiles() {
		if p.Name == name {
			return true, nil
		}
	}
	var mistakes config.Mistakes
	if errors.Is(err, fs.ErrNotExist) || errors.As(err, &mistakes) && len(cfg.Profiles()) > 0 {
		err = nil
	}
	return false, err
}

// entryOf is a draft as it is written; a secret that goes to the keyring stands
// in it until it is there.
func entryOf(d setup.Draft) (config.Entry, error) {
	e := config.Entry{
		Name: d.Name.Raw(), Tenant: d.Tenant.Raw(), Region: d.Region.Raw(),
		BaseURL: d.BaseURL.Raw(), TokenURL: d.TokenURL.Raw(), ClientID: d.ClientID.Raw(), Production: d.Production,
	}
	switch d.Place {
	case setup.PlaceVariable:
		e.Secret.Variable = d.Variable.Raw()
	case setup.PlaceCommand:
		words, err := config.CommandWords(d.Command.Raw())
		if err != nil {
			return e, draftFault("client_secret_command", err.Error())
		}
		e.Secret.Command = words
	default:
		e.Secret.Inline = d.Secret
	}
	return e, nil
}

// draftError says at each field what is wrong with it.
func draftError(d setup.Draft, mistakes config.Mistakes) error {
	wrong := &setup.DraftError{}
	for _, m := range mistakes {
		field, ok := strings.CutPrefix(m.Key.Raw(), "profiles."+d.Name.Raw()+".")
		switch {
		case !ok:
			field = "name"
		case (field == "tenant" || field == "region") && d.Tenant.IsZero() && d.Region.IsZero():
			field = "base_url"
		case field == "client_secret" && d.Place == setup.PlaceVariable:
			field = "client_secret_env"
		case field == "client_secret" && d.Place == setup.PlaceCommand:
			field = "client_secret_command"
		}
		words := m.Problem
		switch {
		case field == "name" && d.Name.IsZero():
			words = "is missing"
		case words != "is missing" && m.Allowed != "":
			words += "; allowed: " + m.Allowed
		}
		wrong.Faults = append(wrong.Faults, setup.DraftFault{Field: field, Words: words})
	}
	return wrong
}
