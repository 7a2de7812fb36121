package views

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// review asks before changes are sent: it shows them with what they would
// come to, and takes no yes before that is on screen.
type review struct {
	desk    *Desk
	from    any // who is told of the answer
	intent  intent
	ahead   *foresight
	seen    *outlook
	confirm *widget.Confirm
	typed   bool
	w, h    int
}

// review shows changes and asks whether to send them; from is told of the
// answer, nil standing for the desk.
func (d *Desk) review(from any, changes []rbac.Change) tea.Cmd {
	return d.reviewOf(from, intent{changes: changes})
}

func (d *Desk) reviewOf(from any, in intent) tea.Cmd {
	if from == nil {
		from = d
	}
	r := &review{desk: d, from: from, intent: in}
	r.ahead = newForesight(r, d.Now)
	r.compose()
	return ui.Tell(ui.Show{Dialog: r})
}

// Init has the effect worked out.
func (r *review) Init() tea.Cmd {
	if atOnce(r.desk.data, r.intent.changes) {
		r.take(foresee(r.desk.data, r.intent.changes))
		return nil
	}
	cmd := r.ahead.ask(r.desk.data, r.intent.changes)
	r.compose()
	return cmd
}

// take shows the effect. That of an undo is of the plan that would be sent.
func (r *review) take(o outlook) {
	if u := r.intent.undo; u != nil && u.Plan != nil {
		o.plan, o.err = u.Plan, nil
		o.effect = u.Plan.Effect()
		o.blast = u.Plan.Blast(o.effect)
	}
	r.seen = &o
	r.compose()
}

// Update takes the effect, and a reason.
func (r *review) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		if r.intent.undo == nil && (r.seen == nil || r.seen.data != r.desk.data) {
			return r.ahead.ask(r.desk.data, r.intent.changes)
		}
		return nil
	case reasonGiven:
		r.intent.reason = msg.reason
		r.compose()
		return nil
	}
	o, cmd, ok := r.ahead.take(msg)
	if ok {
		r.take(o)
	}
	return cmd
}

// compose makes the question of what is known. News don't take away what was
// typed.
func (r *review) compose() {
	th := r.desk.Theme
	lines := r.lines()
	if r.w > 4 {
		lines = hanging(lines, r.w-4)
	}
	if r.confirm == nil {
		r.confirm = widget.NewConfirm(th, nil, nil)
	}
	r.confirm.SetText(r.title(), lines)
	name := r.nameToType()
	r.typed = !name.IsZero()
	r.confirm.RequireName(name)
	r.confirm.SetSize(r.w, r.h)
}

func (r *review) title() widget.Spans {
	th := r.desk.Theme
	words := widget.Words("Send this change?")
	switch {
	case r.intent.undo != nil:
		words = "Take it back?"
	case len(r.intent.changes) != 1:
		words = widget.Words(fmt.Sprintf("Send these %d changes?", len(r.intent.changes)))
	}
	title := widget.Spans{widget.Say(th.Title, words)}
	if r.desk.Source.Identity().Production {
		return append(widget.Spans{widget.Say(th.Prod, " PROD "), widget.Say(th.Text, " ")}, title...)
	}
	return title
}

// nameToType is what must be typed for a yes: the tenant's name in production,
// and where much is at stake the name of the one thing that is altered.
func (r *review) nameToType() text.Text {
	switch {
	case !r.answerable():
		return text.Text{}
	case r.desk.Source.Identity().Production:
		return r.desk.tenantName()
	case !r.seen.blast.Large():
		return text.Text{}
	}
	return r.desk.atStake(r.seen.plan.Changes)
}

// answerable reports whether a yes would do anything: the effect is known, the
// plan holds, and writing is allowed.
func (r *review) answerable() bool {
	return r.seen != nil && r.seen.plan != nil && r.seen.plan.Requests() > 0 && r.desk.lock.refusal() == ""
}

// Want is the size of the question, with room for what is still to come.
func (r *review) Want(w, h int) (int, int) {
	width := min(w-4, 72)
	return width, min(h, len(hanging(r.lines(), width-4))+r.answerRows())
}

