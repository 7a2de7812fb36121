package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"authzx/internal/private"
	"authzx/internal/secret"
	"authzx/internal/text"

	"github.com/google/go-cmp/cmp"
)

func newEntry(name string) Entry {
	return Entry{Name: name, Tenant: "acme", Region: "us", ClientID: "new-id", Secret: EntrySecret{Keyring: true}}
}

const newLines = "tenant = \"acme\"\nregion = \"us\"\nclient_id = \"new-id\"\nclient_secret_keyring = true\n"

func TestSaveKeepsWhatItDoesNotChange(t *testing.T) {
	const dev = "[profiles.dev]\ntenant = \"acme-dev\" # ours\nregion = \"eu\"\n"
	tests := map[string]struct {
		before, after string
		entry         Entry
	}{
		"an empty file":             {"", "default_profile = \"new\"\n\n[profiles.new]\n" + newLines, newEntry("new")},
		"a comment alone":           {"# mine\n", "default_profile = \"new\"\n\n# mine\n\n[profiles.new]\n" + newLines, newEntry("new")},
		"a new one goes to the end": {"# mine\n" + dev, "# mine\n" + dev + "\n[profiles.new]\n" + newLines, newEntry("new")},
		"without a last line end":   {"[ui]\nmouse = true", "default_profile = \"new\"\n\n[ui]\nmouse = true\n\n[profiles.new]\n" + newLines, newEntry("new")},
		"an old one is replaced where it stands": {
			"# mine\n[profiles.new]\n  # why\n  tenant = \"x\"\n  region = \"eu\" # gone\n\n# about dev\n" + dev,
			"# mine\n[profiles.new]\n" + newLines + "  # why\n\n# about dev\n" + dev, newEntry("new"),
		},
		"a name that needs quotes": {dev, dev + "\n[profiles.\"acme prod.\\\"1\\\"\"]\n" + newLines, newEntry(`acme prod."1"`)},
		"made the default": {
			"default_profile = \"dev\" # as ever\n" + dev, "default_profile = \"new\"\n" + dev + "\n[profiles.new]\n" + newLines,
			func() Entry { e := newEntry("new"); e.MakeDefaultProfile = true; return e }(),
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			home, path := place(t, test.before)
			must(t, Save(world(home, nil), path, test.entry))
			got, err := os.ReadFile(path)
			must(t, err)
			if diff := cmp.Diff(test.after, string(got)); diff != "" {
				t.Error(diff)
			}
			cfg, err := Load(world(home, nil), Flags{Profile: test.entry.Name})
			must(t, err)
			if p := profile(t, cfg); p.ClientID.Raw() != "new-id" {
				t.Errorf("read back as %+v", p)
			}
		})
	}
}

