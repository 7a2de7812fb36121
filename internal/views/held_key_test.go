package views

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/racing"
	"authzx/internal/ui"
)

// A key that opens a question is often still held when the question is there.
func TestAKeyThatIsHeldAnswersNoQuestionItOpened(t *testing.T) {
	t.Parallel()
	e := explore(t, 80, 24)
	e.stageTwo()
	for place, way := range map[string][]string{
		"a user": {"1"}, "a group": {"2"}, "a role": {"3"}, "a permission": {"4"}, "what is staged": {"7"},
		"a detail": {"2", "<enter>", "]"}, "the doctor": {"9"}, "the configuration": {"C"},
	} {
		e.press("<esc>", "<esc>", "<esc>")
		e.press(way...)
		for _, b := range racing.Sample(t, 4, ui.Bindings()) {
			for _, name := range b.Keys {
				k, ok := heldKey(name)
				if !ok {
					continue
				}
				for range 4 {
					e.send(k)
					e.settle()
				}
				if n := e.writes(); n > 0 {
					t.Fatalf("%s held at %s writes", name, place)
				}
				e.press("<esc>", "<esc>", "<esc>", "<esc>")
				e.press(way...)
			}
		}
	}
}

// heldKey is a key by its name in the table; false for those that end or stop the
// explorer.
func heldKey(name string) (tea.KeyPressMsg, bool) {
	switch {
	case name == "q", name == "ctrl+c", name == "ctrl+z", name == "ctrl+o":
		return tea.KeyPressMsg{}, false
	case len(name) == 1:
		return tea.KeyPressMsg{Code: rune(name[0]), Text: name}, true
	case len(name) == len("ctrl+x") && name[:5] == "ctrl+":
		return tea.KeyPressMsg{Code: rune(name[5]), Mod: tea.ModCtrl}, true
	case name == "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}, true
	case name == "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, true
	}
	return tea.KeyPressMsg{}, false
}
