package views

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
)

func TestAPreviewWithoutRoomSaysWhatItNeedsAndComesWithTheRoom(t *testing.T) {
	for name, open := range map[string][]string{
		"list": {"2"}, "relation": {"2", "<enter>", "]"}, "who can": {"2", "W"}, "activity": {"@"},
	} {
		t.Run(name, func(t *testing.T) {
			e := explore(t, ui.PreviewWidth-1, 24)
			e.press(open...)
			e.press("p")
			e.shows("a preview needs a terminal of 112 columns")
			e.press("k", "?")
			e.hides(" preview ")
			e.press("<esc>")
			e.send(tea.WindowSizeMsg{Width: ui.PreviewWidth, Height: 24})
			e.settle()
			with := e.frame()
			e.press("p")
			if e.frame() == with {
				t.Errorf("there is no preview to hide:\n%s", with)
			}
		})
	}
}

func TestWhatADialogExplainsCanBeReadOnASmallScreen(t *testing.T) {
	e := explore(t, 60, 15)
	e.press("<ctrl+f>")
	e.shows("identities.connection:corp", "logins_count:[10 TO *]", "user_id:\"auth0|…\"")
	e.press("<esc>", "/", "ann archer", "<enter>", "a")
	e.shows("or paste a list")
	e.press("<ctrl+o>")
	e.shows("first column.")
}
