package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
)

func TestConfigInitWritesAProfileThatCanBeUsed(t *testing.T) {
	w, server := connected(t)
	w.Env.Home = t.TempDir() // a home without any configuration
	got := w.run("config", "init", "dev", "--base-url", server.BaseURL(), "--token-url", server.TokenURL(), "--client-id", "admin", "--secret-keyring")
	if got.code != 0 || !strings.Contains(got.stderr, "authzx secret set dev") {
		t.Fatalf("%+v", got)
	}
	path := strings.TrimSpace(w.ok("config", "path"))
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the file: %v, %v", info, err)
	}
	w.Env.Stdin = strings.NewReader(canary + "\n")
	if got := w.run("secret", "set"); got.code != 0 || got.stdout != "" || strings.Contains(got.stderr, canary) {
		t.Fatalf("%+v", got)
	}
	if !strings.Contains(w.ok("list", "groups"), "Finance") {
		t.Error("the profile reaches nothing")
	}
	if out := w.ok("config", "check"); !strings.Contains(out, "* dev") || !strings.Contains(out, "the keyring") {
		t.Errorf("check prints %q", out)
	}
	if got := w.run("config", "init", "dev", "--tenant", "acme", "--region", "eu", "--client-id", "x", "--secret-env", "X"); got.code != 2 || !strings.Contains(got.stderr, "--replace") {
		t.Errorf("a second profile of the name: %+v", got)
	}
	if got := w.run("secret", "clear", "dev"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	if left := w.tokens(); len(left) != 0 {
		t.Error("the token is still in the cache")
	}
	if got := w.run("list", "groups"); got.code != 4 {
		t.Errorf("without a secret: %+v", got)
	}
}

