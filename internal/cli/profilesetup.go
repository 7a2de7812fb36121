package cli

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"authzx/internal/config"
	"authzx/internal/text"
	"authzx/internal/views"
)

// Regions are the regions that are known by name.
func (b *profileBook) Regions() []views.Region {
	var list []views.Region
	for _, r := range config.Regions() {
		list = append(list, views.Region{Name: r.Name, Title: r.Title})
	}
	return list
}

// Demo opens the sandbox with the sample company.
func (b *profileBook) Demo(context.Context) (views.Source, error) {
	s, err := b.run.openDemo(sampleFlags{size: "small"})
	if err != nil {
		return nil, err
	}
	return s.Source, nil
}

// Try tests a draft. Neither the profile nor a token is written.
func (b *profileBook) Try(ctx context.Context, d views.Draft) ([]views.Check, error) {
	p, err := b.drafted(d)
	if err != nil {
		return nil, err
	}
	s, err := b.run.connect(config.Paths{}, p, reading)
	if err != nil {
		return nil, err
	}
	return s.test(ctx), nil
}

// Save keeps the secret where the draft says, and writes the profile.
func (b *profileBook) Save(ctx context.Context, d views.Draft) error {
	p, err := b.drafted(d)
	if err != nil {
		return err
	}
	e := entryOf(d)
	if d.Place == views.PlaceKeyring {
		if err := p.StoreSecret(ctx, d.Secret); err != nil {
			return err
		}
		e.Secret = config.EntrySecret{Keyring: true}
	}
	err = config.Save(b.run.env.config(), b.Path().Raw(), e)
	if err != nil && d.Place == views.PlaceKeyring {
		// Without a profile nobody would ever look for it there.
		_ = p.ClearSecret(ctx)
	}
	return err
}

// drafted is the profile that a draft makes. The error is a *views.DraftError
// for what is wrong with the draft.
func (b *profileBook) drafted(d views.Draft) (config.Profile, error) {
	taken, err := b.taken(d.Name)
	if err != nil {
		return config.Profile{}, err
	}
	if taken {
		return config.Profile{}, &views.DraftError{Faults: []views.DraftFault{{Field: "name", Words: "there is a profile of that name already"}}}
	}
	p, err := entryOf(d).Profile(b.run.env.config(), b.Path().Raw())
	var mistakes config.Mistakes
	if errors.As(err, &mistakes) {
		return p, draftError(d, mistakes)
	}
	return p, err
}

// taken reports whether the file has a profile of a name already.
func (b *profileBook) taken(name text.Text) (bool, error) {
	// The environment is left out: only the file matters.
	cfg, err := config.Load(config.Env{Home: b.run.env.Home}, config.Flags{File: b.Path().Raw()})
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
func entryOf(d views.Draft) config.Entry {
	e := config.Entry{
		Name: d.Name.Raw(), Tenant: d.Tenant.Raw(), Region: d.Region.Raw(),
		BaseURL: d.BaseURL.Raw(), TokenURL: d.TokenURL.Raw(), ClientID: d.ClientID.Raw(), Production: d.Production,
	}
	if d.Place == views.PlaceVariable {
		e.Secret.Variable = d.Variable.Raw()
	} else {
		e.Secret.Inline = d.Secret
	}
	return e
}

// draftError says at each field what is wrong with it.
func draftError(d views.Draft, mistakes config.Mistakes) error {
	wrong := &views.DraftError{}
	for _, m := range mistakes {
		field, ok := strings.CutPrefix(m.Key.Raw(), "profiles."+d.Name.Raw()+".")
		switch {
		case !ok:
			field = "name"
		case (field == "tenant" || field == "region") && d.Tenant.IsZero() && d.Region.IsZero():
			field = "base_url"
		case field == "client_secret" && d.Place == views.PlaceVariable:
			field = "client_secret_env"
		}
		words := m.Problem
		if m.Problem != "is missing" && m.Allowed != "" {
			words += "; allowed: " + m.Allowed
		}
		wrong.Faults = append(wrong.Faults, views.DraftFault{Field: field, Words: words})
	}
	return wrong
}
