package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
)

// offers are what the App has for who does not know a key: the palette, and the help.
type offers struct{ *App }

// commands are what keys do: everywhere, then on the screen in view, then what leads
// to where the others can be done, for people who don't know the keys.
func (a offers) commands() []Item {
	var items []Item
	for _, b := range a.Keys.Layer(GlobalLayer) {
		if focus := a.focus(); commandOf(b.Action).Offer != AtHand && (focus == nil || a.whyNot(focus, b.Action) == "") {
			items = append(items, command(b))
		}
	}
	items = append(items, a.quitCommand())
	items = append(items, a.ofTheScreen()...)
	for _, w := range a.Host.Ways() {
		if !slices.ContainsFunc(items, func(i Item) bool { return i.Then == tea.Msg(do{w.Action}) }) {
			items = append(items, w.Item)
		}
	}
	return items
}

// quitCommand is on no key of its own: what interrupts quits where nothing runs.
func (a offers) quitCommand() Item {
	b, _ := a.Keys.Binding([]Layer{InterruptLayer}, Interrupt)
	return command(Binding{Action: Quit, Help: "quit", Keys: b.Keys})
}

// ofTheScreen are the keys of the screen in view that do something to what it
// shows.
func (a offers) ofTheScreen() []Item {
	focus := a.focus()
	if focus == nil {
		return nil
	}
	var items []Item
	var seen []Action
	layers := focus.Layers()
	for _, l := range layers {
		if l == GlobalLayer {
			continue
		}
		for _, b := range a.working(layers, l) {
			if commandOf(b.Action).Offer == AtHand || slices.Contains(seen, b.Action) {
				continue
			}
			seen = append(seen, b.Action)
			items = append(items, command(b))
		}
	}
	return items
}

func command(b Binding) Item {
	c := commandOf(b.Action)
	kind := "command"
	if c.Offer == AsScreen {
		kind = "screen"
	}
	return Item{Kind: kind, Label: text.New(b.Help), Extra: text.New(b.Shown()), Also: text.New(c.Also), Then: do{b.Action}}
}