func TestConfigInitAsksForWhatIsMissing(t *testing.T) {
	w := newWorld(t)
	if got := w.run("config", "init", "--tenant", "acme"); got.code != 2 || !strings.Contains(got.stderr, "NAME, --region, --client-id and one of") {
		t.Errorf("nobody to ask: %+v", got)
	}
	w.Env.Terminal = command.Terminal{In: true, Err: true}
	w.Env.Stdin = strings.NewReader("dev\neu\nabc\n\n")
	if got := w.run("config", "init", "--tenant", "acme"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	content, err := os.ReadFile(filepath.Join(w.Env.Home, ".config/authzx/config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`default_profile = "dev"`, "[profiles.dev]", `tenant = "acme"`, `region = "eu"`, `client_id = "abc"`, "client_secret_keyring = true"} {
		if !strings.Contains(string(content), want) {
			t.Errorf("%s lacks %s", content, want)
		}
	}
	w.Env.Stdin = strings.NewReader("")
	if got := w.run("config", "init", "--region", "mars", "--tenant", "acme", "--client-id", "x", "--secret-env", "X", "mars"); got.code != 2 || !strings.Contains(got.stderr, "unknown region") {
		t.Errorf("an unknown region: %+v", got)
	}
}

func TestMistakesInTheConfigurationNameTheirPlace(t *testing.T) {
	w := newWorld(t)
	path := w.Configure("[profiles.dev]\ntenant = \"acme\"\nregion = \"mars\"\nzap = 1\n")
	for _, args := range [][]string{{"config", "check"}, {"list", "users"}, {"info"}, {"snippet", "GET", "/groups"}} {
		got := w.run(args...)
		if got.code != 2 || !strings.Contains(got.stderr, path+":3: profiles.dev.region") || !strings.Contains(got.stderr, path+":4: profiles.dev.zap") {
			t.Errorf("authzx %v: %+v", args, got)
		}
	}
	w.Configure("[profiles.dev]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"x\"\nclient_secret = \"" + canary + "\"\n")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := w.run("list", "users"); got.code != 2 || !strings.Contains(got.stderr, "chmod 600") {
		t.Errorf("an open file: %+v", got)
	}
}

func TestConfigCheckTriesTheProfile(t *testing.T) {
	w, server := connected(t)
	const whole = "answers and a token is issued, with all 21 scopes"
	if out := w.ok("config", "check"); !strings.Contains(out, whole) {
		t.Errorf("check prints %q", out)
	}
	if got := w.run("config", "check", "-o", "json"); got.code != 0 || !strings.Contains(got.stdout, `"reached": {"version": `) {
		t.Errorf("%+v", got)
	}
	if got := w.run("config", "check", "--offline", "-o", "json"); got.code != 0 || !strings.Contains(got.stdout, `"reached": null`) {
		t.Errorf("%+v", got)
	}
	host := strings.TrimSuffix(server.BaseURL(), "/api")
	for name, tt := range map[string]struct {
		base string
		args []string
		code int
		says string
	}{
		"the host alone":      {host, nil, 0, whole},
		"the dashboard":       {host + "/admins/login", nil, 0, whole},
		"beside the API":      {host + "/other", nil, 1, "check base_url"},
		"nobody there":        {"http://127.0.0.1:1/api", nil, 1, "127.0.0.1:1"},
		"nobody, not tried":   {"http://127.0.0.1:1/api", []string{"--offline"}, 0, ""},
		"something else":      {"ftp://127.0.0.1", []string{"--offline"}, 2, "base_url"},
		"a list beside it":    {host + "/api/users", nil, 0, whole},
		"a page of dashboard": {host + "/#/users", nil, 0, whole},
	} {
		t.Run(name, func(t *testing.T) {
			inner := &world{clitest.New(t)}
			inner.Set("AUTHZX_CLIENT_SECRET", canary)
			inner.Configure("[profiles.a]\nbase_url = \"" + tt.base + "\"\ntoken_url = \"" + host + "\"\nclient_id = \"admin\"\n")
			got := inner.run(append([]string{"config", "check"}, tt.args...)...)
			if got.code != tt.code || !strings.Contains(got.stdout+got.stderr, tt.says) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestConfigCheckTriesTheSecretThoughATokenIsKept(t *testing.T) {
	w, server := connected(t)
	w.ok("list", "groups") // keeps a token
	profile := "[profiles.dev]\nbase_url = \"" + server.BaseURL() + "\"\ntoken_url = \"" + server.TokenURL() + "\"\nclient_id = \"admin\"\n"
	w.Configure(profile + "client_secret = \"wrong\"\n")
	if got := w.run("config", "check"); got.code != 4 {
		t.Errorf("with a wrong secret: %+v", got)
	}
	w.Configure(profile + "client_secret_env = \"UNSET_HERE\"\n")
	if got := w.run("config", "check"); got.code != 0 || !strings.Contains(got.stdout, "a kept token is accepted") || !strings.Contains(got.stdout, "the secret was not checked") {
		t.Errorf("without a secret: %+v", got)
	}
	if got := w.run("config", "check", "-o", "json"); got.code != 0 || !strings.Contains(got.stdout, `"token": "kept"`) {
		t.Errorf("without a secret, as JSON: %+v", got)
	}
}

func TestWithoutAConfigurationTheWayOnIsTold(t *testing.T) {
	w := newWorld(t)
	for _, args := range [][]string{{"list", "users"}, {"api", "GET", "/groups"}, {"secret", "clear"}, {"config", "check"}} {
		got := w.run(args...)
		if got.code != 2 || !strings.Contains(got.stderr, "authzx config init") || !strings.Contains(got.stderr, "authzx demo") {
			t.Errorf("authzx %v: %+v", args, got)
		}
	}
	if got := w.run("info"); got.code != 0 || !strings.Contains(got.stdout, ".config/authzx/config.toml") {
		t.Errorf("info: %+v", got)
	}
	if out := w.ok("snippet", "GET", "/users/auth0|x", "--as", "curl"); !strings.Contains(out, "https://{extension_url}/users/auth0%7Cx") {
		t.Errorf("snippet prints %q", out)
	}
}

func TestSnippetsTakeTheProfilesAddressAndLiteralPaths(t *testing.T) {
	w, server := connected(t)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"literal":      {[]string{"/users/auth0|x"}, "/api/users/auth0%7Cx"},
		"encoded":      {[]string{"/users/auth0%7Cx", "--encoded"}, "/api/users/auth0%7Cx"},
		"percent sign": {[]string{"/users/auth0%7Cx"}, "/api/users/auth0%257Cx"},
	} {
		t.Run(name, func(t *testing.T) {
			out := w.run(append([]string{"snippet", "GET"}, c.args...)...).stdout
			host := strings.TrimSuffix(strings.TrimPrefix(server.BaseURL(), "http://"), "/api")
			if !strings.Contains(out, "GET "+c.want+" HTTP/1.1") || !strings.Contains(out, "Host: "+host) || strings.Contains(out, canary) {
				t.Errorf("prints %q", out)
			}
		})
	}
	out := w.ok("snippet", "post", "/groups", "--body", w.File("group.json", newGroup), "--as", "curl")
	if !strings.Contains(out, "Made by hand") {
		t.Errorf("prints %q", out)
	}
}

func TestCompletionKnowsProfilesAndCommands(t *testing.T) {
	w, _ := connected(t)
	for name, c := range map[string]struct {
		args []string
		want []string
	}{
		"profiles": {[]string{"list", "--profile", ""}, []string{"dev", "prod", "frozen"}},
		"kinds":    {[]string{"list", ""}, []string{"users", "connections"}},
		"secrets":  {[]string{"secret", "set", ""}, []string{"ring"}},
		"regions":  {[]string{"config", "init", "--region", ""}, []string{"us\tUS West"}},
		"methods":  {[]string{"api", ""}, []string{"GET", "DELETE"}},
		"routes":   {[]string{"api", "GET", ""}, []string{"/users/{id}/roles/calculate"}},
		"formats":  {[]string{"snippet", "GET", "/groups", "--as", ""}, []string{"javascript"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.run(append([]string{"__complete"}, c.args...)...)
			for _, want := range c.want {
				if !strings.Contains(got.stdout, want) {
					t.Errorf("%q lacks %q", got.stdout, want)
				}
			}
		})
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out := w.ok("completion", shell); len(out) < 1000 {
			t.Errorf("%s: %q", shell, out)
		}
	}
}

func TestWhatTheLibrarysCommandsDoNotKnowIsRefused(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"completion"}, "authzx completion needs a command"},
		{[]string{"completion", "foo"}, `unknown command authzx completion "foo"`},
		{[]string{"help", "foo"}, `unknown command "foo"`},
		{[]string{"help", "config", "foo"}, `unknown command "config foo"`},
	} {
		if got := w.run(c.args...); got.code != command.Usage || got.stdout != "" || !strings.Contains(got.stderr, c.want) {
			t.Errorf("%v: code %d, %q, %q", c.args, got.code, got.stdout, got.stderr)
		}
	}
	for _, args := range [][]string{{"help"}, {"help", "completion", "bash"}, {"help", "config", "path"}, {"completion", "--help"}} {
		if got := w.run(args...); got.code != command.Done || got.stdout == "" {
			t.Errorf("%v: code %d, %q", args, got.code, got.stderr)
		}
	}
}

func TestTheManualHasCommandsKeysAndCodes(t *testing.T) {
	w := newWorld(t)
	out := w.ok("man")
	for _, want := range []string{".TH AUTHZX 1", "who\\-can", "--snapshot", ".SH EXIT STATUS", "KEYS: EVERYWHERE", "130 interrupted"} {
		if !strings.Contains(out, want) && !strings.Contains(out, strings.ReplaceAll(want, `\`, "")) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(out, "`") {
		t.Error("the page shows the marks of help")
	}
}

func TestASnippetNeedsAnAddressAtMost(t *testing.T) {
	w := newWorld(t)
	w.Set("AUTHZX_BASE_URL", "https://authz.example.com/x/api")
	if out := w.ok("snippet", "GET", "/groups", "--as", "curl"); !strings.Contains(out, "'https://authz.example.com/x/api/groups'") {
		t.Errorf("prints %q", out)
	}
	w.Set("AUTHZX_BASE_URL", "http://authz.example.com/api")
	if got := w.run("snippet", "GET", "/groups"); got.code != 2 || !strings.Contains(got.stderr, "is not https") {
		t.Errorf("%+v", got)
	}
}

func TestHowToGetATokenIsASnippet(t *testing.T) {
	if out := newWorld(t).ok("snippet", "token"); !strings.HasPrefix(out, "POST /oauth/token HTTP/1.1\nHost: {tenant}.auth0.com\n") {
		t.Errorf("prints %q", out)
	}
	w, server := connected(t)
	for _, as := range []string{"http", "curl", "javascript"} {
		out := w.ok("snippet", "token", "--as", as)
		host := strings.TrimSuffix(strings.TrimPrefix(server.TokenURL(), "http://"), "/oauth/token")
		if !strings.Contains(out, host) || !strings.Contains(out, server.ClientID()) || strings.Contains(out, canary) {
			t.Errorf("prints %q", out)
		}
	}
}

func TestASlipInAPathIsPointedOut(t *testing.T) {
	w := newWorld(t)
	for _, command := range []string{"api", "snippet"} {
		if got := w.run(command, "GET", "/group"); got.code != 2 || !strings.Contains(got.stderr, "did you mean GET /groups?") {
			t.Errorf("%s: %+v", command, got)
		}
		body := w.File("body.json", "{}")
		if got := w.run(command, "GET", "/groups", "--body", body); got.code != 2 || !strings.Contains(got.stderr, "GET /groups takes no body") {
			t.Errorf("%s: %+v", command, got)
		}
	}
}
