package config

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"authzx/internal/secret"
)

// shelf is a keyring in memory.
type shelf map[string]string

func (s shelf) Find(profile string) (string, error) {
	if v, ok := s[profile]; ok {
		return v, nil
	}
	return "", &NotStoredError{}
}

func (s shelf) Store(profile, value string) error { s[profile] = value; return nil }

func (s shelf) Remove(profile string) error {
	if _, ok := s[profile]; !ok {
		return &NotStoredError{}
	}
	delete(s, profile)
	return nil
}

// broken is a keyring behind which nothing answers.
type broken struct{ err error }

func (b broken) Find(string) (string, error) { return "", b.err }
func (b broken) Store(string, string) error  { return b.err }
func (b broken) Remove(string) error         { return b.err }

// stuck is a keyring that answers only when it is let go.
type stuck chan struct{}

func (s stuck) Find(string) (string, error) { <-s; return canary, nil }
func (s stuck) Store(string, string) error  { <-s; return nil }
func (s stuck) Remove(string) error         { <-s; return nil }

func withSource(env Env, c credential) Profile {
	p := newProfile("dev", env)
	p.credential = c
	return p
}

func command(words ...string) credential {
	return credential{source: SourceCommand, command: words}
}

func TestSecretComesFromTheOneSource(t *testing.T) {
	env := world("", map[string]string{"ACME": canary})
	env.Keyring = shelf{"dev": canary}
	tests := map[string]struct {
		credential credential
		name       string
	}{
		"the environment": {credential{source: SourceEnvironment, variable: "ACME"}, "the environment variable ACME"},
		"a command":       {command("printf", "%s\n", canary), "client_secret_command (printf)"},
		"no line end":     {command("printf", "%s", canary), "client_secret_command (printf)"},
		"a DOS line end":  {command("printf", "%s\r\n", canary), "client_secret_command (printf)"},
		"no shell":        {command("echo", canary), "client_secret_command (echo)"},
		"the keyring":     {credential{source: SourceKeyring}, "the keyring"},
		"the file":        {credential{source: SourceFile, inline: secret.New(canary)}, "client_secret in the configuration file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, from, err := withSource(env, test.credential).Secret(t.Context())
			must(t, err)
			if got.Reveal() != canary || from != test.name {
				t.Errorf("got %q from %q", got.Reveal(), from)
			}
		})
	}
}

func TestAFailingSourceIsAnErrorAndNothingElseIsTried(t *testing.T) {
	// Whatever fails below, a secret in the environment or keyring must not step in.
	env := world("", map[string]string{varClientSecret: canary, "EMPTY": ""})
	env.Keyring = shelf{"other": canary}
	tests := map[string]struct {
		credential credential
		want       string
	}{
		"no variable":          {credential{source: SourceEnvironment, variable: "ACME"}, "variable ACME is not set"},
		"an empty variable":    {credential{source: SourceEnvironment, variable: "EMPTY"}, "variable EMPTY is not set"},
		"no such program":      {command("no-such-program-here", canary), "no such program"},
		"no such path":         {command("/no/such/program", canary), "no such program"},
		"a program that fails": {command("sh", "-c", "echo "+canary+" >&2; echo "+canary+"; exit 3"), "exited with exit status 3"},
		"no output":            {command("true"), "printed nothing"},
		"only a line end":      {command("echo"), "printed nothing"},
		"two lines":            {command("printf", "%s\nuser: ann\n", canary), "more than one line"},
		"too much output":      {command("sh", "-c", "while :; do echo "+canary+"; done"), "printed more than"},
		"nothing in a keyring": {credential{source: SourceKeyring}, "authzx secret set"},
		"no source":            {credential{}, "has no source"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, _, err := withSource(env, test.credential).Secret(t.Context())
			wantError(t, err, "getting the client secret of profile dev", test.want)
			if !got.IsZero() {
				t.Error("there is a secret beside the error")
			}
		})
	}
}

