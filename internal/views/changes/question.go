package changes

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Question asks before anything is sent that alters the tenant. It shows what that would
// come to, where changes can tell it, and takes no yes before it is on screen.
type Question struct {
	ui.Plain
	desk    *Workspace
	matter  Matter
	Ahead   *ImpactLoader
	Seen    *Impact // what it would come to; nil until that is worked out
	confirm *widget.Confirm
	typed   bool
	w, h    int
}

// Matter is what a question is about.
type Matter interface {
	// Title and Lines are what is asked, with its effect where that was seen.
	Title() widget.Spans
	Lines(q *Question) []widget.Spans
	// Width is the most that the question takes, in cells.
	Width() int
	// Foresees are the changes whose effect is to be seen before a yes, by the data as
	// they are now; false where changes can't tell it, and nothing is waited for.
	Foresees() ([]rbac.Change, bool)
	// Take has the last word on an effect that was worked out.
	Take(Impact) Impact
	// Name is what must be typed for a yes; zero where y is enough.
	Name(q *Question) text.Text
	// Yes sends it.
	Yes(q *Question) ui.Cmd
	// Stage stages it instead, Copy copies what a yes would send, and Reason asks why it
	// is done.
	Stage(q *Question) ui.Cmd
	Copy(q *Question) ui.Cmd
	Reason(q *Question) ui.Cmd
	// WhyNot says why one of those three can't be done, or a yes would send nothing.
	WhyNot(q *Question, a ui.Action) widget.Words
	// Settled reports whether its effect stays as it was seen when data are read anew.
	Settled() bool
}

// NewQuestion asks about a matter.
func NewQuestion(d *Workspace, m Matter) *Question {
	q := &Question{desk: d, matter: m}
	q.Ahead = NewImpactLoader(q, d.Now)
	q.Compose()
	return q
}

// Init has the effect worked out.
func (q *Question) Init() ui.Cmd {
	switch {
	case q.Seen != nil:
		return nil
	case q.Ahead.Running():
		q.Compose()
		return nil
	}
	return q.foresee()
}

func (q *Question) foresee() ui.Cmd {
	changes, told := q.matter.Foresees()
	switch {
	case !told:
		q.Compose()
		return nil
	case AtOnce(q.desk.Data, changes):
		q.take(q.Ahead.work(q.desk.Data, changes))
		return nil
	}
	cmd := q.Ahead.Ask(q.desk.Data, changes)
	q.Compose()
	return cmd
}

func (q *Question) take(o Impact) {
	o = q.matter.Take(o)
	q.Seen = &o
	q.Compose()
}

// Update takes the effect, and works it out again for new data.
func (q *Question) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if q.matter.Settled() || q.Seen != nil && q.Seen.Data == q.desk.Data {
			return nil
		}
		return q.foresee()
	}
	o, cmd, ok := q.Ahead.Take(msg)
	if ok {
		q.take(o)
	}
	return cmd
}

// Waiting reports whether the effect is still to come.
func (q *Question) Waiting() bool {
	_, told := q.matter.Foresees()
	return told && q.Seen == nil
}

// Compose makes the question of what is known. News don't take away what was typed.
func (q *Question) Compose() {
	lines := q.matter.Lines(q)
	if q.w > 4 {
		lines = desk.Hanging(lines, q.w-4)
	}
	if q.confirm == nil {
		q.confirm = widget.NewConfirm(q.desk.Theme, nil, nil)
	}
	q.confirm.SetText(q.matter.Title(), lines)
	name := q.matter.Name(q)
	q.typed = !name.IsZero()
	q.confirm.RequireName(name)
	q.confirm.SetAnswers(q.answers())
	q.confirm.SetSize(q.w, q.h)
}

// answers say which keys answer: no yes where that would send nothing.
func (q *Question) answers() widget.Words {
	switch {
	case q.WhyNot(ui.Yes) == "":
		return widget.YesOrNo
	case q.WhyNot(ui.Unlock) == "":
		return "{question.unlock} unlock   {question.no} no"
	}
	return "{question.no} no"
}

// Want is the size of the question, with room for what is still to come.
func (q *Question) Want(w, h int) (int, int) {
	width, rows := min(w-4, q.matter.Width()), 4
	if q.typed {
		rows = 5
	}
	return width, min(h, len(desk.Hanging(q.matter.Lines(q), width-4))+rows)
}

// SetSize gives it its room; what was typed stays.
func (q *Question) SetSize(w, h int) {
	again := w != q.w
	q.w, q.h = w, h
	if again {
		q.Compose()
	}
	q.confirm.SetSize(w, h)
}

// View draws it.
func (q *Question) View() string { return q.confirm.View() }

// Title is what the breadcrumbs would say.
func (q *Question) Title() string { return "Question" }

// Capturing reports whether a name is being typed.
func (q *Question) Capturing() bool { return q.typed }

// Layers are those of a question, or of a typed answer.
func (q *Question) Layers() []ui.Layer {
	if q.typed {
		return []ui.Layer{ui.TypedLayer}
	}
	return []ui.Layer{ui.ConfirmLayer}
}

// Hints are the answers, and what else can be done.
func (q *Question) Hints() []ui.Action {
	if q.typed {
		return []ui.Action{ui.Accept, ui.Escape, ui.Stage, ui.Who, ui.Reason, ui.CopyMenu}
	}
	return []ui.Action{ui.Yes, ui.Unlock, ui.No, ui.Stage, ui.Who, ui.Reason, ui.CopyMenu}
}

// WhyNot is what the matter has against an action.
func (q *Question) WhyNot(a ui.Action) widget.Words {
	switch {
	case a == ui.Who:
		return q.whyNotWho()
	case a == ui.Unlock && !q.desk.Lock.Opens():
		return "there is nothing to unlock here"
	}
	return q.matter.WhyNot(q, a)
}

// Busy is since when the effect is being worked out.
func (q *Question) Busy() (time.Time, string) { return q.Ahead.Loader.Busy() }

// Cancel ends that; what it asks can't be answered with a yes then.
func (q *Question) Cancel() {
	q.Ahead.Cancel()
	q.Compose()
}

// Close ends what runs.
func (q *Question) Close() { q.Ahead.Cancel() }

// Entry takes text.
func (q *Question) Entry(msg tea.Msg) ui.Cmd { return q.answered(q.confirm.Update(msg)) }

// Act answers, or scrolls.
func (q *Question) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.Yes:
		return q.answered(widget.Yes), true
	case ui.No, ui.Escape:
		return q.answered(widget.No), true
	case ui.Accept:
		return q.answered(q.confirm.Update(tea.KeyPressMsg{Code: tea.KeyEnter})), true
	case ui.Unlock:
		return q.desk.Lock.Open(func() ui.Cmd {
			q.Compose()
			return nil
		}), true
	case ui.Stage:
		return ui.Answer(q, q.matter.Stage(q)), true
	case ui.Reason:
		return q.matter.Reason(q), true
	case ui.Who:
		return q.who(), true
	case ui.CopyMenu:
		return q.matter.Copy(q), true
	}
	m, ok := ui.Motions(a)
	if ok {
		q.confirm.Go(m)
	}
	return nil, ok
}

func (q *Question) answered(a widget.Answer) ui.Cmd {
	switch {
	case a == widget.No:
		return ui.Tell(ui.Close{Dialog: q})
	case a == widget.Pending:
		return nil
	case q.Waiting():
		return desk.Say("computing the effect: nothing is sent before it is known")
	}
	return ui.Answer(q, q.matter.Yes(q))
}
