package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// target is a page that notes where it was clicked.
type target struct {
	page
	clicks [][3]int
}

func (c *target) Click(x, y, lines int) tea.Cmd {
	c.clicks = append(c.clicks, [3]int{x, y, lines})
	return nil
}

func pressed(x, y int) tea.Msg { return tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft} }
func wheel(x, y int, b tea.MouseButton) tea.Msg {
	return tea.MouseWheelMsg{X: x, Y: y, Button: b}
}

func TestTheMouseReachesTheScreenOnlyWhenAskedFor(t *testing.T) {
	for _, asked := range []bool{false, true} {
		a, _ := start(t)
		a.Mouse = asked
		c := &target{}
		a.router.push(&entry{Route{Kind: "target"}, c})
		a.fit()
		play(a, pressed(5, 7), wheel(5, 7, tea.MouseWheelDown), wheel(5, 7, tea.MouseWheelUp))
		play(a, pressed(0, 0), pressed(79, 23), tea.MouseClickMsg{X: 5, Y: 7, Button: tea.MouseRight})
		if !asked && len(c.clicks) > 0 {
			t.Errorf("the mouse was not asked for and did %v", c.clicks)
		}
		if want := [][3]int{{4, 5, 0}, {4, 5, wheelLines}, {4, 5, -wheelLines}}; asked &&
			(len(c.clicks) != 3 || c.clicks[0] != want[0] || c.clicks[1] != want[1] || c.clicks[2] != want[2]) {
			t.Errorf("the clicks are %v, want %v", c.clicks, want)
		}
		if mode := a.View().MouseMode; (mode == tea.MouseModeNone) == asked {
			t.Errorf("the terminal is asked for mouse mode %v", mode)
		}
	}
}

func TestTheWheelScrollsWhatKnowsNoMouse(t *testing.T) {
	a, d := start(t)
	a.Mouse = true
	play(a, wheel(5, 7, tea.MouseWheelDown), wheel(5, 7, tea.MouseWheelUp))
	acts := d.made["start"].acts
	if len(acts) != 2*wheelLines || acts[0] != Down || acts[wheelLines] != Up {
		t.Errorf("the wheel did %v", acts)
	}
	press(a, "?")
	play(a, tea.WindowSizeMsg{Width: 80, Height: 24})
	before := a.View().Content
	play(a, wheel(40, 12, tea.MouseWheelDown))
	if a.View().Content == before {
		t.Error("the wheel does not scroll the help")
	}
}
