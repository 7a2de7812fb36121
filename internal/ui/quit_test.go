package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// sheet is a dialog with work of its own.
type sheet struct{ page }

func (s *sheet) Want(w, h int) (int, int) { return w, h }
func (s *sheet) Layers() []Layer          { return []Layer{FormLayer} }

func TestInterruptOnADialogAsksWhereWorkWouldBeLost(t *testing.T) {
	a, _ := start(t)
	s := &sheet{page{name: "New group"}}
	play(a, Show{s})
	press(a, "ctrl+c")
	if len(a.dialogs) != 0 || a.quit || !s.closed {
		t.Fatal("a dialog without work did not close")
	}
	s = &sheet{page{name: "New group", lost: "What was entered"}}
	play(a, Show{s})
	press(a, "ctrl+c")
	if view := a.View().Content; len(a.dialogs) != 2 || !strings.Contains(view, "What was entered would be lost") {
		t.Fatalf("it does not ask:\n%s", view)
	}
	press(a, "n")
	if len(a.dialogs) != 1 || s.closed {
		t.Fatal("no did not stay")
	}
	press(a, "ctrl+c", "ctrl+c")
	if len(a.dialogs) != 1 || s.closed {
		t.Fatal("interrupting the question did not mean no")
	}
	press(a, "ctrl+c", "y")
	if len(a.dialogs) != 0 || !s.closed || a.quit {
		t.Error("yes did not close the dialog alone")
	}
}

func TestAskingToQuitCountsTheWorkInDialogs(t *testing.T) {
	a, _ := start(t)
	play(a, Show{&sheet{page{lost: "What was entered"}}})
	play(a, Leave{Title: "Quit?", Then: quitNow{}})
	if a.quit || !strings.Contains(a.View().Content, "What was entered would be lost") {
		t.Error("the work in a dialog was passed over")
	}
}

func TestInATooSmallTerminalNothingIsLostUnseen(t *testing.T) {
	small := tea.WindowSizeMsg{Width: 40, Height: 10}
	for name, c := range map[string]struct {
		dress func(*App, *desk)
		key   string
		quits bool
		says  string
	}{
		"q never quits":            {func(*App, *desk) {}, "q", false, ""},
		"other keys do nothing":    {func(*App, *desk) {}, "2", false, ""},
		"interrupt quits":          {func(*App, *desk) {}, "ctrl+c", true, ""},
		"not with staged changes":  {func(_ *App, d *desk) { d.status.Staged = 1 }, "ctrl+c", false, "1 change is staged"},
		"not with work in a form":  {func(a *App, _ *desk) { play(a, Show{&sheet{page{lost: "What was entered"}}}) }, "ctrl+c", false, "would be lost"},
		"what runs is cancelled":   {func(_ *App, d *desk) { d.since = time.Unix(1, 0) }, "ctrl+c", false, "cancelled"},
		"a dialog without work is": {func(a *App, _ *desk) { press(a, "?") }, "ctrl+c", true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a, d := start(t)
			c.dress(a, d)
			d.acts = nil
			play(a, small)
			press(a, c.key)
			if a.quit != c.quits {
				t.Errorf("quit is %v", a.quit)
			}
			if view := a.View().Content; !strings.Contains(view, c.says) {
				t.Errorf("it does not say %q:\n%s", c.says, view)
			}
			if len(d.acts) > 0 {
				t.Errorf("a key that nobody could see the effect of did %q", d.acts)
			}
		})
	}
}
