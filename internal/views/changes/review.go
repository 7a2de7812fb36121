package changes

import (
	"fmt"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/clipboard"
)

// review is the matter of a question about changes.
type review struct {
	desk   *Workspace
	under  ui.Dialog // what the answer closes as well; nil for nothing
	intent intent
	send   func(*plan.Plan, intent) ui.Cmd
	stage  func([]rbac.Change) ui.Cmd
	ahead  *ImpactLoader // of which the effect comes; nil where the question asks for it
	back   func(Impact)  // takes the effect too; nil where nobody does
}

// Review shows changes and asks whether to send them. The answer closes the dialog in
// which they were chosen, where there is one.
func (d *Workspace) Review(under ui.Dialog, changes []rbac.Change) ui.Cmd {
	return d.ask(&review{under: under, intent: intent{changes: changes}})
}

// ReviewOr is Review where there is more to staging the changes than to stage them.
func (d *Workspace) ReviewOr(stage func([]rbac.Change) ui.Cmd, changes []rbac.Change) ui.Cmd {
	return d.ask(&review{stage: stage, intent: intent{changes: changes}})
}

// ReviewForeseen is Review where their effect was worked out already, as far as it is
// of these changes and of the data as they are.
func (d *Workspace) ReviewForeseen(under ui.Dialog, changes []rbac.Change, seen *Impact) ui.Cmd {
	in := intent{changes: changes}
	if seen != nil && seen.of(d.Data, changes) {
		in.seen = seen
	}
	return d.ask(&review{under: under, intent: in})
}

// ReviewAhead is Review where their effect is being worked out by ahead, which the question
// then takes, and tells back.
func (d *Workspace) ReviewAhead(under ui.Dialog, changes []rbac.Change, ahead *ImpactLoader, back func(Impact)) ui.Cmd {
	r := &review{under: under, intent: intent{changes: changes}, back: back}
	if ahead.runs(d.Data, changes) {
		r.ahead = ahead
	} else {
		ahead.Cancel()
	}
	return d.ask(r)
}

// ask shows the question of r, whose changes are sent and staged as all are where it
// doesn't say how.
func (d *Workspace) ask(r *review) ui.Cmd {
	r.desk = d
	if r.send == nil {
		r.send = d.send
	}
	if r.stage == nil {
		r.stage = d.Stage
	}
	q := NewQuestion(d, r)
	if r.ahead != nil {
		q.Ahead = r.ahead
		q.Ahead.Loader.GiveTo(q)
	}
	if r.intent.resume != nil {
		q.Ahead.work = foreseeRest
	}
	if r.intent.seen != nil {
		q.take(*r.intent.seen)
	}
	return ui.Tell(ui.Show{Dialog: q})
}

// Foresees are the changes themselves.
func (r *review) Foresees() ([]rbac.Change, bool) { return r.intent.changes, true }

// Settled is so of an undo: its plan stands.
func (r *review) Settled() bool { return r.intent.undo != nil }

// Take puts the plan that would be sent in the place of an undo's.
func (r *review) Take(o Impact) Impact {
	if u := r.intent.undo; u != nil && u.Plan != nil {
		o.Plan, o.Err = u.Plan, nil
		o = o.with(u.Plan.Effect())
	}
	if r.back != nil {
		r.back(o)
	}
	return o
}

// Title is the question itself.
func (r *review) Title() widget.Spans {
	th := r.desk.Theme
	words := widget.Words("Apply this change?")
	switch {
	case r.intent.undo != nil:
		words = "Undo?"
	case r.intent.resume != nil:
		words = "Apply the rest?"
	case len(r.intent.changes) != 1:
		words = widget.Words(fmt.Sprintf("Apply %d changes?", len(r.intent.changes)))
	}
	title := widget.Spans{widget.Say(th.Title, words)}
	if r.desk.Source.Identity().Production {
		return append(widget.Spans{widget.Say(th.Prod, " PROD "), widget.Say(th.Text, " ")}, title...)
	}
	return title
}

// Width is that of a sentence.
func (r *review) Width() int { return 72 }

// Name is what must be typed for a yes: the tenant's name in production, and where much
// is at stake the name of the one thing that is altered.
func (r *review) Name(q *Question) text.Text {
	if !r.answerable(q) {
		return text.Text{}
	}
	return r.desk.ConsentName(q.Seen.Scale.Large(), func() text.Text { return r.desk.AtStake(q.Seen.Plan.Changes) })
}

// answerable reports whether a yes would do anything: the effect is known, the
// plan holds, and writing is allowed.
func (r *review) answerable(q *Question) bool {
	return q.Seen != nil && q.Seen.Plan != nil && q.Seen.Plan.Requests() > 0 && r.desk.Lock.Refusal() == ""
}

// Yes sends the plan that was shown.
func (r *review) Yes(q *Question) ui.Cmd { return r.answered(r.send(q.Seen.Plan, r.intent)) }

// Stage puts the changes off.
func (r *review) Stage(*Question) ui.Cmd { return r.answered(r.stage(r.intent.changes)) }

// answered closes the dialog in which the changes were chosen, and goes on with then.
func (r *review) answered(then ui.Cmd) ui.Cmd {
	if r.under == nil {
		return then
	}
	return ui.Answer(r.under, then)
}

// Copy offers the requests that a yes would send.
func (r *review) Copy(q *Question) ui.Cmd { return clipboard.Plan(r.desk.Desk, q.Seen.Plan) }

// WhyNot is about what can't be sent or put off, and what is not known yet.
func (r *review) WhyNot(q *Question, a ui.Action) widget.Words {
	switch {
	case a == ui.Yes && r.desk.refusal() != "":
		return widget.Words("not sent: " + r.desk.refusal())
	case a == ui.Yes && q.Seen != nil && !r.answerable(q):
		return "nothing to send"
	case a == ui.Stage && !r.stageable():
		return "this can't be staged: it is staged already, or resumes a plan"
	case a == ui.CopyMenu && (q.Seen == nil || q.Seen.Plan == nil):
		return "no request to copy: the requests aren't known"
	}
	return ""
}

// stageable reports whether the changes could be staged instead.
func (r *review) stageable() bool {
	return r.intent.undo == nil && r.intent.resume == nil && !r.intent.staged
}

// ConsentName is the name that must be typed before something is sent: that of the
// tenant in production, what is at stake where it is grave, else none.
func (d *Workspace) ConsentName(grave bool, atStake func() text.Text) text.Text {
	id := d.Source.Identity()
	switch {
	case plan.ConsentFor(id.Production, id.ReadOnly, grave) != plan.ConsentName:
		return text.Text{}
	case id.Production:
		return d.TenantName()
	}
	return atStake()
}

// AtStake is what must be typed before much is done: the name of the one thing
// that is altered, else that of the tenant.
func (d *Workspace) AtStake(changes []rbac.Change) text.Text {
	var one rbac.Ref
	for _, c := range changes {
		targets := c.Targets()
		switch {
		case len(targets) == 0 || !one.ID.IsZero() && targets[0] != one || rbac.IsNew(targets[0].ID):
			return d.TenantName()
		}
		one = targets[0]
	}
	return d.Data.Name(one)
}
