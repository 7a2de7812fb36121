//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/cli/command"
)

func TestAFirstRunOffersTheSandbox(t *testing.T) {
	w := newWorld(t)
	s := w.opened()
	s.shows("Nothing is configured yet", "Try the sandbox", "Connect a tenant")
	s.types("\r")
	s.shows("Users", "Ann Archer")
	s.types("qq")
	if code := s.code(); code != 0 {
		t.Errorf("code %d", code)
	}
	if left, _ := os.ReadDir(w.Env.Home); len(left) != 0 {
		t.Errorf("it left %v behind", left)
	}
}

func TestAFirstRunIsLeftInOrder(t *testing.T) {
	s := newWorld(t).opened()
	s.shows("Try the sandbox")
	s.types("q")
	if code := s.code(); code != 0 {
		t.Errorf("code %d", code)
	}
	if err := s.restored(); err != nil {
		t.Error(err)
	}
}

func TestAProfileThatWasAskedForIsNoFirstRun(t *testing.T) {
	s := newWorld(t).opened("--profile", "prod")
	s.shows("there is no profile", "prod")
	if code := s.code(); code != command.Usage {
		t.Errorf("code %d", code)
	}
}

func TestAFirstRunWritesAProfileThatCanBeUsed(t *testing.T) {
	_, server := connected(t)
	w := newWorld(t)
	s := w.opened()
	s.shows("Connect a tenant")
	s.types("j\r")
	s.shows("Client secret")
	const next = "\t"
	s.types("dev" + next + " ")
	s.shows("custom URLs")
	s.types(next + server.BaseURL() + next + server.TokenURL() + next + "admin" + next)
	s.shows("the file")
	s.types(next + "not " + canary + "\x13")
	s.shows("secret is wrong (401", "Not saved yet")
	path := filepath.Join(w.Env.Home, ".config/authzx/config.toml")
	if _, err := os.Stat(path); err == nil {
		t.Error("it was saved though the test failed")
	}
	s.types("\x1b")
	s.shows("Client secret")
	s.types("\x15" + canary + "\x13")
	s.shows("Users", "Ann Archer", "dev")
	s.types(":set-up guide\r")
	s.shows("1. Turn on API access")
	s.types("c")
	s.shows("✓ yes", "token: granted, with 21 of 21 scopes")
	s.types("q")
	s.shows("Email")
	s.types("qq")
	if code := s.code(); code != 0 {
		t.Errorf("code %d", code)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.Contains(s.raw.String(), canary) || strings.Contains(s.raw.String(), canary[:10]) {
		t.Error("the secret was drawn")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info, err)
	}
	if out := w.ok("config", "check"); !strings.Contains(out, "* dev") {
		t.Errorf("check prints %q", out)
	}
	if !strings.Contains(w.ok("list", "groups"), "Finance") {
		t.Error("the profile reaches nothing")
	}
}

func TestTheExplorerSwitchesToAnotherProfile(t *testing.T) {
	w, _ := connected(t)
	s := w.opened()
	s.shows("Ann Archer", "dev")
	s.types("P")
	s.shows("Profiles", "frozen", "● open")
	s.types("jc")
	s.shows("Connection: prod", "✓ groups")
	s.types("\x1b")
	s.shows("✓ works", "switch to it")
	s.types("\r")
	s.shows("PROD", "Users", "Ann Archer")
	s.types("qq")
	if code := s.code(); code != 0 {
		t.Errorf("code %d", code)
	}
	if err := s.restored(); err != nil {
		t.Error(err)
	}
}

func TestAProgramForTheSecretGetsTheTerminalWhileSwitching(t *testing.T) {
	w, server := connected(t)
	program := w.File("give", "#!/bin/sh\nprintf 'Passphrase? ' >/dev/tty\nread word </dev/tty\necho \"$word\"\n")
	if err := os.Chmod(program, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(w.Env.Home, ".config/authzx/config.toml")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w.Configure(string(content) + "[profiles.asked]\nbase_url = \"" + server.BaseURL() + "\"\ntoken_url = \"" + server.TokenURL() +
		"\"\nclient_id = \"groups\"\nclient_secret_command = [\"" + program + "\"]\n")
	s := w.opened()
	s.shows("Ann Archer")
	s.types("P")
	s.shows("asked")
	s.types("G\r")
	s.leaves()
	// What is typed before the program asks is an answer of the terminal for all that is known.
	s.shows("Passphrase?")
	s.types(canary + "\n")
	s.shows("asked", "Email")
	s.types("qq")
	if code := s.code(); code != 0 {
		t.Errorf("code %d", code)
	}
}

// leaves waits until the explorer has given the terminal away.
func (s *terminal) leaves() {
	s.t.Helper()
	for {
		_, changed := s.look()
		if s.restored() == nil {
			return
		}
		<-changed
	}
}
