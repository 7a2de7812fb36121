package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Cmd is what a screen, a dialog or the host asks for: effects on the frame, and work
// that takes time. The zero value asks for nothing.
type Cmd []step

// step is one thing that is asked for: an effect, or else work.
type step struct {
	effect tea.Msg
	work   tea.Cmd
}

// Tell asks for an effect: a message that the frame carries out before it takes the
// next key. Keys typed ahead must meet the screen that the ones before them opened.
func Tell(m tea.Msg) Cmd { return Cmd{{effect: m}} }

// Run asks for work beside the program, whose result comes as a message.
func Run(work tea.Cmd) Cmd {
	if work == nil {
		return nil
	}
	return Cmd{{work: work}}
}

// Batch asks for all that cmds ask for. The effects are carried out first, in their
// order; the work is then done side by side.
func Batch(cmds ...Cmd) Cmd { return slices.Concat(cmds...) }

// Commands are the same things as Bubble Tea knows them, for a screen that runs without
// a frame.
func (c Cmd) Commands() []tea.Cmd {
	out := make([]tea.Cmd, len(c))
	for i, s := range c {
		out[i] = s.work
		if s.work == nil {
			out[i] = func() tea.Msg { return s.effect }
		}
	}
	return out
}

// carry carries out the effects of cmd, each with all that follows from it, and gives
// the work.
func (a *App) carry(cmd Cmd) tea.Cmd {
	var later []tea.Cmd
	for _, s := range cmd {
		switch {
		case a.quit:
			return nil
		case s.work != nil:
			later = append(later, s.work)
		default:
			later = append(later, a.carry(a.handle(s.effect)))
		}
	}
	return tea.Batch(later...)
}
