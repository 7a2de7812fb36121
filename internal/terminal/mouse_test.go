//go:build unix

package terminal

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// mouseModes are those by which a terminal hands clicks over.
func mouseModes() []string { return []string{"?1000", "?1002", "?1003", "?1006"} }

func TestTheTerminalKeepsTheMouseUnlessAskedForIt(t *testing.T) {
	configured, _ := sandboxed(t)
	file, err := os.OpenFile(filepath.Join(configured, ".config", "authzx", "config.toml"), os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteString("[ui]\nmouse = true\n"); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		home string
		args []string
		want []string
	}{
		"by itself":           {t.TempDir(), []string{"demo"}, nil},
		"with the flag":       {t.TempDir(), []string{"demo", "--mouse"}, []string{"?1002", "?1006"}},
		"with it in the file": {configured, nil, []string{"?1002", "?1006"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := open(t, c.home, 80, 24, c.args...)
			e.shows("61 users", "Grace", "ann@acme.test") // names come later, and then the rows move
			e.mouse(c.want)
			if c.want != nil {
				e.clicks(10, 7, "▌  Grace")
			}
			e.types("q")
			ctx, cancel := context.WithTimeout(context.Background(), patience)
			defer cancel()
			if _, err := e.Exit(ctx); err != nil {
				t.Fatal(err)
			}
			e.mouse(nil)
		})
	}
}

// clicks clicks a place until a text shows that it was hit: rows that have just moved
// want to be seen first.
func (e explorer) clicks(x, y int, want string) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		e.types(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x, y, x, y))
		screen, err := e.Wait(ctx, func(s Screen) bool { return s.Contains(want) || s.Contains("click again") })
		switch {
		case err != nil:
			e.t.Fatalf("%q is not on the screen: %v\n%s", want, err, screen)
		case screen.Contains(want):
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// mouse fails the test unless just those modes of the mouse are set.
func (e explorer) mouse(want []string) {
	e.t.Helper()
	altered, err := e.Altered()
	if err != nil {
		e.t.Fatal(err)
	}
	altered = slices.DeleteFunc(altered, func(m string) bool { return !slices.Contains(mouseModes(), m) })
	if !slices.Equal(altered, want) {
		e.t.Errorf("the modes of the mouse are %q, want %q", altered, want)
	}
}

// copiedID is the id that the first user of the demo has.
const copiedID = "auth0|a0f3b5cd8cc4469178835635"

func TestACopyReachesTheTerminal(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "kept")
	tools := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\n{ echo \"$@\"; cat; } > %q\n", kept)
	if err := os.WriteFile(filepath.Join(tools, "tmux"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		env  []string
		how  string
		kept string
	}{
		"by itself":                  {nil, "through the terminal", ""},
		"inside tmux":                {[]string{"TMUX=/tmp/tmux-0/default,1,0", "PATH=" + tools + ":" + os.Getenv("PATH")}, "via tmux", "load-buffer -w -\n" + copiedID},
		"inside a tmux that is gone": {[]string{"TMUX=/tmp/tmux-0/default,1,0", "PATH=/nonexistent"}, "through the terminal", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_ = os.Remove(kept)
			e := openIn(t, c.env, t.TempDir(), 80, 24, "demo")
			e.shows("61 users", "Grace", "ann@acme.test") // names come later, and then the rows move
			e.types("y")
			e.shows("copied id of Ann Archer " + c.how)
			want := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(copiedID))
			ctx, cancel := context.WithTimeout(context.Background(), patience)
			defer cancel()
			if _, err := e.Wait(ctx, func(Screen) bool { return strings.Contains(string(e.Output()), want) }); err != nil {
				t.Errorf("the terminal was not told of it: %v", err)
			}
			if got, _ := os.ReadFile(kept); string(got) != c.kept {
				t.Errorf("tmux got %q, want %q", got, c.kept)
			}
		})
	}
}
