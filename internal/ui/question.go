package ui

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// Question asks before something is done. Enter means no.
type Question struct {
	Plain
	confirm *widget.Confirm
	typed   bool
	// Yes is done when it is answered so.
	Yes func() Cmd
	// Copy offers to copy what a yes would send; nil where there is no such thing.
	Copy Cmd
}

// NewQuestion asks with title and lines.
func NewQuestion(th *theme.Theme, title widget.Spans, lines []widget.Spans) *Question {
	return &Question{confirm: widget.NewConfirm(th, title, lines)}
}

// RequireName demands that name be typed before the answer is yes.
func (q *Question) RequireName(name text.Text) {
	q.typed = !name.IsZero()
	q.confirm.RequireName(name)
}

// Want is the size of the text.
func (q *Question) Want(w, h int) (int, int) { return q.confirm.Want(w, h) }

// SetSize gives it its room.
func (q *Question) SetSize(w, h int) { q.confirm.SetSize(w, h) }

// View draws it.
func (q *Question) View() string { return q.confirm.View() }

// Title is what the breadcrumbs would say.
func (q *Question) Title() string { return "Question" }

// Layers are those of a question, or of a typed answer.
func (q *Question) Layers() []Layer {
	if q.typed {
		return []Layer{TypedLayer}
	}
	return []Layer{ConfirmLayer}
}

// Hints are the answers.
func (q *Question) Hints() []Action {
	if q.typed {
		return []Action{Accept, Escape, CopyMenu}
	}
	return []Action{Yes, No, Stage, CopyMenu}
}

// WhyNot says what this question has no answer for.
func (q *Question) WhyNot(a Action) widget.Words {
	switch {
	case a == Unlock:
		return "there is nothing to unlock here"
	case a == Stage:
		return "this can't be staged: answer it now"
	case a == CopyMenu && q.Copy == nil:
		return "no request to copy"
	case a == Who:
		return "no effect to list"
	case a == Reason:
		return "a reason isn't recorded for this"
	}
	return ""
}

// Capturing reports whether a name is being typed.
func (q *Question) Capturing() bool { return q.typed }

// Entry takes text.
func (q *Question) Entry(msg tea.Msg) Cmd { return q.told(q.confirm.Update(msg)) }

// Act answers, or scrolls the text.
func (q *Question) Act(a Action) (Cmd, bool) {
	switch a {
	case Yes:
		return q.told(widget.Yes), true
	case No, Escape:
		return q.told(widget.No), true
	case Accept:
		return q.told(q.confirm.Update(tea.KeyPressMsg{Code: tea.KeyEnter})), true
	case CopyMenu:
		return q.Copy, true
	}
	m, ok := Motions(a)
	if ok {
		q.confirm.Go(m)
	}
	return nil, ok
}

func (q *Question) told(answer widget.Answer) Cmd {
	switch answer {
	case widget.Yes:
		return Answer(q, q.Yes())
	case widget.No:
		return Tell(Close{q})
	}
	return nil
}

// ask is a Question of the frame's own.
func (a *App) ask(title, line string, yes func() Cmd) *Question {
	q := NewQuestion(a.Theme,
		widget.Spans{widget.Say(a.Theme.Title, widget.Words(title))},
		[]widget.Spans{{widget.Say(a.Theme.Text, widget.Words(line))}})
	q.Yes = yes
	return q
}
