package desk

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// prompt asks for one line of text.
type prompt struct {
	ui.Plain
	theme *theme.Theme
	title widget.Words
	notes []widget.Words
	input *widget.Input
	take  func(text.Text) ui.Cmd
	w, h  int
}

// NewPrompt makes a question for one line of text, which value begins.
func NewPrompt(th *theme.Theme, title widget.Words, value text.Text, notes []widget.Words, take func(text.Text) ui.Cmd) *prompt {
	p := &prompt{theme: th, title: title, notes: notes, input: widget.NewInput(th), take: take}
	p.input.SetText(value)
	return p
}

func (p *prompt) Want(w, _ int) (int, int)        { w = min(w, 76); return w, len(p.lines(w)) + 4 }
func (p *prompt) Title() string                   { return string(p.title) }
func (p *prompt) Layers() []ui.Layer              { return []ui.Layer{ui.TypedLayer} }
func (p *prompt) Hints() []ui.Action              { return []ui.Action{ui.Accept, ui.Escape} }
func (p *prompt) WhyNot(a ui.Action) widget.Words { return onlyTyped(a) }
func (p *prompt) Capturing() bool                 { return true }
func (p *prompt) Entry(msg tea.Msg) ui.Cmd {
	p.input.Update(msg)
	return nil
}

func (p *prompt) SetSize(w, h int) {
	p.w, p.h = w, h
	p.input.SetSize(max(w-4, 0), 1)
}

// onlyTyped says what one line of text has no use for.
func onlyTyped(a ui.Action) widget.Words {
	switch a {
	case ui.Stage, ui.Reason, ui.Who, ui.CopyMenu, ui.Down, ui.Up, ui.PageDown, ui.PageUp:
		return "type one line: {question.accept} accepts it"
	}
	return ""
}

// lines are the notes, broken so that they can be read in a box of w cells.
func (p *prompt) lines(w int) []widget.Spans {
	var lines []widget.Spans
	for _, n := range p.notes {
		lines = append(lines, widget.Spans{widget.Say(p.theme.Muted, n)}.Wrap(w-2)...)
	}
	return lines
}

func (p *prompt) View() string {
	lines := []string{p.theme.Key.Render(">") + " " + p.input.View(), ""}
	for _, l := range p.lines(p.w) {
		lines = append(lines, widget.Line(p.theme, max(p.w-2, 0), l...))
	}
	return widget.Box(p.theme, widget.Spans{widget.Say(p.theme.Title, p.title)}, strings.Join(lines, "\n"), p.w, p.h, true)
}

func (p *prompt) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.Accept:
		if p.input.Text().IsZero() {
			return Say(p.theme.Words("nothing entered: {question.escape} cancels")), true
		}
		return ui.Answer(p, p.take(p.input.Text())), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: p}), true
	}
	return nil, false
}