// answerRows are those of the frame and of the answer.
func (r *review) answerRows() int {
	if r.typed {
		return 5
	}
	return 4
}

// SetSize gives it its room.
func (r *review) SetSize(w, h int) {
	if w != r.w {
		r.w = w
		r.compose()
	}
	r.h = h
	r.confirm.SetSize(w, h)
}

func (r *review) View() string    { return r.confirm.View() }
func (r *review) Title() string   { return "Review" }
func (r *review) Capturing() bool { return r.typed }

// Layers are those of a question, or of a typed answer.
func (r *review) Layers() []ui.Layer {
	if r.typed {
		return []ui.Layer{ui.TypedLayer}
	}
	return []ui.Layer{ui.ConfirmLayer}
}

// Hints are the answers.
func (r *review) Hints() []ui.Action {
	hints := []ui.Action{ui.Yes, ui.No}
	if r.typed {
		hints = []ui.Action{ui.Accept, ui.Escape}
	}
	if r.stageable() {
		hints = append(hints, ui.Stage)
	}
	return append(hints, ui.Reason, ui.CopyMenu)
}

// copy offers the requests that a yes would send.
func (r *review) copy() tea.Cmd {
	if r.seen == nil || r.seen.plan == nil {
		return say("there is no request to copy: what would be sent is not known")
	}
	return r.desk.copyPlan(r.seen.plan)
}

// stageable reports whether the changes could be staged instead.
func (r *review) stageable() bool { return r.intent.undo == nil && !r.intent.staged }

// Busy is since when the effect is being worked out.
func (r *review) Busy() (time.Time, string) { return r.ahead.Busy() }

// Cancel ends that; what it asks can't be answered with a yes then.
func (r *review) Cancel() {
	r.ahead.Cancel()
	r.compose()
}

// Close ends what runs.
func (r *review) Close() { r.ahead.Cancel() }

// Type takes a letter of the name.
func (r *review) Type(k tea.KeyPressMsg) tea.Cmd { return r.answered(r.confirm.Update(k)) }

// Paste takes a pasted name.
func (r *review) Paste(s string) tea.Cmd {
	return r.answered(r.confirm.Update(tea.PasteMsg{Content: s}))
}

// Act answers, or scrolls.
func (r *review) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.Yes:
		return r.answered(widget.Yes), true
	case ui.No, ui.Escape:
		return r.answered(widget.No), true
	case ui.Accept:
		return r.answered(r.confirm.Update(tea.KeyPressMsg{Code: tea.KeyEnter})), true
	case ui.Stage:
		if r.stageable() {
			return ui.Tell(ui.Close{Dialog: r, Then: decided{to: r.from, stage: true, changes: r.intent.changes}}), true
		}
	case ui.Reason:
		return r.askReason(), true
	case ui.CopyMenu:
		return r.copy(), true
	}
	m, ok := ui.Motions(a)
	if ok {
		r.confirm.Go(m)
	}
	return nil, ok
}

func (r *review) answered(a widget.Answer) tea.Cmd {
	switch a {
	case widget.No:
		return ui.Tell(ui.Close{Dialog: r})
	case widget.Pending:
		return nil
	}
	if r.seen == nil {
		return say("nothing is sent before its effect is known")
	}
	if why := r.desk.lock.refusal(); why != "" {
		return complain("not sent: " + why)
	}
	if !r.answerable() {
		return say("there is nothing to send")
	}
	return ui.Tell(ui.Close{Dialog: r, Then: decided{to: r.from, changes: r.intent.changes, intent: r.intent, plan: r.seen.plan}})
}

// reasonGiven is why something is done, for the audit trail.
type reasonGiven struct {
	review *review
	reason text.Text
}

func (m reasonGiven) To() any { return m.review }

func (r *review) askReason() tea.Cmd {
	return ui.Tell(ui.Show{Dialog: newPrompt(r.desk.Theme, "Why?", r.intent.reason, []widget.Words{
		"A ticket or a few words, kept in the audit trail.",
	}, func(reason text.Text) tea.Msg { return reasonGiven{r, reason} })})
}
