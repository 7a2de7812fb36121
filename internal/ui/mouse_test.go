package ui

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui/widget"
)

// target is a page that notes where it was clicked.
type target struct {
	page
	clicks [][3]int
}

// Mouse is the screen itself.
func (c *target) Mouse() Clicker { return c }

func (c *target) Click(x, y, lines int) Cmd {
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

// rowed is a target with rows, and a pane beside them.
type rowed struct {
	target
	rows []string
	pane string
}

func (r *rowed) View() string {
	var lines []string
	for _, row := range r.rows {
		lines = append(lines, widget.Fit(fmt.Sprintf("%-20s│ %s", row, r.pane), r.w, ""))
	}
	return widget.Block(lines, r.w, r.h)
}

func (r *rowed) Mouse() Clicker { return r }

func TestAClickMeetsNoRowThatHasJustMovedThere(t *testing.T) {
	a, _ := start(t)
	now := a.Now()
	a.Now = func() time.Time { return now }
	a.Mouse = true
	c := &rowed{rows: []string{"ann", "bob", "cid"}}
	a.router.push(&entry{Route{Kind: "target"}, c})
	a.fit()
	key := func() { play(a, tea.KeyPressMsg{Code: tea.KeyDown}); a.View() }
	key()
	clicks := func(y int) int {
		before := len(c.clicks)
		play(a, pressed(5, 2+y))
		a.View()
		return len(c.clicks) - before
	}
	if clicks(0) != 1 {
		t.Fatal("what stands still can't be clicked")
	}
	moved := func(rows ...string) {
		c.rows = rows
		play(a, DataChanged{})
		a.View()
	}
	moved("ann", "cid", "bob")
	if clicks(0) != 1 {
		t.Error("the row that stayed can't be clicked")
	}
	if clicks(1) != 0 || a.say.Text == "" {
		t.Errorf("the click hit another row than was seen; it says %q", a.say.Text)
	}
	now = now.Add(aim)
	if clicks(1) != 1 || a.say.Text != "" {
		t.Errorf("the row can't be clicked once it was seen; it says %q", a.say.Text)
	}
	c.pane = "about bob"
	moved(c.rows...)
	if clicks(1) != 1 {
		t.Error("what changed beside the rows keeps them from being clicked")
	}
	c.rows = []string{"bob", "ann", "cid"} // as the person sorts them
	key()
	if clicks(0) != 1 {
		t.Error("what a key moved can't be clicked")
	}
}
