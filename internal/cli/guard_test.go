package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
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
		if s.at == "command" {
			panic(evil)
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
	for _, at := range []string{"init", "update", "view", "command", "batched command"} {
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
	err := r.crashed(&fault{value: errors.New("boom"), stack: nil})
	if err == nil || !strings.Contains(err.Error(), "boom") {
		t.Errorf("error %v", err)
	}
	w.env.Home = taken
	r = &run{env: w.env}
	if err := r.crashed(&fault{value: "boom"}); err == nil || !strings.Contains(err.Error(), "could not be written") {
		t.Errorf("error %v", err)
	}
}
