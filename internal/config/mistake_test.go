package config

import (
	"errors"
	"strings"
	"testing"
)

// mistakeDocuments are wrong files; the message must name the line and the
// rest of the pieces.
func TestEveryMistakeNamesFileLineKeyAndWhatIsAllowed(t *testing.T) {
	const head = "# a comment\n\n[profiles.dev]\n" // the first key is on line 4
	const good = "tenant = \"acme\"\nregion = \"eu\"\nclient_id = \"id\"\n"
	tests := map[string]struct {
		data string
		want []string
	}{
		"an unknown key of a profile":     {head + good + "colour = 1\n", []string{":7: profiles.dev.colour: unknown key", "allowed: tenant, region, base_url", "client_secret_keyring"}},
		"an unknown key at the top":       {"verbose = true\n" + head + good, []string{":1: verbose: unknown key; allowed: ", "allowed: default_profile, profiles, ui"}},
		"an unknown key of ui":            {"[ui]\n\ncolor = \"16\"\n", []string{":3: ui.color: unknown key; nearest: colours; ", "allowed: theme, refresh, colours, mouse"}},
		"a key in capitals":               {head + good + "CLIENT_SECRET = \"" + canary + "\"\n", []string{":7: profiles.dev.CLIENT_SECRET: unknown key; nearest: client_secret; allowed: "}},
		"an unknown region":               {head + "tenant = \"acme\"\nregion = \"mars\"\n", []string{":5: profiles.dev.region: unknown region \"mars\"", "allowed: us, eu, au,", "jp", "base_url"}},
		"a region that is no text":        {head + "tenant = \"acme\"\nregion = 3\n", []string{":5: profiles.dev.region: is not a quoted string", "allowed: us, eu, au"}},
		"a missing tenant":                {head + "region = \"eu\"\nclient_id = \"id\"\n", []string{":3: profiles.dev.tenant: is missing", "acme.eu.auth0.com", "AUTHZX_BASE_URL"}},
		"a missing region":                {head + "tenant = \"acme\"\n", []string{":3: profiles.dev.region: is missing", "allowed: us, eu, au"}},
		"an empty profile":                {head, []string{":3: profiles.dev.tenant: is missing"}},
		"a missing token address":         {head + "base_url = \"https://a.test/api\"\n", []string{":3: profiles.dev.token_url: is missing", "https URL"}},
		"a tenant that is a domain":       {head + "tenant = \"acme.eu.auth0.com\"\nregion = \"eu\"\n", []string{":4: profiles.dev.tenant: \"acme.eu.auth0.com\" is not a tenant name", "a-z, 0-9 and -"}},
		"a tenant that leaves its host":   {head + "tenant = \"evil.test/#\"\nregion = \"eu\"\n", []string{":4: profiles.dev.tenant:"}},
		"an empty client id":              {head + "tenant = \"acme\"\nregion = \"eu\"\nclient_id = \"\"\n", []string{":6: profiles.dev.client_id: is empty", "machine-to-machine"}},
		"a base address without https":    {head + "base_url = \"http://a.test/api\"\ntoken_url = \"https://a.test\"\n", []string{":4: profiles.dev.base_url: is not https", "allowed: an https URL"}},
		"an address with a password":      {head + "base_url = \"https://u:" + canary + "@a.test/api\"\n", []string{":4: profiles.dev.base_url: holds a user name or password"}},
		"an address with a query":         {head + "token_url = \"https://a.test/token?a=b\"\n", []string{":4: profiles.dev.token_url: holds a query"}},
		"an address of another kind":      {head + "base_url = \"ftp://a.test\"\n", []string{":4: profiles.dev.base_url: is neither https nor http"}},
		"the Management API's address":    {head + "base_url = \"https://acme.eu.auth0.com/api/v2/\"\n", []string{":4: profiles.dev.base_url: is Auth0's Management API, not the extension"}},
		"the tenant's own domain":         {head + "base_url = \"https://acme.eu.auth0.com\"\n", []string{":4: profiles.dev.base_url: is the Auth0 tenant, which issues tokens"}},
		"an address in part":              {head + "base_url = \"a.test/api\"\n", []string{":4: profiles.dev.base_url: is not a complete URL"}},
		"two secrets":                     {head + good + "client_secret = \"" + canary + "\"\nclient_secret_env = \"X\"\n", []string{":8: profiles.dev.client_secret_env: the secret is given 2 times, as client_secret and client_secret_env", "exactly one of client_secret, client_secret_env, client_secret_command, client_secret_keyring"}},
		"two secrets the other way round": {head + good + "client_secret_keyring = true\n\nclient_secret = \"" + canary + "\"\n", []string{":9: profiles.dev.client_secret: the secret is given 2 times, as client_secret_keyring and client_secret"}},
		"a secret without quotes":         {head + good + "client_secret = " + canary + "\n", []string{":7: profiles.dev.client_secret:", "not valid TOML"}},
		"a secret that is a number":       {head + good + "client_secret = 12345678901234567890123\n", []string{":7: profiles.dev.client_secret:"}},
		"a secret that is true":           {head + good + "client_secret = true\n", []string{":7: profiles.dev.client_secret: is not a quoted string", "the secret in quotes"}},
		"a secret whose quote is open":    {head + good + "client_secret = \"" + canary + "\n", []string{":7: profiles.dev.client_secret:"}},
		"a variable that is a secret":     {head + good + "client_secret_env = \"" + canary + "\"\n", []string{":7: profiles.dev.client_secret_env: is not the name of a variable"}},
		"a command in one text":           {head + good + "client_secret_command = \"pass show " + canary + "\"\n", []string{":7: profiles.dev.client_secret_command: is not an array", `["pass", "show", "auth0/acme"]`}},
		"an empty command":                {head + good + "client_secret_command = []\n", []string{":7: profiles.dev.client_secret_command:"}},
		"a command with a number":         {head + good + "client_secret_command = [\n  \"pass\",\n  7,\n]\n", []string{":7: profiles.dev.client_secret_command: is not an array of strings"}},
		"a command without a program":     {head + good + "client_secret_command = [\"\"]\n", []string{":7: profiles.dev.client_secret_command: names no program"}},
		"no keyring, said so":             {head + good + "client_secret_keyring = false\n", []string{":7: profiles.dev.client_secret_keyring: is not true", "allowed: true"}},
		"a switch in quotes":              {head + good + "production = \"yes\"\n", []string{":7: profiles.dev.production: is neither true nor false", "allowed: true or false"}},
		"a limit out of bounds":           {head + good + "max_list_mib = 0\n", []string{":7: profiles.dev.max_list_mib:", "from 1 to 16384"}},
		"a default that is not there":     {"default_profile = \"prod\"\n" + head + good, []string{":1: default_profile: there is no profile \"prod\"", "allowed: dev"}},
		"a default that is no text":       {"\ndefault_profile = 1\n" + head + good, []string{":2: default_profile: is not a quoted string"}},
		"profiles that are no table":      {"profiles = 1\n", []string{":1: profiles: is not a table"}},
		"profiles that are an array":      {"[[profiles]]\nname = \"dev\"\n", []string{":1: profiles: is not a table"}},
		"a profile that is no table":      {"[profiles]\ndev = \"acme\"\n", []string{":2: profiles.dev: is not a table", "tenant, region"}},
		"a profile named like a path":     {"[profiles.\"a/b\"]\ntenant = \"x\"\n", []string{":1: profiles.a/b: is not a valid profile name"}},
		"a profile with a hostile name":   {"[profiles.\"a\\u202eb\"]\ntenant = \"x\"\n", []string{":1: profiles.a⟨U+202E⟩b: is not a valid profile name"}},
		"a key within an inline table":    {"\n[profiles]\ndev = { tenant = \"acme\", area = \"eu\" }\n", []string{":3: profiles.dev.area: unknown key"}},
		"a key below a long text":         {"[profiles.dev]\naudience = \"\"\"\na\n[profiles.x]\n\"\"\"\ntenat = \"x\"\n", []string{":6: profiles.dev.tenat: unknown key"}},
		"a dotted key":                    {"profiles.dev.tenant = \"acme\"\nprofiles.dev.regio = \"eu\"\n", []string{":2: profiles.dev.regio: unknown key; nearest: region; allowed: "}},
		"a key given twice":               {head + good + "tenant = \"b\"\n", []string{":7: profiles.dev.tenant: appears twice"}},
		"a table given twice":             {head + good + "[profiles.dev]\n", []string{":7: profiles.dev: appears twice"}},
		"a line that is no TOML":          {head + "tenant\n", []string{":4: ", "not valid TOML"}},
		"an unknown theme":                {"[ui]\ntheme = \"pink\"\n", []string{":2: ui.theme: \"pink\" is unknown", "allowed: auto, dark, light"}},
		"ui that is no table":             {"ui = 1\n", []string{":1: ui: is not a table"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			home, path := place(t, test.data)
			_, err := Load(world(home, nil), Flags{})
			wantError(t, err, append(test.want, path)...)
			var found Mistakes
			if !errors.As(err, &found) {
				t.Fatalf("error %T, want Mistakes", err)
			}
			for _, m := range found {
				if m.Line == 0 || m.Allowed == "" || m.Place.Raw() != path {
					t.Errorf("%+v lacks a line, a file or what is allowed", m)
				}
			}
		})
	}
}

