package config

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"authzx/internal/private"
	"authzx/internal/text"
)

const twoProfiles = `default_profile = "dev"

[profiles.dev]
tenant = "acme-dev"
region = "eu"
client_id = "dev-id"
client_secret_env = "ACME_DEV_SECRET"

[profiles.prod]
tenant = "acme"
region = "us"
production = true
read_only = true
client_id = "prod-id"
client_secret_keyring = true

[profiles.private]
base_url = "https://authz.example.com/api/"
token_url = "https://login.example.com/oauth/token"
audience = "urn:other"
ca_file = "certs/private-ca.pem"
client_id = "private-id"
client_secret_command = ["pass", "show", "x"]
max_list_mib = 1024
max_answer_mib = 32

[ui]
theme = "light"
colours = "16"
mouse = true
ascii = true
synchronized_output = false
`

func TestAProfileHoldsCheckedValues(t *testing.T) {
	cfg := loaded(t, twoProfiles, nil, Flags{})
	dev := profile(t, cfg)
	if dev.Name.Raw() != "dev" || dev.Tenant.Raw() != "acme-dev" || dev.Region.Name != "eu" || dev.ClientID.Raw() != "dev-id" ||
		dev.Production || dev.ReadOnly || dev.Audience.Raw() != "urn:auth0-authz-api" || dev.CAFile != "" ||
		dev.Limits != (Limits{List: 256 << 20, Answer: 16 << 20}) || dev.Source() != SourceEnvironment {
		t.Errorf("dev is %+v", dev)
	}
	prod, err := cfg.Named(text.New("prod"))
	must(t, err)
	if !prod.Production || !prod.ReadOnly || prod.Source() != SourceKeyring {
		t.Errorf("prod is %+v", prod)
	}
	authorities(t, filepath.Join(filepath.Dir(cfg.Paths.File), "certs/private-ca.pem"))
	private, err := cfg.Named(text.New("private"))
	must(t, err)
	if private.BaseURL != "https://authz.example.com/api" || !slices.Equal(private.TokenURLs, []string{"https://login.example.com/oauth/token"}) ||
		private.Audience.Raw() != "urn:other" || private.CAFile != filepath.Join(filepath.Dir(cfg.Paths.File), "certs/private-ca.pem") ||
		private.Limits != (Limits{List: 1 << 30, Answer: 32 << 20}) || private.Source() != SourceCommand {
		t.Errorf("private is %+v", private)
	}
	if got := private.Label().Raw(); got != "authz.example.com" {
		t.Errorf("private is called %q", got)
	}
	if want := (UI{Theme: "light", Colours: "16", Mouse: true, ASCII: On, SynchronizedOutput: Off}); !reflect.DeepEqual(cfg.UI, want) {
		t.Errorf("ui is %+v, want %+v", cfg.UI, want)
	}
	var names []string
	for _, p := range cfg.Profiles() {
		names = append(names, p.Name.Raw())
	}
	if !slices.Equal(names, []string{"dev", "prod", "private"}) {
		t.Errorf("profiles are %q", names)
	}
}

func TestAuthoritiesThatCannotBeUsedAreToldWithTheirPlace(t *testing.T) {
	const head = "[profiles.a]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"i\"\nclient_secret_keyring = true\n"
	cfg := loaded(t, head+"ca_file = \"ca.pem\"\n", nil, Flags{})
	file := filepath.Join(filepath.Dir(cfg.Paths.File), "ca.pem")
	check := func(want ...string) {
		t.Helper()
		_, err := cfg.Profile()
		wantError(t, err, append(want, cfg.Paths.File+":6: profiles.a.ca_file", file)...)
		wantError(t, cfg.Check(), want...)
	}
	check("no such file")
	must(t, os.WriteFile(file, []byte("no certificate"), 0o600))
	check("holds no PEM certificate")
	authorities(t, file)
	if _, err := cfg.Profile(); err != nil {
		t.Error(err)
	}
	must(t, cfg.Check())
}

