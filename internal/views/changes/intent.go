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

// begin is what sends the rest.
func (r *resumption) begin(w desk.Writer, reason text.Text) func(context.Context, func(tenant.Progress)) (tenant.Report, error) {
	return func(ctx context.Context, progress func(tenant.Progress)) (tenant.Report, error) {
		return w.Resume(ctx, r.run, tenant.ApplyOptions{Reason: reason, GoOn: r.goOn}, progress)
	}
}

// Decided is the answer of a review: to do it now, with the plan that was
// shown, or to stage it.
type Decided struct {
	Owner   any
	Stage   bool
	Changes []rbac.Change
	intent  intent
	plan    *plan.Plan
}

// To is who asked.
func (m Decided) To() any { return m.Owner }

// decide does what was decided.
func (d *Workspace) decide(m Decided) ui.Cmd {
	if m.Stage {
		return d.Stage(m.Changes)
	}
	w := d.Can.Write
	if why := d.refusal(); why != "" {
		return desk.Complain("not sent: " + why)
	}
	if r := m.intent.resume; r != nil {
		work := newApplying(d, r.sentences, m.intent)
		work.begin = r.begin(w, m.intent.reason)
		return ui.Tell(ui.Show{Dialog: work})
	}
	o := tenant.ApplyOptions{Reason: m.intent.reason}
	work := newApplying(d, itemSentences(m.plan, d.Data), m.intent)
	work.begin = func(ctx context.Context, progress func(tenant.Progress)) (tenant.Report, error) {
		if u := m.intent.undo; u != nil {
			return w.ApplyUndo(ctx, u, o, progress)
		}
		return w.Apply(ctx, m.plan, o, progress)
	}
	return ui.Tell(ui.Show{Dialog: work})
}

// refusal is why nothing can be sent just now.
func (d *Workspace) refusal() string {
	if why := d.Lock.Refusal(); why != "" || d.Can.Write != nil {
		return why
	}
	return "there is nothing here to write to"
}

// itemSentences say each item of a plan in a line.
func itemSentences(p *plan.Plan, d *desk.Data) []string {
	var lines []string
	for _, item := range p.Items {
		lines = append(lines, item.Sentence(d.Directory))
	}
	return lines
}