func TestACommandIsStoppedAfterItsTime(t *testing.T) {
	// The child of the shell keeps the pipe open after the shell was killed.
	p := withSource(world("", nil), command("sh", "-c", "sleep 60 & sleep 60"))
	p.finder.commandLimit = 50 * time.Millisecond
	start := time.Now()
	_, _, err := p.Secret(t.Context())
	wantError(t, err, "took longer than 0.05 s")
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestACommandEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := withSource(world("", nil), command("sleep", "60")).Secret(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestACommandGetsItsArgumentsAsTheyAre(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a b;$(x)'\"")
	must(t, os.WriteFile(file, []byte(canary+"\n"), 0o600))
	got, _, err := withSource(world("", nil), command("cat", file)).Secret(t.Context())
	if err != nil || got.Reveal() != canary {
		t.Errorf("got %q, %v", got.Reveal(), err)
	}
}

func TestWithoutAKeyringTheAlternativesAreNamed(t *testing.T) {
	for name, keyring := range map[string]Keyring{"none": nil, "one that fails": broken{errors.New("dbus: " + canary)}} {
		t.Run(name, func(t *testing.T) {
			env := world("", nil)
			env.Keyring = keyring
			p := withSource(env, credential{source: SourceKeyring})
			_, _, findErr := p.Secret(t.Context())
			for _, err := range []error{findErr, p.StoreSecret(t.Context(), secret.New(canary)), p.ClearSecret(t.Context())} {
				wantError(t, err, "client_secret_env", "client_secret_command", "AUTHZX_CLIENT_SECRET")
				var none *NoKeyringError
				if !errors.As(err, &none) {
					t.Errorf("error %T, want *NoKeyringError", err)
				}
			}
		})
	}
}

func TestAKeyringThatHangsIsGivenUpAfterThreeSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(stuck)
		env := world("", nil)
		env.Keyring = hang
		start := time.Now()
		_, _, err := withSource(env, credential{source: SourceKeyring}).Secret(t.Context())
		wantError(t, err, "the keyring does not answer", "client_secret_env")
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("given up after %v", took)
		}
		close(hang)
	})
}

func TestTheKeyringKeepsASecretForEachProfile(t *testing.T) {
	env := world("", nil)
	env.Keyring = shelf{}
	p := withSource(env, credential{source: SourceKeyring})
	must(t, p.StoreSecret(t.Context(), secret.New(canary)))
	if got, _, err := p.Secret(t.Context()); err != nil || got.Reveal() != canary {
		t.Errorf("got %q, %v", got.Reveal(), err)
	}
	must(t, p.ClearSecret(t.Context()))
	var absent *NotStoredError
	if err := p.ClearSecret(t.Context()); !errors.As(err, &absent) {
		t.Errorf("error %v, want *NotStoredError", err)
	}
}

func TestSourceNamesShowNoArguments(t *testing.T) {
	p := withSource(world("", nil), command("/usr/bin/vault\x1b", "--token="+canary))
	if got := p.SourceName(); strings.Contains(got, canary) || strings.Contains(got, "\x1b") || !strings.Contains(got, "vault") {
		t.Errorf("got %q", got)
	}
	if got := withSource(world("", nil), credential{}).SourceName(); got != "nowhere" {
		t.Errorf("got %q", got)
	}
}

func TestACommandDoesNotInheritSecrets(t *testing.T) {
	t.Setenv("AUTHZX_CLIENT_SECRET", "inherited secret")
	t.Setenv("AUTHZX_TOKEN", "inherited token")
	t.Setenv("AUTHZX_PROFILE", "stays")
	p := withSource(Env{}, command("sh", "-c", `echo "$AUTHZX_CLIENT_SECRET$AUTHZX_TOKEN$AUTHZX_PROFILE"`))
	if got, _, err := p.Secret(t.Context()); err != nil || got.Reveal() != "stays" {
		t.Errorf("the command saw %q, %v", got.Reveal(), err)
	}
}