func TestAddressesFollowFromTenantAndRegion(t *testing.T) {
	const id = "/adf6e2f2b84784b57522e3b19dfc9201/api"
	tests := map[string]struct {
		base   string
		tokens []string
	}{
		"us":             {"https://acme.us.webtask.io" + id, []string{"https://acme.us.auth0.com/oauth/token", "https://acme.auth0.com/oauth/token"}},
		"eu":             {"https://acme.eu.webtask.io" + id, []string{"https://acme.eu.auth0.com/oauth/token"}},
		"au":             {"https://acme.au.webtask.io" + id, []string{"https://acme.au.auth0.com/oauth/token"}},
		"us-3":           {"https://acme.us.webtask.run" + id, []string{"https://acme.us.auth0.com/oauth/token"}},
		"eu-2":           {"https://acme.eu.webtask.run" + id, []string{"https://acme.eu.auth0.com/oauth/token"}},
		"jp":             {"https://acme.jp.webtask.run" + id, []string{"https://acme.jp.auth0.com/oauth/token"}},
		"uk":             {"https://acme.uk.webtask.run" + id, []string{"https://acme.uk.auth0.com/oauth/token"}},
		"ca":             {"https://acme.ca.webtask.run" + id, []string{"https://acme.ca.auth0.com/oauth/token"}},
		"us8":            {"https://acme.us8.webtask.io" + id, []string{"https://acme.us.auth0.com/oauth/token", "https://acme.auth0.com/oauth/token"}},
		"us12":           {"https://acme.us12.webtask.io" + id, []string{"https://acme.us.auth0.com/oauth/token", "https://acme.auth0.com/oauth/token"}},
		"eu8":            {"https://acme.eu8.webtask.io" + id, []string{"https://acme.eu.auth0.com/oauth/token"}},
		"au8":            {"https://acme.au8.webtask.io" + id, []string{"https://acme.au.auth0.com/oauth/token"}},
		"jp.webtask.run": {"https://acme.jp.webtask.run" + id, []string{"https://acme.jp.auth0.com/oauth/token"}},
	}
	for region, want := range tests {
		t.Run(region, func(t *testing.T) {
			p := profile(t, loaded(t, "[profiles.a]\ntenant = \"acme\"\nregion = \""+region+"\"\nclient_id = \"i\"\nclient_secret_keyring = true\n", nil, Flags{}))
			if p.BaseURL != want.base || !slices.Equal(p.TokenURLs, want.tokens) {
				t.Errorf("got %s and %s, want %s and %s", p.BaseURL, p.TokenURLs, want.base, want.tokens)
			}
		})
	}
}

func TestRegionsAreTakenAsPeopleWriteThem(t *testing.T) {
	tests := map[string]string{
		"US": "us", "us-1": "us", "US-1": "us", "us1": "us", "US West": "us", "us_west": "us", "USA": "us", "United States": "us",
		"us8": "us8", "US8": "us8", "us12": "us12", "us-3": "us-3", "US-3": "us-3", "us3": "us-3", "US-4": "us-3", "us-5": "us-3",
		"EU": "eu", "eu-1": "eu", "Europe": "eu", "eu-2": "eu-2", "EU-2": "eu-2", "eu2": "eu-2", "eu8": "eu8",
		"AU": "au", "au-1": "au", "AU-1": "au", "Australia": "au", "JP": "jp", "jp-1": "jp", "Japan": "jp", "UK-1": "uk", "United Kingdom": "uk",
		"Canada": "ca", "EU.webtask.io": "eu", "eu.auth0.com": "eu", "mars": "", "us-1-1": "", "": "", "-": "",
	}
	for given, want := range tests {
		got, ok := lookupRegion(given)
		if ok != (want != "") || got.Name != want {
			t.Errorf("%q: %q, want %q", given, got.Name, want)
		}
	}
}

