package views

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// point presses the mouse on a text of the screen.
func (e *driver) point(words string) {
	e.t.Helper()
	for y, line := range strings.Split(e.frame(), "\n") {
		if before, _, ok := strings.Cut(line, words); ok {
			e.send(tea.MouseClickMsg{X: ansi.StringWidth(before) + 1, Y: y, Button: tea.MouseLeft})
			e.settle()
			return
		}
	}
	e.t.Fatalf("%q is not on the screen:\n%s", words, e.frame())
}

func (e *driver) turnWheel(b tea.MouseButton) {
	e.send(tea.MouseWheelMsg{X: 10, Y: 10, Button: b})
	e.settle()
}

func TestAClickMovesTheCursorAndTurnsTabs(t *testing.T) {
	e := explore(t, 80, 24)
	e.app.Mouse = true
	e.point("Grace")
	e.shows("▌  Grace")
	e.turnWheel(tea.MouseWheelDown)
	e.hides("▌  Grace")
	e.turnWheel(tea.MouseWheelUp)
	e.shows("▌  Grace")
	e.press("E")
	e.shows("[Permissions")
	e.point("Roles ")
	e.shows("[Roles")
	e.press("2", "<enter>")
	for _, tab := range []string{"Members", "JSON", "Roles"} {
		e.point(tab)
		e.shows("[" + tab)
	}
	e.press("7")
	e.point("Runs")
	e.shows("[Runs")
	e.press("M")
	e.point("Groups by role")
	e.shows("[Groups by role]")
	e.press("8", "<enter>")
	e.point("Response")
	e.shows("[Response")
}
