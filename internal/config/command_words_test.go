package config

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestACommandIsSplitAsItIsTyped(t *testing.T) {
	tests := map[string]struct {
		typed string
		words []string
	}{
		"nothing":              {"  ", nil},
		"plain words":          {" pass  show\tauth0/acme ", []string{"pass", "show", "auth0/acme"}},
		"double quotes":        {`op read "op://Private/Auth0 acme/secret"`, []string{"op", "read", "op://Private/Auth0 acme/secret"}},
		"single quotes":        {`printf '%s\n' x`, []string{"printf", `%s\n`, "x"}},
		"quotes within quotes": {`a "it's" 'say "x"' "a \"b\""`, []string{"a", "it's", `say "x"`, `a "b"`}},
		"quotes within a word": {`--name="Ann Archer"`, []string{"--name=Ann Archer"}},
		"an empty word":        {`a "" ''`, []string{"a", "", ""}},
		"escapes":              {`My\ Tool it\'s \"x\"`, []string{"My Tool", "it's", `"x"`}},
		"a path of Windows":    {`C:\tools\pass.exe "C:\my files\x"`, []string{`C:\tools\pass.exe`, `C:\my files\x`}},
		"no shell":             {`echo $HOME; ls | wc`, []string{"echo", "$HOME;", "ls", "|", "wc"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if words, err := CommandWords(test.typed); err != nil || !cmp.Equal(words, test.words) {
				t.Errorf("%s is split into %q, %v", test.typed, words, err)
			}
		})
	}
	for _, typed := range []string{`pass "show`, `it's`} {
		if words, err := CommandWords(typed); err == nil {
			t.Errorf("%s is split into %q", typed, words)
		}
	}
}

func TestACommandForTheSecretIsSavedAndRunAsItWasTyped(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, ".config", "authzx", "config.toml")
	words, err := CommandWords(`printf '%s\n' "canary \"of\" Ann's vault"`)
	must(t, err)
	entry := newEntry("new")
	entry.Secret = EntrySecret{Command: words}
	must(t, Save(world(home, nil), path, entry))
	cfg, err := Load(world(home, nil), Flags{})
	must(t, err)
	got, from, err := profile(t, cfg).Secret(t.Context())
	if err != nil || got.Reveal() != `canary "of" Ann's vault` || from != "client_secret_command (printf)" {
		t.Errorf("it gives %q from %s, %v", got.Reveal(), from, err)
	}
}