func TestAllMistakesAreToldAtOnceInTheOrderOfTheFile(t *testing.T) {
	home, _ := place(t, "[profiles.b]\nregion = \"x\"\nextra = 1\n[profiles.a]\nproduction = 2\n")
	_, err := Load(world(home, nil), Flags{})
	wantError(t, err, ":2: ", ":3: ", ":5: ")
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 3 || !strings.Contains(lines[0], ":2:") || !strings.Contains(lines[2], ":5:") {
		t.Errorf("got %q", lines)
	}
}

func TestMissingCredentialsAreToldOnlyOfTheProfileInUse(t *testing.T) {
	const data = "default_profile = \"dev\"\n" +
		"[profiles.dev]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"id\"\nclient_secret_keyring = true\n" +
		"[profiles.bare]\ntenant = \"acme\"\nregion = \"eu\"\n"
	cfg := loaded(t, data, nil, Flags{})
	if p := profile(t, cfg); p.Name.Raw() != "dev" {
		t.Errorf("got profile %s", p.Name)
	}
	wantError(t, cfg.Check(), ":7: profiles.bare.client_id: is missing", ":7: profiles.bare.client_secret: is missing", "exactly one of")

	_, err := loaded(t, data, nil, Flags{Profile: "bare"}).Profile()
	wantError(t, err, "profiles.bare.client_id", "AUTHZX_CLIENT_ID", "AUTHZX_CLIENT_SECRET")
}

func TestMessagesAreSafeToDraw(t *testing.T) {
	home, _ := place(t, "\"a\\u001b[2Jb\" = 1\n[profiles.dev]\nregion = \"\\u001b]0;x\\u0007\\u202e\"\n")
	_, err := Load(world(home, nil), Flags{})
	wantError(t, err, "⟨U+001B⟩", "⟨U+202E⟩")
	if strings.ContainsAny(err.Error(), "\x1b\a\u202e") {
		t.Errorf("error %q can't be drawn", err)
	}
}
