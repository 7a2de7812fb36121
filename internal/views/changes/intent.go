package changes

import (
	"context"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/desk"
)

// intent is what somebody wants done: changes, or an applied plan taken back.
type intent struct {
	changes []rbac.Change
	undo    *tenant.Undo
	resume  *resumption // the changes are what is missing of a plan; nil for others
	staged  bool        // the changes are all that is staged
	reason  text.Text
	seen    *Impact // of these changes on the data as they are, where it was worked out before
}

// resumption is a plan that was begun and is to be gone on with.
type resumption struct {
	run       string
	sentences []string // of all its items
	goOn      bool     // not to stop at the next failure
}

// send carries it out: the plan that was shown, where it is of no earlier run.
func (in intent) send(ctx context.Context, w desk.Writer, p *plan.Plan, progress func(tenant.Progress)) (tenant.Report, error) {
	o := tenant.ApplyOptions{Reason: in.reason}
	switch {
	case in.resume != nil:
		o.GoOn = in.resume.goOn
		return w.Resume(ctx, in.resume.run, o, progress)
	case in.undo != nil:
		return w.ApplyUndo(ctx, in.undo, o, progress)
	}
	return w.Apply(ctx, p, o, progress)
}

// send shows a plan while it is sent.
func (d *Workspace) send(p *plan.Plan, in intent) ui.Cmd {
	var sentences []string
	if in.resume != nil {
		sentences = in.resume.sentences
	} else {
		for _, item := range p.Items {
			sentences = append(sentences, item.Sentence(d.Data.Directory))
		}
	}
	work, w := newApplying(d, sentences, in), d.Can.Write
	work.begin = func(ctx context.Context, progress func(tenant.Progress)) (tenant.Report, error) {
		return in.send(ctx, w, p, progress)
	}
	return ui.Tell(ui.Show{Dialog: work})
}

// nowhere is said where there is no tenant to send anything to.
const nowhere = "there is nothing here to write to"

// refusal is why nothing can be sent just now.
func (d *Workspace) refusal() string {
	if why := d.Lock.Refusal(); why != "" || d.Can.Write != nil {
		return why
	}
	return nowhere
}
