package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/crew"
)

// stumbler is a screen that panics where it is told to.
type stumbler struct{ at string }

func (s stumbler) Init() tea.Cmd {
	if s.at == "init" {
		panic(evil)
	}
	if s.at == "batched command" {
		return tea.Batch(func() tea.Msg { panic(evil) }, func() tea.Msg { return nil })
	}
	return func() tea.Msg {
		switch s.at {
		case "command":
			panic(evil)
		case "goroutine":
			var all crew.Crew
			all.Go(func() { panic(evil) })
			all.Wait()
		}
		return "go on"
	}
}

func (s stumbler) Update(tea.Msg) (tea.Model, tea.Cmd) {
	if s.at == "update" {
		panic(evil)
	}
	return s, nil
}

func (s stumbler) View() tea.View {
	if s.at == "view" {
		panic(evil)
	}
	return tea.NewView("a screen")
}

func TestAPanicEndsInALogAndNotOnTheTerminal(t *testing.T) {
	for _, at := range []string{"init", "update", "view", "command", "batched command", "goroutine"} {
		t.Run(at, func(t *testing.T) {
			w := newWorld(t)
			ctx, end := context.WithCancelCause(context.Background())
			defer end(nil)
			g := &guard{model: stumbler{at}, end: func() { end(errFault) }}
			var screen strings.Builder
			_, err := tea.NewProgram(g, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(&screen), tea.WithoutSignalHandler()).Run()
			var stderr strings.Builder
			r := &run{env: w.env}
			r.env.Stderr = &stderr
			if code := r.report(context.Background(), r.ended(ctx, g, err)); code != 1 {
				t.Errorf("code %d after %v", code, err)
			}
			path := filepath.Join(w.env.Home, ".local/state/authzx/authzx.log")
			if !strings.Contains(stderr.String(), path) || strings.Contains(screen.String()+stderr.String(), "owned") {
				t.Errorf("said %q, drew %q", stderr.String(), screen.String())
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(content), "owned⟨U+0007⟩") || !strings.Contains(string(content), "guard_test.go") {
				t.Errorf("the log holds %s", content)
			}
		})
	}
}

func TestAPanicWithoutAHomeIsToldAllTheSame(t *testing.T) {
	w := newWorld(t)
	taken := w.file("taken", "")
	w.env.Home = ""
	r := &run{env: w.env}
	err := r.crashed(&crew.Fault{Value: errors.New("boom")})
	if err == nil || !strings.Contains(err.Error(), "boom") {
		t.Errorf("error %v", err)
	}
	w.env.Home = taken
	r = &run{env: w.env}
	if err := r.crashed(&crew.Fault{Value: "boom"}); err == nil || !strings.Contains(err.Error(), "could not be written") {
		t.Errorf("error %v", err)
	}
}

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
			w.configure("[profiles.dev]\ntenant = \"acme\"\nregion = \"eu\"\nclient_id = \"x\"\nclient_secret_keyring = true\n")
			w.env.Stdin, w.env.Keyring = trap{}, &fakeKeyring{}
			path := filepath.Join(w.env.Home, ".local/state/authzx/authzx.log")
			if args[len(args)-1] == "LOG" {
				path = filepath.Join(w.env.Home, "own.log")
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
	r := &run{env: w.env}
	closed := false
	r.later(func() error { closed = true; return nil })
	r.later(func() error { panic(evil) })
	if err := r.close(); err == nil || !strings.Contains(err.Error(), "authzx.log") || !closed {
		t.Errorf("error %v, closed %v", err, closed)
	}
}
