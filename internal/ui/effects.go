package ui

import (
	"reflect"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Tell makes an effect: a command of a message that is there already. The frame
// carries effects out in their order, and before it takes the next key: keys
// typed ahead must meet the screen that the ones before them opened.
//
//go:noinline
func Tell(m tea.Msg) tea.Cmd { return func() tea.Msg { return m } }

// Batch makes one command of several. The effects among them are carried out
// first, in their order; what takes time then runs side by side. Of a batch
// made by tea.Batch the frame can't see what is in it.
func Batch(cmds ...tea.Cmd) tea.Cmd {
	cmds = slices.DeleteFunc(slices.Clone(cmds), func(c tea.Cmd) bool { return c == nil })
	switch len(cmds) {
	case 0:
		return nil
	case 1:
		return cmds[0]
	}
	return bundle(cmds)
}

//go:noinline
func bundle(cmds []tea.Cmd) tea.Cmd { return func() tea.Msg { return tea.BatchMsg(cmds) } }

// carry carries out the effects in cmd, each with all that follows from it, and
// gives back what takes time.
func (a *App) carry(cmd tea.Cmd) tea.Cmd {
	switch {
	case cmd == nil || a.quit:
		return nil
	case sameCode(cmd, Tell(nil)):
		return a.carry(a.handle(cmd()))
	case !sameCode(cmd, bundle(nil)):
		return cmd
	}
	var later []tea.Cmd
	for _, c := range cmd().(tea.BatchMsg) {
		later = append(later, a.carry(c))
	}
	return Batch(later...)
}

// sameCode reports whether two functions were made in the same place; those
// that make them must not be inlined.
func sameCode(a, b tea.Cmd) bool { return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer() }
