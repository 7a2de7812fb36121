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
	byHand(a, Show{s})
	press(a, "ctrl+c")
	if len(a.dialogs) != 0 || a.quit || !s.closed {
		t.Fatal("a dialog without work did not close")
	}
	s = &sheet{page{name: "New group", lost: "What you entered"}}
	byHand(a, Show{s})
	press(a, "ctrl+c")
	if view := a.View().Content; len(a.dialogs) != 2 || !strings.Contains(view, "What you entered will be lost") {
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
	play(a, Show{&sheet{page{lost: "What you entered"}}})
	play(a, Leave{Title: "Quit?", Then: func() Cmd { return Tell(quitNow{}) }})
	if a.quit || !strings.Contains(a.View().Content, "What you entered will be lost") {
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
		"not with work in a form":  {func(a *App, _ *desk) { play(a, Show{&sheet{page{lost: "What you entered"}}}) }, "ctrl+c", false, "will be lost"},
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

func TestWhatTheLineOffersToCancelEscCancelsAndAnInterruptRightAfterDoesNotQuit(t *testing.T) {
	for name, end := range map[string]func(*App, *desk){
		"cancelled by esc":         func(a *App, _ *desk) { press(a, "esc") },
		"cancelled by ctrl+c":      func(a *App, _ *desk) { press(a, "ctrl+c") },
		"ended just before ctrl+c": func(a *App, d *desk) { a.Update(spinMsg{}); d.since = time.Time{} },
	} {
		t.Run(name, func(t *testing.T) {
			a, d := start(t)
			d.since = a.Now().Add(-3 * time.Second)
			end(a, d)
			if !d.since.IsZero() {
				t.Fatal("it still runs")
			}
			press(a, "ctrl+c")
			if view := a.View().Content; a.quit || !strings.Contains(view, "ctrl+c again quits") {
				t.Fatalf("quit is %v:\n%s", a.quit, view)
			}
			if press(a, "ctrl+c"); !a.quit {
				t.Error("a second one does not quit")
			}
		})
	}
	a, d := start(t)
	d.since = a.Now().Add(-time.Second)
	if press(a, "esc"); d.since.IsZero() {
		t.Error("esc ends what the line did not speak of yet")
	}
}
