package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func whole() map[string]string {
	return map[string]string{
		varBaseURL: "http://127.0.0.1:9/api", varTokenURL: "http://127.0.0.1:9/oauth/token", varClientID: "env-id", varClientSecret: canary,
	}
}

func with(variables map[string]string, name, value string) map[string]string {
	variables[name] = value
	return variables
}

func without(variables map[string]string, name string) map[string]string {
	delete(variables, name)
	return variables
}

func TestTheEnvironmentAloneIsEnough(t *testing.T) {
	tests := map[string]struct {
		variables map[string]string
		source    string
	}{
		"client credentials":            {whole(), "AUTHZX_CLIENT_SECRET"},
		"a token and an address":        {map[string]string{varBaseURL: "https://a.test/api", varToken: canary}, "AUTHZX_TOKEN"},
		"both, the token wins":          {with(whole(), varToken, canary), "AUTHZX_TOKEN"},
		"asked for by its name":         {with(whole(), varProfile, "env"), "AUTHZX_CLIENT_SECRET"},
		"an empty variable counts none": {with(whole(), varProfile, ""), "AUTHZX_CLIENT_SECRET"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			cfg, err := Load(world(t.TempDir(), test.variables), Flags{})
			must(t, err)
			p := profile(t, cfg)
			if p.Name.Raw() != "env" || p.BaseURL != test.variables[varBaseURL] || !strings.Contains(p.SourceName(), test.source) || p.Audience.Raw() != DefaultAudience {
				t.Errorf("got %+v from %s", p, p.SourceName())
			}
			if got := fmt.Sprintf("%+v %#v %s", p, p, p.SourceName()); strings.Contains(got, canary) {
				t.Errorf("%s holds the secret", got)
			}
			if (p.Token().Reveal() == canary) != (test.source == varToken) {
				t.Errorf("the token is %q", p.Token().Reveal())
			}
		})
	}
}

func TestAnEnvironmentInPartSaysWhatIsMissing(t *testing.T) {
	for _, name := range []string{varBaseURL, varTokenURL, varClientID, varClientSecret} {
		t.Run(name, func(t *testing.T) {
			cfg, err := Load(world(t.TempDir(), without(whole(), name)), Flags{})
			if err == nil {
				_, err = cfg.Profile()
			}
			wantError(t, err, "environment: "+name+": is not set")
		})
	}
}

func TestAWrongAddressInTheEnvironmentIsNamed(t *testing.T) {
	for _, name := range []string{varBaseURL, varTokenURL} {
		_, err := Load(world(t.TempDir(), with(whole(), name, "http://u:"+canary+"@a.test")), Flags{})
		wantError(t, err, "environment: "+name+": holds a user name", "allowed: an https URL")
	}
}

