package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
)

// announced is the line that a sandbox begins with.
type announced struct {
	BaseURL      string `json:"base_url"`
	TokenURL     string `json:"token_url"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
}

// serving runs authzx sandbox; stop ends it and gives the exit code.
func (w *world) serving(args ...string) (line announced, stop func() int) {
	w.T.Helper()
	out, in := io.Pipe()
	ctx, cancel := context.WithCancelCause(context.Background())
	env := w.Env
	env.Args, env.Stdout, env.Stderr = append([]string{"sandbox"}, args...), in, io.Discard
	code := make(chan int, 1)
	go func() {
		code <- Main(ctx, env)
		_ = in.Close()
	}()
	first, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		w.T.Fatal(err)
	}
	if err := json.Unmarshal(first, &line); err != nil {
		w.T.Fatalf("%v in %s", err, first)
	}
	return line, func() int {
		cancel(command.ErrSignal)
		return <-code
	}
}

// groups is how many groups the sandbox has.
func (l announced) groups(t *testing.T) int {
	t.Helper()
	answer := struct {
		Groups []any `json:"groups"`
	}{}
	l.call(t, http.MethodGet, "/groups", "", &answer)
	return len(answer.Groups)
}

func (l announced) call(t *testing.T, method, path, body string, into any) {
	t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {l.ClientID}, "client_secret": {l.ClientSecret}, "audience": {"urn:auth0-authz-api"}}
	granted, err := http.PostForm(l.TokenURL, form)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = granted.Body.Close() }()
	var token struct {
		Value string `json:"access_token"`
	}
	if err := json.NewDecoder(granted.Body).Decode(&token); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest(method, l.BaseURL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token.Value)
	req.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		t.Fatalf("%s %s: %d %v", method, path, answer.StatusCode, err)
	}
}

func TestTheSandboxServesUntilItIsStopped(t *testing.T) {
	w := newWorld(t)
	tenant, creds := "../../testdata/conformance/tenant.json", w.File("credentials.json", string(clitest.Credentials(t)))
	if _, err := os.Stat(tenant); err != nil {
		tenant = w.File("tenant.json", `{"users": [{"user_id": "auth0|alice"}], "clients": [], "connections": []}`)
	}
	for name, c := range map[string]struct {
		args   []string
		groups int
	}{
		"the sample company":      {nil, 25},
		"nothing":                 {[]string{"--empty"}, 0},
		"a tenant of one's own":   {[]string{"--tenant", tenant, "--credentials", creds}, 0},
		"and with an empty store": {[]string{"--tenant", tenant, "--credentials", creds, "--empty"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			line, stop := w.serving(c.args...)
			if got := line.groups(t); got != c.groups {
				t.Errorf("%d groups, want %d", got, c.groups)
			}
			if !strings.HasPrefix(line.BaseURL, "http://127.0.0.1:") || !strings.HasSuffix(line.BaseURL, "/api") {
				t.Errorf("base URL %q", line.BaseURL)
			}
			if code := stop(); code != 0 {
				t.Errorf("stopped with code %d", code)
			}
		})
	}
}

func TestTheSandboxKeepsItsStoreInAFile(t *testing.T) {
	w := newWorld(t)
	data := filepath.Join(w.Env.Home, "data.json")
	line, stop := w.serving("--data", data, "--empty")
	line.call(t, http.MethodPost, "/groups", `{"name": "Kept", "description": "over a restart"}`, new(any))
	if code := stop(); code != 0 {
		t.Fatalf("stopped with code %d", code)
	}
	line, stop = w.serving("--data", data, "--empty")
	if got := line.groups(t); got != 1 {
		t.Errorf("%d groups after a restart, want 1", got)
	}
	stop()
	if info, err := os.Stat(data); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info, err)
	}
}

func TestASandboxThatCanNotBeginSaysWhy(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no such tenant":        {[]string{"--tenant", "/nowhere/tenant.json"}, 2, "no such file"},
		"a tenant of no shape":  {[]string{"--tenant", w.File("tenant.json", "[]")}, 2, `"users"`},
		"no credentials":        {[]string{"--credentials", w.File("credentials.json", "{}")}, 2, "every scope"},
		"an address of no use":  {[]string{"--addr", "256.0.0.1:x"}, 2, "--addr"},
		"an address of no port": {[]string{"--addr", "localhost"}, 2, "missing port"},
		"data in no folder":     {[]string{"--data", filepath.Join(w.Env.Home, "none", "data.json")}, 2, "none"},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.run(append([]string{"sandbox"}, c.args...)...)
			if got.code != c.code || !strings.Contains(got.stderr, c.says) || got.stdout != "" {
				t.Errorf("%+v", got)
			}
		})
	}
}
