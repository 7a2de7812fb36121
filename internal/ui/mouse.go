package ui

import tea "charm.land/bubbletea/v2"

// wheelLines is how far a notch of the wheel scrolls.
const wheelLines = 3

// mouse clicks and scrolls what is in focus, when the mouse was asked for.
func (a *App) mouse(msg tea.MouseMsg) Cmd {
	if !a.Mouse || a.layout.TooSmall || a.focus() == nil {
		return nil
	}
	room, focus := a.layout.Body, a.focus()
	if n := len(a.dialogs); n > 0 {
		room = a.dialogRect(a.dialogs[n-1])
	}
	m := msg.Mouse()
	x, y := m.X-room.X, m.Y-room.Y
	if x < 0 || y < 0 || x >= room.W || y >= room.H {
		return nil
	}
	c := focus.Mouse()
	lines := wheelLines
	if m.Button == tea.MouseWheelUp {
		lines = -wheelLines
	}
	switch msg.(type) {
	case tea.MouseWheelMsg:
		if c != nil {
			return c.Click(x, y, lines)
		}
		return Wheel(focus, lines)
	case tea.MouseClickMsg:
		switch {
		case c == nil || m.Button != tea.MouseLeft:
		case a.moves.under(m.X, m.Y, a.Now()):
			return Tell(Say{Text: "not clicked: the screen just changed, click again"})
		default:
			if a.say.over() {
				a.say = Say{}
			}
			return c.Click(x, y, 0)
		}
	}
	return nil
}

// Wheel scrolls a screen by lines as its keys do: down, or up below 0.
func Wheel(s Screen, lines int) Cmd {
	action := Down
	if lines < 0 {
		action, lines = Up, -lines
	}
	cmds := make([]Cmd, lines)
	for i := range cmds {
		cmds[i], _ = s.Act(action)
	}
	return Batch(cmds...)
}