func TestTheEnvironmentWinsOverTheFile(t *testing.T) {
	tests := map[string]struct {
		variables map[string]string
		flags     Flags
		check     func(Profile) bool
	}{
		"nothing set":           {nil, Flags{}, func(p Profile) bool { return p.Name.Raw() == "dev" }},
		"AUTHZX_PROFILE":        {map[string]string{varProfile: "prod"}, Flags{}, func(p Profile) bool { return p.Name.Raw() == "prod" }},
		"the flag wins over it": {map[string]string{varProfile: "prod"}, Flags{Profile: "private"}, func(p Profile) bool { return p.Name.Raw() == "private" }},
		"AUTHZX_CLIENT_ID":      {map[string]string{varClientID: "x"}, Flags{}, func(p Profile) bool { return p.ClientID.Raw() == "x" }},
		"AUTHZX_CLIENT_SECRET":  {map[string]string{varClientSecret: canary}, Flags{Profile: "prod"}, func(p Profile) bool { return p.Source() == SourceEnvironment }},
		"AUTHZX_TOKEN":          {map[string]string{varToken: canary}, Flags{}, func(p Profile) bool { return !p.Token().IsZero() }},
		"AUTHZX_TOKEN_URL": {map[string]string{varTokenURL: "https://t.test"}, Flags{}, func(p Profile) bool {
			return p.TokenURLs[0] == "https://t.test/oauth/token" && p.Tenant.Raw() == "acme-dev"
		}},
		"the profile named by it": {map[string]string{varProfile: "env", varBaseURL: "https://a.test", varToken: "t"}, Flags{}, func(p Profile) bool { return p.Name.Raw() == "env" }},
		"production stays":        {map[string]string{varProfile: "prod", varClientID: "x"}, Flags{}, func(p Profile) bool { return p.Production && p.ReadOnly }},
		"read-only by flag":       {nil, Flags{ReadOnly: true}, func(p Profile) bool { return p.ReadOnly }},
		"another address, no tenant": {map[string]string{varBaseURL: "https://b.test/api"}, Flags{}, func(p Profile) bool {
			return p.BaseURL == "https://b.test/api" && p.Label().Raw() == "b.test" && p.TokenURLs[0] == "https://acme-dev.eu.auth0.com/oauth/token"
		}},
		"the same address, the same": {map[string]string{varBaseURL: "https://acme-dev.eu.webtask.io/adf6e2f2b84784b57522e3b19dfc9201/api/"}, Flags{}, func(p Profile) bool { return p.Label().Raw() == "acme-dev" }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			cfg := loaded(t, twoProfiles, test.variables, test.flags)
			authorities(t, filepath.Join(filepath.Dir(cfg.Paths.File), "certs/private-ca.pem"))
			if p := profile(t, cfg); !test.check(p) {
				t.Errorf("got %+v", p)
			}
		})
	}
}

func TestTheEnvironmentTouchesNoOtherProfile(t *testing.T) {
	cfg := loaded(t, twoProfiles, whole(), Flags{})
	for _, p := range cfg.Profiles() {
		if p.Name != cfg.Selected() && (p.ClientID.Raw() == "env-id" || p.BaseURL == whole()[varBaseURL]) {
			t.Errorf("%+v was altered", p)
		}
	}
}

func TestAProfileThatIsNotThereIsNamedWithThoseThatAre(t *testing.T) {
	tests := map[string]struct {
		variables map[string]string
		flags     Flags
		want      string
	}{
		"by the flag":     {nil, Flags{Profile: "x\x1b"}, "command line: --profile: there is no profile \"x⟨U+001B⟩\"; allowed: dev, prod, private"},
		"by the variable": {map[string]string{varProfile: "x"}, Flags{}, "environment: AUTHZX_PROFILE: there is no profile \"x\"; allowed: dev, prod, private"},
		"env, with none":  {map[string]string{varProfile: "env"}, Flags{}, "there is no profile \"env\""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			cfg := loaded(t, twoProfiles, test.variables, test.flags)
			_, err := cfg.Profile()
			wantError(t, err, test.want)
			wantError(t, cfg.Check(), test.want)
		})
	}
}

func TestWithoutADefaultOneProfileIsTakenAndSeveralAreAQuestion(t *testing.T) {
	const one = "[profiles.a]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"i\"\nclient_secret_keyring = true\n"
	if p := profile(t, loaded(t, one, nil, Flags{})); p.Name.Raw() != "a" {
		t.Errorf("got %s", p.Name)
	}
	two := loaded(t, one+strings.Replace(one, "profiles.a", "profiles.b", 1), nil, Flags{})
	_, err := two.Profile()
	wantError(t, err, "default_profile: is missing", "allowed: a, b; or --profile")
	var none *NoneError
	if errors.As(err, &none) {
		t.Error("several profiles count as a first run")
	}
	if !two.Selected().IsZero() {
		t.Errorf("%s is selected", two.Selected())
	}
	alone := loaded(t, one+strings.Replace(one, "profiles.a", "profiles.b", 1), whole(), Flags{})
	if p := profile(t, alone); p.Name.Raw() != "env" {
		t.Errorf("got %s, want the environment's own", p.Name)
	}
}
