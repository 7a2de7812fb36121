package desk

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// Choice is one thing that a chooser offers.
type Choice struct {
	ID    text.Text
	Label widget.Spans
	Words []text.Text // what its filter looks through
	Has   bool        // of one among several: it is chosen already
}

// chooser is a dialog that picks one of some things: typing filters, enter
// takes the one under the cursor.
type chooser struct {
	ui.Plain
	theme  *theme.Theme
	title  widget.Words
	picker *widget.Picker[text.Text]
	n      int
	take   func(text.Text) ui.Cmd
	every  func([]text.Text) ui.Cmd // takes several; nil where one is chosen
	all    []Choice
	w, h   int
}

// NewToggles makes a dialog that takes any number of the choices.
func NewToggles(th *theme.Theme, title widget.Words, choices []Choice, take func([]text.Text) ui.Cmd) *chooser {
	c := NewChooser(th, title, choices, nil)
	c.every, c.all = take, choices
	c.picker.SetSingle(false)
	return c
}

// chosen are those of several that are chosen now.
func (c *chooser) chosen() []text.Text {
	added, removed := c.picker.Added(), c.picker.Removed()
	var ids []text.Text
	for _, choice := range c.all {
		if choice.Has && !slices.Contains(removed, choice.ID) || slices.Contains(added, choice.ID) {
			ids = append(ids, choice.ID)
		}
	}
	return ids
}

// NewChooser makes a dialog that takes one of the choices.
func NewChooser(th *theme.Theme, title widget.Words, choices []Choice, take func(text.Text) ui.Cmd) *chooser {
	c := &chooser{theme: th, title: title, picker: widget.NewPicker[text.Text](th), n: len(choices), take: take}
	c.picker.SetSingle(true)
	c.picker.SetRows(choiceRows(choices), widget.NewIndex(len(choices), func(i int) []text.Text { return choices[i].Words }))
	return c
}

type choiceRows []Choice

func (r choiceRows) Len() int                 { return len(r) }
func (r choiceRows) Key(i int) text.Text      { return r[i].ID }
func (r choiceRows) Label(i int) widget.Spans { return r[i].Label }
func (r choiceRows) Has(i int) bool           { return r[i].Has }
func (c *chooser) Want(w, h int) (int, int)   { return min(w, 64), min(h, c.n+5) }
func (c *chooser) Title() string              { return string(c.title) }
func (c *chooser) Layers() []ui.Layer         { return []ui.Layer{ui.PickerLayer} }
func (c *chooser) Hints() []ui.Action         { return []ui.Action{ui.Enter, ui.Toggle, ui.Escape} }
func (c *chooser) WhyNot(a ui.Action) widget.Words {
	_, ok := c.picker.Current()
	if c.every != nil {
		if a == ui.Stage || a == ui.Editor || a == ui.CopyMenu {
			return "nothing is sent here: {picker.open} shows what is chosen"
		}
		return ""
	}
	return WhyOneOnly(a, ok)
}
func (c *chooser) Capturing() bool { return true }
func (c *chooser) Entry(msg tea.Msg) ui.Cmd {
	c.picker.Update(msg)
	return nil
}

// WhyOneOnly says what a choice of one thing has no use for, and that there is none
// under the cursor.
func WhyOneOnly(a ui.Action, some bool) widget.Words {
	switch {
	case slices.Contains([]ui.Action{ui.Toggle, ui.Stage, ui.Editor, ui.CopyMenu}, a):
		return "choose one: {picker.open} takes it"
	case a == ui.Enter && !some:
		return "there is nothing to choose"
	}
	return ""
}

func (c *chooser) SetSize(w, h int) {
	c.w, c.h = w, h
	c.picker.SetSize(max(w-2, 0), max(h-2, 0))
}

func (c *chooser) View() string {
	return widget.Box(c.theme, widget.Spans{widget.Say(c.theme.Title, c.title)}, c.picker.View(), c.w, c.h, true)
}

func (c *chooser) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		c.picker.Go(m)
		return nil, true
	}
	switch a {
	case ui.Toggle:
		c.picker.Toggle()
		return nil, true
	case ui.Enter:
		if c.every != nil {
			return ui.Answer(c, c.every(c.chosen())), true
		}
		id, _ := c.picker.Current()
		return ui.Answer(c, c.take(id)), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: c}), true
	}
	return nil, true
}