func TestTheExtensionsOwnAddressWillDo(t *testing.T) {
	const id = "https://acme.us.webtask.run/adf6e2f2b84784b57522e3b19dfc9201"
	tests := map[string]struct{ given, want string }{
		"the API":                     {id + "/api", id + "/api"},
		"the API with a slash":        {id + "/api/", id + "/api"},
		"the extension":               {id, id + "/api"},
		"the extension with a slash":  {id + "/", id + "/api"},
		"its login":                   {id + "/admins/login", id + "/api"},
		"a page of its dashboard":     {id + "/#/users", id + "/api"},
		"a page without a slash":      {id + "#/groups/x", id + "/api"},
		"a list":                      {id + "/api/groups", id + "/api"},
		"a host":                      {"http://127.0.0.1:8080", "http://127.0.0.1:8080/api"},
		"a host with a slash":         {"http://127.0.0.1:8080/", "http://127.0.0.1:8080/api"},
		"the login of a host":         {"http://127.0.0.1:8080/admins/login", "http://127.0.0.1:8080/api"},
		"a page of a host":            {"http://127.0.0.1:8080/#/users", "http://127.0.0.1:8080/api"},
		"the manifest":                {"https://authz.test/meta", "https://authz.test/api"},
		"an API behind a proxy":       {"https://proxy.test/authz", "https://proxy.test/authz"},
		"the API behind a proxy":      {"https://proxy.test/authz/api", "https://proxy.test/authz/api"},
		"the login behind a proxy":    {"https://proxy.test/authz/login", "https://proxy.test/authz/api"},
		"the users of an API at /api": {"https://authz.test/api/users", "https://authz.test/api"},
		"a list of an API at /api":    {"https://authz.test/api/groups/", "https://authz.test/api"},
		"a thing of an API at /api":   {"https://proxy.test/authz/api/roles/x", "https://proxy.test/authz/api"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, problem := BaseURL(tt.given); got != tt.want || problem != "" {
				t.Errorf("%q, %q; want %q", got, problem, tt.want)
			}
		})
	}
	for given, want := range map[string]string{
		"https://acme.eu.auth0.com": "https://acme.eu.auth0.com/oauth/token", "https://acme.eu.auth0.com/api/v2/": "https://acme.eu.auth0.com/oauth/token",
		"https://acme.eu.auth0.com/oauth": "https://acme.eu.auth0.com/oauth/token", "https://acme.eu.auth0.com/authorize": "https://acme.eu.auth0.com/oauth/token",
		"https://login.test/realms/a/token": "https://login.test/realms/a/token", "https://login.test/realms/oauth": "https://login.test/realms/oauth",
	} {
		if got, problem := checkTokenURL(given); got != want || problem != "" {
			t.Errorf("%s: %q, %q; want %q", given, got, problem, want)
		}
	}
}

func TestWhatIsGivenWholeWinsOverTenantAndRegion(t *testing.T) {
	const head = "[profiles.a]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"i\"\nclient_secret_keyring = true\n"
	p := profile(t, loaded(t, head+"base_url = \"http://127.0.0.1:8080/api\"\n", nil, Flags{}))
	if p.BaseURL != "http://127.0.0.1:8080/api" || p.TokenURLs[0] != "https://acme.eu.auth0.com/oauth/token" {
		t.Errorf("got %s and %s", p.BaseURL, p.TokenURLs)
	}
	p = profile(t, loaded(t, head+"token_url = \"https://Login.Acme.test/\"\n", nil, Flags{}))
	if p.TokenURLs[0] != "https://login.acme.test/oauth/token" || p.Region.Name != "eu" {
		t.Errorf("got %s", p.TokenURLs)
	}
}

func TestAddressesAreHTTPSExceptOnThisMachine(t *testing.T) {
	tests := map[string]bool{
		"https://a.test/api": true, "http://localhost:1/api": true, "http://127.0.0.1:1/api": true, "http://127.9.9.9/api": true,
		"http://[::1]:1/api": true, "http://LOCALHOST/api": true, "http://a.test/api": false, "http://localhost.evil.test/api": false,
		"http://127.0.0.1.evil.test/api": false, "http://10.0.0.1/api": false, "http://[::2]/api": false, "http://0.0.0.0/api": false,
		"https://": false, "https://:443/api": false, "//a.test": false, "https:a.test": false, "https://a b/": false, "https://ä.test/": false,
		"https://a.test/#x": false, "https://a.test/?": false, "https://a%2eb/": false, "": false, "https://a\x1b.test": false,
	}
	for address, want := range tests {
		if _, problem := checkURL(address); (problem == "") != want {
			t.Errorf("%q: problem %q, want right = %v", address, problem, want)
		}
	}
}

