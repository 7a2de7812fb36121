package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
	"authzx/internal/routine"
	"authzx/internal/secret"
)

// trap is an input that panics when it is read.
type trap struct{}

func (trap) Read([]byte) (int, error) { panic(evil) }

func TestAPanicOfACommandEndsInALogToo(t *testing.T) {
	for name, args := range map[string][]string{
		"in the command":        {"api", "POST", "/groups", "--body", "-"},
		"beside it":             {"secret", "set", "dev"},
		"with a log of its own": {"api", "POST", "/groups", "--body", "-", "--log", "LOG"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Configure("[profiles.dev]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"x\"\nclient_secret_keyring = true\n")
			w.Env.Stdin, w.Env.Keyring = trap{}, &clitest.Keyring{}
			path := filepath.Join(w.Env.Home, ".local/state/authzx/authzx.log")
			if args[len(args)-1] == "LOG" {
				path = filepath.Join(w.Env.Home, "own.log")
				args[len(args)-1] = path
			}
			got := w.run(args...)
			if got.code != 1 || !strings.Contains(got.stderr, path) || strings.Contains(got.stdout+got.stderr, "owned") {
				t.Errorf("%+v", got)
			}
			content, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(content), "owned⟨U+0007⟩") || !strings.Contains(string(content), "trap.Read") {
				t.Errorf("the log holds %s (%v)", content, err)
			}
		})
	}
}

func TestAPanicWhileOneThingIsClosedKeepsNoOtherOpen(t *testing.T) {
	w := newWorld(t)
	r := &command.Run{Env: w.Env}
	closed := false
	r.Later(func() error { closed = true; return nil })
	r.Later(func() error { panic(evil) })
	if err := r.Close(); err == nil || !strings.Contains(err.Error(), "authzx.log") || !closed {
		t.Errorf("error %v, closed %v", err, closed)
	}
}
func TestAPanicWithoutAHomeIsToldAllTheSame(t *testing.T) {
	w := newWorld(t)
	taken := w.File("taken", "")
	w.Env.Home = ""
	r := &command.Run{Env: w.Env}
	err := r.Crashed(&routine.Panic{Value: errors.New("boom")})
	if err == nil || !strings.Contains(err.Error(), "boom") {
		t.Errorf("error %v", err)
	}
	w.Env.Home = taken
	r = &command.Run{Env: w.Env}
	if err := r.Crashed(&routine.Panic{Value: "boom"}); err == nil || !strings.Contains(err.Error(), "could not be written") {
		t.Errorf("error %v", err)
	}
}

// failing is a clock that panics once, as soon as there is a token, with what secrets
// there are.
type failing struct {
	of   *world
	done *atomic.Bool
}

func (f failing) Now() time.Time {
	if tokens := f.of.tokens(); len(tokens) > 0 && f.done.CompareAndSwap(false, true) {
		panic(fmt.Sprintf("lost %s by %s, Authorization: Bearer opaque-canary, x-api-key: %s, %s", canary, tokens[0], apiKeyCanary, forgedToken))
	}
	return time.Now()
}

const forgedToken = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.Y2FuYXJ5"

// The clock is read all over a load: one that panics once there is a token stands for
// any fault of one's own in it.
func TestAPanicWhileATenantIsLoadedEndsInALogWithoutSecrets(t *testing.T) {
	w, _ := connected(t)
	w.Env.Now = failing{w, new(atomic.Bool)}.Now
	got := w.run("list", "groups")
	content, err := os.ReadFile(filepath.Join(w.Env.Home, ".local/state/authzx/authzx.log"))
	if got.code != 1 || err != nil || !strings.Contains(got.stderr, "authzx.log") || strings.Contains(got.stdout+got.stderr, "goroutine ") {
		t.Fatalf("%+v, %v", got, err)
	}
	log := string(content)
	for _, known := range append(w.tokens(), canary, apiKeyCanary, forgedToken, "canary") {
		if strings.Contains(got.stderr+log, known) {
			t.Errorf("the log holds %s: %s", known, log)
		}
	}
	if !strings.Contains(log, "lost *** by ***") || !strings.Contains(log, "failing.Now") {
		t.Errorf("the log holds %s", log)
	}
}

func TestAPanicHidesTheSecretsOfTheEnvironmentAndOfTheStack(t *testing.T) {
	w := newWorld(t)
	w.Set("AUTHZX_CLIENT_SECRET", canary)
	w.Set("AUTHZX_TOKEN", "opaque-canary-token")
	r := &command.Run{Env: w.Env}
	r.Hide(secret.New("given by a program"))
	err := r.Crashed(&routine.Panic{Value: canary + " opaque-canary-token", Stack: []byte("main.f(\"given by a program\")\n\t" + canary + "\n")})
	content, failure := os.ReadFile(filepath.Join(w.Env.Home, ".local/state/authzx/authzx.log"))
	if failure != nil || !strings.Contains(string(content), "*** ***\nmain.f(\"***\")\n\t***\n") {
		t.Errorf("%v: the log holds %s (%v)", err, content, failure)
	}
	w.Env.Home = ""
	r = &command.Run{Env: w.Env}
	if err := r.Crashed(&routine.Panic{Value: canary}); strings.Contains(err.Error(), canary) {
		t.Errorf("says %v", err)
	}
}
