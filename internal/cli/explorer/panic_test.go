//go:build unix

package explorer

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/cli/command"
	"authzx/internal/config"
	"authzx/internal/terminal"
	"authzx/internal/ui"
	"authzx/internal/views"
)

// where is the variable that makes of this test an explorer which panics there.
const where = "PANICS_IN"

// fragile is what stands behind an explorer that panics once a key was pressed.
type fragile struct {
	ui.Host
	in      string
	pressed bool
}

func (f *fragile) Act(a ui.Action) (ui.Cmd, bool) {
	f.pressed = true
	switch f.in {
	case "update":
		panic(evil)
	case "command":
		return ui.Run(func() tea.Msg { panic(evil) }), true
	}
	return nil, true
}

func (f *fragile) Status() ui.Status {
	if f.pressed && f.in == "view" {
		panic(evil)
	}
	return f.Host.Status()
}

func TestAPanicLeavesTheTerminalAsItWas(t *testing.T) {
	if in := os.Getenv(where); in != "" {
		r := &command.Run{Env: command.System()}
		err := show(t.Context(), r, config.Config{}, explorerFlags{mouse: true}, func(o views.Options) ui.Host {
			return &fragile{Host: views.NewWelcome(o, newProfileBook(r)), in: in}
		})
		os.Exit(r.Report(context.Background(), err))
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []string{"update", "view", "command"} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			p, err := terminal.Start(terminal.Options{
				Path: self, Args: []string{"-test.run=^TestAPanicLeavesTheTerminalAsItWas$"},
				Env: []string{where + "=" + in, "HOME=" + t.TempDir(), "TERM=xterm-256color", "LANG=C.UTF-8"},
			})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = p.Close() }()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			screen, err := p.Wait(ctx, func(s terminal.Screen) bool { return s.Contains("Try the sandbox") })
			if err != nil {
				t.Fatalf("%v\n%s", err, screen)
			}
			if altered, err := p.Altered(); err != nil || len(altered) < 4 {
				t.Fatalf("the explorer alters %v, %v", altered, err)
			}
			if err := p.Press("ctrl+l"); err != nil {
				t.Fatal(err)
			}
			code, err := p.Exit(ctx)
			if err != nil || code != 1 {
				t.Fatalf("code %d, %v\n%s", code, err, p.Screen())
			}
			if altered, err := p.Altered(); err != nil || len(altered) > 0 {
				t.Errorf("left altered: %v, %v", altered, err)
			}
			out := string(p.Output())
			if strings.Count(out, "\x1b[>1u") != strings.Count(out, "\x1b[<1u") || strings.LastIndex(out, "\x1b[>4m") < strings.LastIndex(out, "\x1b[>4;2m") {
				t.Errorf("the keys are not as they were: %q", out)
			}
			if s := p.Screen(); !s.Contains("authzx.log") || s.Contains("Try the sandbox") || strings.Contains(out, "owned") {
				t.Errorf("what is left on the screen is\n%s", s)
			}
		})
	}
}
