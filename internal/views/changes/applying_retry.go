package changes

import (
	"context"

	"authzx/internal/plan"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// askAgain asks whether to try again what was not done; goOn doesn't stop at the
// next failure.
func (a *applying) askAgain(goOn bool) ui.Cmd {
	return a.desk.Lock.Need("not sent", func() ui.Cmd {
		return a.desk.ask(&review{send: a.goOn, intent: intent{
			changes: a.report.Remaining, reason: a.intent.reason,
			resume: &resumption{run: a.report.Run, sentences: a.sentences, goOn: goOn},
		}})
	})
}

// goOn sends what is missing, as it was agreed, and shows it in the same dialog.
func (a *applying) goOn(p *plan.Plan, in intent) ui.Cmd {
	w := a.desk.Can.Write
	a.begin = func(ctx context.Context, progress func(tenant.Progress)) (tenant.Report, error) {
		return in.send(ctx, w, p, progress)
	}
	return a.start()
}

// keepRest stages what was not done and lets go of the run.
func (a *applying) keepRest() ui.Cmd {
	w := a.desk.Can.Write
	if w == nil || len(a.report.Remaining) == 0 {
		return nil
	}
	staged := text.Counted(len(a.report.Remaining), "change") + a.desk.Theme.Words(" staged: {go_changes} review")
	forget := a.desk.dismiss(w, a.report.Run, staged, "the run stays unfinished in the journal")
	if a.intent.staged {
		// It is staged already.
		return ui.Answer(a, forget)
	}
	return ui.Answer(a, ui.Batch(a.desk.Stage(a.report.Remaining), forget))
}
