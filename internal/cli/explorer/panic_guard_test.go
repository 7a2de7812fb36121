package explorer

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
	"authzx/internal/routine"
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
			var all routine.Group
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
			w := clitest.New(t)
			ctx, end := context.WithCancelCause(context.Background())
			defer end(nil)
			g := &guard{model: stumbler{at}, end: func() { end(command.ErrFault) }}
			var screen strings.Builder
			_, err := tea.NewProgram(g, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(&screen), tea.WithoutSignalHandler()).Run()
			var stderr strings.Builder
			r := &command.Run{Env: w.Env}
			r.Env.Stderr = &stderr
			if code := r.Report(context.Background(), ended(ctx, r, g, err)); code != 1 {
				t.Errorf("code %d after %v", code, err)
			}
			path := filepath.Join(w.Env.Home, ".local/state/authzx/authzx.log")
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

// evil is a name that a stranger chose.
const evil = "x\x1b]0;owned\x07\u202e\u200b\r\n\u009b2J"