func TestSaveWritesEveryValueSoThatItIsReadBack(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, ".config", "authzx", "config.toml")
	ca := filepath.Join(home, "ca.pem")
	authorities(t, ca)
	entry := Entry{
		Name: "a", BaseURL: "https://a.test/api", TokenURL: "https://t.test/oauth/token", Audience: "urn:\"x\"\\\u202e\t\U000E0041é",
		CAFile: ca, ClientID: "id", Production: true, ReadOnly: true, MaxListMiB: 2, MaxAnswerMiB: 3,
		Secret: EntrySecret{Command: []string{"pa ss", `a"b\`, ""}},
	}
	must(t, Save(world(home, nil), path, entry))
	cfg, err := Load(world(home, nil), Flags{})
	must(t, err)
	p := profile(t, cfg)
	if p.BaseURL != entry.BaseURL || p.TokenURLs[0] != entry.TokenURL || p.Audience.Raw() != entry.Audience || p.CAFile != ca ||
		!p.Production || !p.ReadOnly || p.Limits != (Limits{2 << 20, 3 << 20}) || !cmp.Equal(p.credential.command, entry.Secret.Command) {
		t.Errorf("read back as %+v", p)
	}
}

func TestSaveMakesPrivateFiles(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, ".config", "authzx", "config.toml")
	entry := newEntry("new")
	entry.Secret = EntrySecret{Inline: secret.New(canary)}
	must(t, Save(world(home, nil), path, entry))
	for place, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		info, err := os.Stat(place)
		must(t, err)
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o, want %o", place, info.Mode().Perm(), want)
		}
	}
	cfg, err := Load(world(home, nil), Flags{})
	must(t, err)
	if got, _, err := profile(t, cfg).Secret(t.Context()); err != nil || got.Reveal() != canary {
		t.Errorf("the secret came back as %q, %v", got.Reveal(), err)
	}
}

func TestSaveWritesNothingThatWouldNotLoad(t *testing.T) {
	tests := map[string]struct {
		before string
		entry  Entry
		want   string
	}{
		"a wrong entry":      {"", Entry{Name: "a", Tenant: "A B", Region: "eu"}, "profiles.a.tenant"},
		"an entry in part":   {"", Entry{Name: "a", Tenant: "acme"}, "profiles.a.region: is missing"},
		"two secrets":        {"", Entry{Name: "a", Tenant: "acme", Region: "eu", Secret: EntrySecret{Inline: secret.New(canary), Keyring: true}}, "exactly one of"},
		"a wrong name":       {"", newEntry("a/b"), "is not a valid profile name"},
		"no name":            {"", newEntry(""), "is not a valid profile name"},
		"a broken file":      {"][", newEntry("a"), ":1: "},
		"an inline table":    {"[profiles]\na = {tenant = \"x\", region = \"eu\"}\n", newEntry("a"), ":2: profile a is not written as a table"},
		"dotted keys":        {"profiles.a.tenant = \"x\"\nprofiles.a.region = \"eu\"\n", newEntry("a"), "edited by hand"},
		"a wrong other part": {"x = 1\n", newEntry("a"), ":1: x: unknown key"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			home, path := place(t, test.before)
			wantError(t, Save(world(home, nil), path, test.entry), test.want)
			if got, err := os.ReadFile(path); err != nil || string(got) != test.before {
				t.Errorf("the file became %q, %v", got, err)
			}
		})
	}
}

func TestSaveRefusesATargetThatIsNoRegularFile(t *testing.T) {
	home, path := place(t, "")
	link := path + ".link"
	must(t, os.Symlink(path, link))
	for _, target := range []string{link, filepath.Dir(path)} {
		err := Save(world(home, nil), target, newEntry("a"))
		var odd *private.NotRegularError
		if !errors.As(err, &odd) {
			t.Errorf("error %v, want *NotRegularError", err)
		}
	}
	wantError(t, Save(world("", nil), "", newEntry("a")), "HOME")
}

func TestSaveDoesNotHideThatASecretWasSeen(t *testing.T) {
	home, path := place(t, "[profiles.a]\ntenant = \"acme\"\nregion = \"eu\"\nclient_secret = \""+canary+"\"\n")
	must(t, os.Chmod(path, 0o644))
	wantError(t, Save(world(home, nil), path, newEntry("b")), "chmod 600")
}

func TestNamedGivesNoProfileThatIsNotThere(t *testing.T) {
	_, err := loaded(t, twoProfiles, nil, Flags{}).Named(text.New("x"))
	wantError(t, err, "there is no profile \"x\"", "dev, prod, private")
}

func TestRemoveTakesAProfileOutAndLeavesTheRest(t *testing.T) {
	const before = "# mine\ndefault_profile = \"a\"\n\n[profiles.a]\ntenant = \"t\"\nregion = \"eu\"\nclient_id = \"c\"\nclient_secret = \"s\"\n\n# the other\n[profiles.b]\ntenant = \"u\"\nregion = \"us\"\nclient_id = \"d\"\nclient_secret_env = \"E\"\n"
	for name, want := range map[string]string{
		"a": "# mine\n\n\n# the other\n[profiles.b]\ntenant = \"u\"\nregion = \"us\"\nclient_id = \"d\"\nclient_secret_env = \"E\"\n",
		"b": "# mine\ndefault_profile = \"a\"\n\n[profiles.a]\ntenant = \"t\"\nregion = \"eu\"\nclient_id = \"c\"\nclient_secret = \"s\"\n\n# the other\n",
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		must(t, os.WriteFile(path, []byte(before), 0o600))
		must(t, Remove(Env{}, path, name))
		got, err := os.ReadFile(path)
		must(t, err)
		if string(got) != want {
			t.Errorf("without %s:\n%s", name, got)
		}
		if err := Remove(Env{}, path, name); err == nil {
			t.Errorf("%s was removed twice", name)
		}
	}
}
