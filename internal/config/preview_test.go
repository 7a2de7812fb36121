package config

import (
	"errors"
	"strings"
	"testing"

	"authzx/internal/secret"
)

func TestAnEntryIsTheProfileThatItWillBe(t *testing.T) {
	env := world(t.TempDir(), nil)
	e := newEntry("acme prod.1")
	e.Secret, e.Production = EntrySecret{Inline: secret.New(canary)}, true
	p, err := e.Profile(env, "/home/ann/config.toml")
	must(t, err)
	if p.Name.Raw() != "acme prod.1" || p.BaseURL != "https://acme.us.webtask.io"+extensionPath || len(p.TokenURLs) != 2 || !p.Production {
		t.Errorf("%+v", p)
	}
	if value, _, err := p.Secret(t.Context()); err != nil || value.Reveal() != canary {
		t.Errorf("its secret can't be had: %v", err)
	}
}

func TestWhatAnEntryLacksNamesItsKey(t *testing.T) {
	env := world(t.TempDir(), nil)
	for name, c := range map[string]struct {
		alter func(*Entry)
		want  string
	}{
		"no region":      {func(e *Entry) { e.Region = "" }, "profiles.new.region"},
		"a wrong region": {func(e *Entry) { e.Region = "mars" }, "profiles.new.region"},
		"no client":      {func(e *Entry) { e.ClientID = "" }, "profiles.new.client_id"},
		"no secret":      {func(e *Entry) { e.Secret = EntrySecret{} }, "profiles.new.client_secret"},
		"no name":        {func(e *Entry) { e.Name = "" }, "profiles."},
		"a secret in the name of its variable": {
			func(e *Entry) { e.Secret = EntrySecret{Variable: canary + " "} }, "profiles.new.client_secret_env",
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEntry("new")
			c.alter(&e)
			_, err := e.Profile(env, "/home/ann/config.toml")
			var mistakes Mistakes
			if !errors.As(err, &mistakes) || mistakes[0].Key.Raw() != c.want || strings.Contains(err.Error(), canary) {
				t.Errorf("%v", err)
			}
		})
	}
}
