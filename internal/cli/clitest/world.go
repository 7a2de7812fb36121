// Package clitest is for tests: a world of its own in which authzx runs, with profiles
// that reach a sandbox.
package clitest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"authzx/internal/cli/command"
	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/sandbox/signer"
	"authzx/internal/text"
)

// Canary is a secret that must never be printed.
const Canary = "canary-c0ffee-secret-of-the-client"

// World is a home of its own, in which authzx is run.
type World struct {
	T   *testing.T
	Env command.Env
}

// New is a world without a configuration.
func New(t *testing.T) *World {
	t.Helper()
	return &World{T: t, Env: command.Env{
		Stdin: strings.NewReader(""), Environ: []string{"TERM=xterm-256color", "LANG=C.UTF-8"},
		Home: t.TempDir(), Keyring: &Keyring{}, Now: time.Now, Version: "test", User: "tester", Host: "bench",
	}}
}

// Set sets an environment variable.
func (w *World) Set(name, value string) { w.Env.Environ = append(w.Env.Environ, name+"="+value) }

// File writes a private file of the world and gives its path.
func (w *World) File(name, content string) string {
	w.T.Helper()
	path := filepath.Join(w.Env.Home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.T.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		w.T.Fatal(err)
	}
	return path
}

// Configure writes the configuration file.
func (w *World) Configure(toml string) string { return w.File(".config/authzx/config.toml", toml) }

// Credentials are clients of a sandbox: all scopes, those that read, that of groups, none.
func Credentials(t *testing.T) []byte {
	t.Helper()
	type client struct {
		ID     string   `json:"client_id"`
		Secret string   `json:"client_secret"`
		Scopes []string `json:"scopes"`
	}
	doc, err := json.Marshal(map[string]client{
		"admin":  {"admin", Canary, endpoint.ScopeNames(endpoint.Scopes())},
		"reader": {"reader", Canary, slices.DeleteFunc(endpoint.ScopeNames(endpoint.Scopes()), func(s string) bool { return !strings.HasPrefix(s, "read:") })},
		"groups": {"groups", Canary, []string{"read:groups"}},
		"none":   {"none", Canary, nil},
	})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Connected is a world with a sandbox and profiles that reach it: dev, prod,
// frozen, and for tokens that open little groups, none and wrong.
func Connected(t *testing.T) (*World, *sandbox.Server) {
	t.Helper()
	return ConnectedTo(t, sample.Company())
}

// ConnectedTo is Connected with another tenant in the sandbox.
func ConnectedTo(t *testing.T, from sample.Tenant) (*World, *sandbox.Server) {
	t.Helper()
	server, err := sandbox.New(sandbox.Options{Tenant: from.Directory(), Document: from.Document, Credentials: Credentials(t), Key: signer.Key()})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	w := New(t)
	var toml strings.Builder
	fmt.Fprintln(&toml, `default_profile = "dev"`)
	profile := func(name, client, more string) {
		fmt.Fprintf(&toml, "[profiles.%s]\nbase_url = %q\ntoken_url = %q\nclient_id = %q\n%s\n",
			name, server.BaseURL(), server.TokenURL(), client, more)
	}
	stored := fmt.Sprintf("client_secret = %q", Canary)
	profile("dev", "admin", stored)
	profile("prod", "admin", stored+"\nproduction = true")
	profile("frozen", "admin", stored+"\nread_only = true")
	profile("groups", "groups", stored)
	profile("none", "none", stored)
	profile("wrong", "admin", `client_secret = "not that one"`)
	profile("ring", "admin", "client_secret_keyring = true")
	w.Configure(toml.String())
	return w, server
}

// Keyring keeps secrets in memory.
type Keyring struct {
	mu   sync.Mutex
	Held map[string]string // by profile
}

// Find gives a secret.
func (k *Keyring) Find(profile string) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	value, ok := k.Held[profile]
	if !ok {
		return "", &config.NotStoredError{Profile: text.New(profile)}
	}
	return value, nil
}

// Store keeps a secret.
func (k *Keyring) Store(profile, value string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.Held == nil {
		k.Held = map[string]string{}
	}
	k.Held[profile] = value
	return nil
}

// Remove forgets a secret.
func (k *Keyring) Remove(profile string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, ok := k.Held[profile]; !ok {
		return &config.NotStoredError{Profile: text.New(profile)}
	}
	delete(k.Held, profile)
	return nil
}

// Unsafe is the first character of what was written that a terminal should not
// be sent.
func Unsafe(written string) (rune, bool) {
	for _, r := range written {
		if r != '\n' && !text.Printable(r) {
			return r, true
		}
	}
	return 0, !utf8.ValidString(written)
}
