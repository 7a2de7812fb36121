package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// choice is one thing that a chooser offers.
type choice struct {
	id    text.Text
	label widget.Spans
	words []text.Text // what its filter looks through
}

// chooser is a dialog that picks one of some things: typing filters, enter
// takes the one under the cursor.
type chooser struct {
	theme  *theme.Theme
	title  widget.Words
	picker *widget.Picker[text.Text]
	n      int
	take   func(text.Text) tea.Msg
	w, h   int
}

func newChooser(th *theme.Theme, title widget.Words, choices []choice, take func(text.Text) tea.Msg) *chooser {
	c := &chooser{theme: th, title: title, picker: widget.NewPicker[text.Text](th), n: len(choices), take: take}
	c.picker.SetSingle(true)
	c.picker.SetRows(choiceRows(choices), widget.NewIndex(len(choices), func(i int) []text.Text { return choices[i].words }))
	return c
}

type choiceRows []choice

func (r choiceRows) Len() int                     { return len(r) }
func (r choiceRows) Key(i int) text.Text          { return r[i].id }
func (r choiceRows) Label(i int) widget.Spans     { return r[i].label }
func (r choiceRows) Has(int) bool                 { return false }
func (c *chooser) Init() tea.Cmd                  { return nil }
func (c *chooser) Update(tea.Msg) tea.Cmd         { return nil }
func (c *chooser) Want(w, h int) (int, int)       { return min(w, 64), min(h, c.n+5) }
func (c *chooser) Title() string                  { return string(c.title) }
func (c *chooser) Layers() []ui.Layer             { return []ui.Layer{ui.PickerLayer} }
func (c *chooser) Hints() []ui.Action             { return []ui.Action{ui.Enter, ui.Escape} }
func (c *chooser) Capturing() bool                { return true }
func (c *chooser) Type(k tea.KeyPressMsg) tea.Cmd { c.picker.Update(k); return nil }
func (c *chooser) Paste(s string) tea.Cmd {
	c.picker.Update(tea.PasteMsg{Content: s})
	return nil
}

func (c *chooser) SetSize(w, h int) {
	c.w, c.h = w, h
	c.picker.SetSize(max(w-2, 0), max(h-2, 0))
}

func (c *chooser) View() string {
	return widget.Box(c.theme, widget.Spans{widget.Say(c.theme.Title, c.title)}, c.picker.View(), c.w, c.h, true)
}

func (c *chooser) Act(a ui.Action) (tea.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		c.picker.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter:
		id, ok := c.picker.Current()
		if !ok {
			return nil, true
		}
		return ui.Tell(ui.Close{Dialog: c, Then: c.take(id)}), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: c}), true
	}
	return nil, true
}