func TestAFileWithASecretMustBePrivate(t *testing.T) {
	const head = "[profiles.a]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"i\"\n"
	tests := map[string]struct {
		source string
		mode   os.FileMode
		wrong  bool
	}{
		"a secret, private":               {"client_secret = \"" + canary + "\"\n", 0o600, false},
		"a secret, read-only":             {"client_secret = \"" + canary + "\"\n", 0o400, false},
		"a secret, readable by the group": {"client_secret = \"" + canary + "\"\n", 0o640, true},
		"a secret, readable by all":       {"client_secret = \"" + canary + "\"\n", 0o604, true},
		"no secret, readable by all":      {"client_secret_keyring = true\n", 0o644, false},
		"a command, readable by all":      {"client_secret_command = [\"pass\"]\n", 0o644, false},
		"a command, writable by others":   {"client_secret_command = [\"pass\"]\n", 0o622, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			home, path := place(t, head+test.source)
			must(t, os.Chmod(path, test.mode))
			_, err := Load(world(home, nil), Flags{})
			if !test.wrong {
				must(t, err)
				return
			}
			wantError(t, err, "chmod 600 "+path)
			var exposed *private.ExposedError
			if !errors.As(err, &exposed) {
				t.Errorf("error %T, want *private.ExposedError", err)
			}
		})
	}
}

func TestAFileOfSomebodyElseWithASecretIsRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	home, path := place(t, "[profiles.a]\ntenant = \"acme\"\nregion = \"eu\"\nclient_secret = \""+canary+"\"\n")
	must(t, os.Chown(path, 4711, -1))
	_, err := Load(world(home, nil), Flags{})
	wantError(t, err, "belongs to user id 4711", "chown")
}

func TestNothingConfiguredIsAStateOfItsOwn(t *testing.T) {
	empty := t.TempDir()
	for name, load := range map[string]func() (Config, error){
		"no file":        func() (Config, error) { return Load(world(empty, nil), Flags{}) },
		"no home":        func() (Config, error) { return Load(Env{}, Flags{}) },
		"a named file":   func() (Config, error) { return Load(world(empty, nil), Flags{File: empty + "/none.toml"}) },
		"an empty file":  func() (Config, error) { return loaded(t, "", nil, Flags{}), nil },
		"settings of ui": func() (Config, error) { return loaded(t, "[ui]\nmouse = true\n", nil, Flags{}), nil },
	} {
		t.Run(name, func(t *testing.T) {
			cfg, err := load()
			must(t, err)
			_, err = cfg.Profile()
			wantNone(t, err)
		})
	}
}

func TestAFileThatWasNamedAndIsNotThereIsNamed(t *testing.T) {
	empty := t.TempDir()
	for name, c := range map[string]struct {
		variables map[string]string
		flags     Flags
		want      []string
	}{
		"by the flag":     {nil, Flags{File: empty + "/none.toml"}, []string{empty + "/none.toml", "--config"}},
		"by the variable": {map[string]string{varConfig: empty + "/else.toml"}, Flags{}, []string{empty + "/else.toml", varConfig}},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, err := Load(world(empty, c.variables), c.flags)
			must(t, err)
			_, err = cfg.Profile()
			wantNone(t, err)
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %s", err, want)
				}
			}
		})
	}
}

func TestAProfileThatTheEnvironmentWantsIsMissedByItsName(t *testing.T) {
	cfg, err := Load(world(t.TempDir(), map[string]string{varProfile: "x"}), Flags{})
	must(t, err)
	_, err = cfg.Profile()
	wantError(t, err, varProfile, `there is no profile "x"`)
}

