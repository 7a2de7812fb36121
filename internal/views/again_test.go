package views

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/desk"
)

func TestTheTenantIsReadAgainByItself(t *testing.T) {
	e := explore(t, 80, 24)
	for every, want := range map[time.Duration]bool{0: false, time.Minute: true} {
		var due tea.Msg
		d := desk.New(desk.Options{
			Source: e.tenant, Theme: theme.New(theme.Options{}), Now: time.Now, Every: every,
			Tick: func(after time.Duration, msg tea.Msg) ui.Cmd {
				if after == time.Minute {
					due = msg
				}
				return nil
			},
		}, e)
		d.Load()
		if (due != nil) != want {
			t.Fatalf("every %v: %v is due", every, due)
		}
		if due == nil {
			continue
		}
		d.Refresh.Cancel()
		first := due
		due = nil
		_, _, taken := d.News(first)
		if since, _ := d.Refresh.Busy(); !taken || since.IsZero() || due == nil {
			t.Error("it was not read again, or not for another time")
		}
		d.Leave()
	}
}

func TestWhatChangedIsMarked(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2")
	e.hides("changed", "•")
	e.press("1", "/", "ann@", "<enter>", "a", "treas", "<tab>", "<enter>", "y", "2")
	e.shows("•Treasury", "25 groups · •1 changed")
	e.press("1")
	e.shows("•Ann Archer")
}
