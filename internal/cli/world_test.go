package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/text"
)

// canary is a secret that must never be printed.
const canary = "canary-c0ffee-secret-of-the-client"

// TestMain lets the test binary stand in for authzx, so that it can be run in
// a terminal of its own.
func TestMain(m *testing.M) {
	if os.Getenv("AUTHZX_TEST_PROGRAM") == "" {
		os.Exit(m.Run())
	}
	ctx, stop := Signals()
	code := Main(ctx, System())
	stop()
	os.Exit(code)
}

// world is a home of its own, in which authzx is run.
type world struct {
	t   *testing.T
	env Env
}

// outcome is what came of one run.
type outcome struct {
	code           int
	stdout, stderr string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{t: t, env: Env{
		Stdin: strings.NewReader(""), Environ: []string{"TERM=xterm-256color", "LANG=C.UTF-8"},
		Home: t.TempDir(), Keyring: &fakeKeyring{}, Now: time.Now, Version: "test",
	}}
}

func (w *world) set(name, value string) { w.env.Environ = append(w.env.Environ, name+"="+value) }

// run runs one command line to its end.
func (w *world) run(args ...string) outcome { return w.runIn(context.Background(), args...) }

func (w *world) runIn(ctx context.Context, args ...string) outcome {
	w.t.Helper()
	var stdout, stderr bytes.Buffer
	env := w.env
	env.Args, env.Stdout, env.Stderr = args, &stdout, &stderr
	code := Main(ctx, env)
	return outcome{code, stdout.String(), stderr.String()}
}

// ok runs a command line that must succeed and say nothing on standard error.
func (w *world) ok(args ...string) string {
	w.t.Helper()
	got := w.run(args...)
	if got.code != 0 || got.stderr != "" {
		w.t.Fatalf("authzx %s: code %d\n%s", strings.Join(args, " "), got.code, got.stderr)
	}
	return got.stdout
}

// file writes a private file of the world and gives its path.
func (w *world) file(name, content string) string {
	w.t.Helper()
	path := filepath.Join(w.env.Home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// configure writes the configuration file.
func (w *world) configure(toml string) string { return w.file(".config/authzx/config.toml", toml) }

// credentials are clients of a sandbox: all scopes, those of groups, none.
func credentials(t *testing.T) []byte {
	t.Helper()
	type client struct {
		ID     string   `json:"client_id"`
		Secret string   `json:"client_secret"`
		Scopes []string `json:"scopes"`
	}
	doc, err := json.Marshal(map[string]client{
		"admin":  {"admin", canary, everyScope()},
		"groups": {"groups", canary, []string{"read:groups"}},
		"none":   {"none", canary, nil},
	})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func everyScope() []string {
	var names []string
	for _, scope := range endpoint.Scopes() {
		names = append(names, scope.Name)
	}
	return names
}

// signingKey is made once: making one is most of what a sandbox takes to start.
var signingKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// connected is a world with a sandbox and profiles that reach it: dev, prod,
// frozen, and for tokens that open little groups, none and wrong.
func connected(t *testing.T) (*world, *sandbox.Server) {
	t.Helper()
	return connectedTo(t, sample.Company())
}

func connectedTo(t *testing.T, from sample.Tenant) (*world, *sandbox.Server) {
	t.Helper()
	server, err := sandbox.New(sandbox.Options{Tenant: from.Directory(), Document: from.Document, Credentials: credentials(t), Key: signingKey()})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	w := newWorld(t)
	var toml strings.Builder
	fmt.Fprintln(&toml, `default_profile = "dev"`)
	profile := func(name, client, more string) {
		fmt.Fprintf(&toml, "[profiles.%s]\nbase_url = %q\ntoken_url = %q\nclient_id = %q\n%s\n",
			name, server.BaseURL(), server.TokenURL(), client, more)
	}
	stored := fmt.Sprintf("client_secret = %q", canary)
	profile("dev", "admin", stored)
	profile("prod", "admin", stored+"\nproduction = true")
	profile("frozen", "admin", stored+"\nread_only = true")
	profile("groups", "groups", stored)
	profile("none", "none", stored)
	profile("wrong", "admin", `client_secret = "not that one"`)
	profile("ring", "admin", "client_secret_keyring = true")
	w.configure(toml.String())
	return w, server
}

// fakeKeyring keeps secrets in memory.
type fakeKeyring struct {
	mu   sync.Mutex
	held map[string]string
}

func (k *fakeKeyring) Find(profile string) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	value, ok := k.held[profile]
	if !ok {
		return "", &config.NotStoredError{Profile: text.New(profile)}
	}
	return value, nil
}

func (k *fakeKeyring) Store(profile, value string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held == nil {
		k.held = map[string]string{}
	}
	k.held[profile] = value
	return nil
}

func (k *fakeKeyring) Remove(profile string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, ok := k.held[profile]; !ok {
		return &config.NotStoredError{Profile: text.New(profile)}
	}
	delete(k.held, profile)
	return nil
}

// decoded is a JSON document as values.
func decoded[T any](t *testing.T, document string) T {
	t.Helper()
	var value T
	if err := json.Unmarshal([]byte(document), &value); err != nil {
		t.Fatalf("%v in %s", err, document)
	}
	return value
}