func TestABrokenFileStillGivesPathsAndSettings(t *testing.T) {
	home, path := place(t, "][")
	cfg, err := Load(world(home, map[string]string{varNoColour: "1"}), Flags{})
	wantError(t, err, path)
	if cfg.Paths.File != path || cfg.Paths.Cache == "" || !reflect.DeepEqual(cfg.UI, UI{Theme: "auto", Colours: "none"}) {
		t.Errorf("got %+v and %+v", cfg.Paths, cfg.UI)
	}
}

func TestPathsFollowTheBaseDirectorySpecification(t *testing.T) {
	tests := map[string]struct {
		home      string
		variables map[string]string
		flags     Flags
		want      Paths
	}{
		"the usual places": {"/home/ann", nil, Flags{}, Paths{"/home/ann/.config/authzx/config.toml", "/home/ann/.cache/authzx", "/home/ann/.local/state/authzx"}},
		"XDG variables": {"/home/ann", map[string]string{"XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/k", "XDG_STATE_HOME": "/s"}, Flags{},
			Paths{"/c/authzx/config.toml", "/k/authzx", "/s/authzx"}},
		"relative ones are ignored": {"/home/ann", map[string]string{"XDG_CONFIG_HOME": "c", "XDG_CACHE_HOME": "", "XDG_STATE_HOME": "./s"}, Flags{},
			Paths{"/home/ann/.config/authzx/config.toml", "/home/ann/.cache/authzx", "/home/ann/.local/state/authzx"}},
		"AUTHZX_CONFIG":             {"/home/ann", map[string]string{varConfig: "/e.toml"}, Flags{}, Paths{"/e.toml", "/home/ann/.cache/authzx", "/home/ann/.local/state/authzx"}},
		"the flag wins over it":     {"/home/ann", map[string]string{varConfig: "/e.toml"}, Flags{File: "f.toml"}, Paths{"f.toml", "/home/ann/.cache/authzx", "/home/ann/.local/state/authzx"}},
		"no home":                   {"", nil, Flags{}, Paths{}},
		"no home, but XDG for some": {"", map[string]string{"XDG_CACHE_HOME": "/k"}, Flags{}, Paths{Cache: "/k/authzx"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := ResolvePaths(world(test.home, test.variables), test.flags); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestWindowsKeepsThingsBelowItsFoldersForApplications(t *testing.T) {
	folders := map[string]string{"APPDATA": "/ann/Roaming", "LOCALAPPDATA": "/ann/Local"}
	with := func(name, value string) map[string]string {
		all := maps.Clone(folders)
		all[name] = value
		return all
	}
	tests := map[string]struct {
		variables map[string]string
		want      Paths
	}{
		"the usual places": {folders, Paths{"/ann/Roaming/authzx/config.toml", "/ann/Local/authzx/cache", "/ann/Local/authzx/state"}},
		"XDG wins":         {with("XDG_CONFIG_HOME", "/c"), Paths{"/c/authzx/config.toml", "/ann/Local/authzx/cache", "/ann/Local/authzx/state"}},
		"without them":     {nil, Paths{"/ann/.config/authzx/config.toml", "/ann/.cache/authzx", "/ann/.local/state/authzx"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			env := world("/ann", test.variables)
			env.Windows = true
			if got := ResolvePaths(env, Flags{}); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestColoursAreTurnedOffByVariableAndFlag(t *testing.T) {
	tests := map[string]struct {
		variables map[string]string
		flags     Flags
		want      string
	}{
		"neither":               {nil, Flags{}, "256"},
		"NO_COLOR":              {map[string]string{varNoColour: "1"}, Flags{}, "none"},
		"an empty NO_COLOR":     {map[string]string{varNoColour: ""}, Flags{}, "256"},
		"the flag":              {nil, Flags{NoColour: true}, "none"},
		"the flag and NO_COLOR": {map[string]string{varNoColour: "x"}, Flags{NoColour: true}, "none"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := loaded(t, "[ui]\ncolours = \"256\"\n", test.variables, test.flags).UI.Colours; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
