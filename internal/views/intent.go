package views

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// writer is a source that can be altered. A saved document is none.
type writer interface {
	Apply(ctx context.Context, p *plan.Plan, o tenant.ApplyOptions, progress func(tenant.Progress)) (tenant.Report, error)
	Resume(ctx context.Context, run string, o tenant.ApplyOptions, progress func(tenant.Progress)) (tenant.Report, error)
	Check(ctx context.Context, run string) (tenant.Report, error)
	PlanUndo(ctx context.Context, run string) (*tenant.Undo, error)
	ApplyUndo(ctx context.Context, u *tenant.Undo, o tenant.ApplyOptions, progress func(tenant.Progress)) (tenant.Report, error)
	LastRun() (tenant.Run, bool, error)
	Pending() ([]tenant.Run, error)
	Dismiss(run string) error
}

// intent is what somebody wants done: changes, or an applied plan taken back.
type intent struct {
	changes []rbac.Change
	undo    *tenant.Undo
	staged  bool // the changes are all that is staged
	reason  text.Text
}

// decided is the answer of a review: to do it now, with the plan that was
// shown, or to stage it.
type decided struct {
	to      any
	stage   bool
	changes []rbac.Change
	intent  intent
	plan    *plan.Plan
}

func (m decided) To() any { return m.to }

// decide does what was decided.
func (d *Desk) decide(m decided) tea.Cmd {
	if m.stage {
		return d.stage(m.changes)
	}
	w, ok := d.Source.(writer)
	if why := d.refusal(ok); why != "" {
		return complain("not sent: " + why)
	}
	o := tenant.ApplyOptions{Reason: m.intent.reason}
	work := newApplying(d, itemSentences(m.plan, d.data), m.intent)
	work.begin = func(ctx context.Context, progress func(tenant.Progress)) (tenant.Report, error) {
		if u := m.intent.undo; u != nil {
			return w.ApplyUndo(ctx, u, o, progress)
		}
		return w.Apply(ctx, m.plan, o, progress)
	}
	return ui.Tell(ui.Show{Dialog: work})
}

// refusal is why nothing can be sent just now; can says that the source could
// be altered at all.
func (d *Desk) refusal(can bool) string {
	if why := d.lock.refusal(); why != "" || can {
		return why
	}
	return "there is nothing here to write to"
}

// itemSentences say each item of a plan in a line.
func itemSentences(p *plan.Plan, d *Data) []string {
	var lines []string
	for _, item := range p.Items {
		lines = append(lines, item.Sentence(d.Directory))
	}
	return lines
}
