package changes

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// lookPending reads which plans were not finished: an earlier authzx was killed,
// lost its line, or left one as it was.
func (d *Workspace) lookPending() ui.Cmd {
	w := d.Can.Write
	if w == nil {
		return nil
	}
	return d.pending.Start("reading the journal", func(context.Context) ([]tenant.Run, error) { return w.Pending() })
}

// ran says that something was done about a plan: the journal has changed.
func (d *Workspace) ran() ui.Cmd {
	d.journaled++
	return d.lookPending()
}

// pendingFound keeps which plans were not finished, and tells of them at the start.
// It asks nothing: a question that nobody called for would take keys meant for
// something else.
func (d *Workspace) pendingFound(runs []tenant.Run, err error) ui.Cmd {
	if errors.Is(err, tenant.ErrNoState) {
		return nil
	}
	d.Unfinished = runs
	first := !d.looked
	d.looked = true
	d.hidden = unreadable(err)
	if !first {
		return nil
	}
	var tell, warn ui.Cmd
	switch n := len(runs); {
	case n == 1:
		tell = d.Say("an unfinished plan of %s: {go_changes} review", text.Counted(runs[0].Items, "change"))
	case n > 1:
		tell = d.Say("%s unfinished: {go_changes} review", text.Counted(n, "plan"))
	}
	if d.hidden != "" {
		warn = desk.ComplainWhile(d.hidden, func() bool { return d.hidden != "" })
	}
	return ui.Batch(tell, warn)
}

// leftovers shows how far a plan came that was not finished, and offers to check,
// resume, undo or forget it.
type leftovers struct {
	*desk.Notice
	desk   *Workspace
	run    tenant.Run
	loader *ui.Loader[tenant.Report]
}

func newLeftovers(d *Workspace, run tenant.Run) *leftovers {
	l := &leftovers{Notice: leftoversNotice(d, run), desk: d, run: run}
	l.loader = ui.NewLoader[tenant.Report](l, d.Now)
	l.Waits = []ui.Busy{l.loader}
	return l
}

func leftoversNotice(d *Workspace, run tenant.Run) *desk.Notice {
	th := d.Theme
	lines := []widget.Spans{
		{widget.Sayf(th.Text, "A plan of %s, started %s, is unfinished: %s.",
			text.Counted(run.Items, "change"), desk.Ago(d.Now(), run.At), doneWords(run))},
		nil,
	}
	lines = append(lines, runLines(th, run, runSentences(d.Data, run))...)
	ways := []struct{ key, says widget.Words }{
		{"{unfinished.check}", "check: see how far it got, send nothing"},
		{"{unfinished.resume}", "resume: check how far it got, ask, then send the rest"},
		{"{unfinished.undo}", "undo: ask, then undo what was done"},
		{"{unfinished.forget}", "discard: leave the tenant as it is"},
		{"{unfinished.escape}", "later"},
	}
	lines = append(lines, nil)
	for _, w := range ways {
		pad := widget.Words(fmt.Sprintf("%-4s", th.Words(w.key)))
		lines = append(lines, widget.Spans{widget.Say(th.Key, pad), widget.Say(th.Muted, w.says)})
	}
	if run.Running {
		lines = append(lines, nil, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" Another authzx is working on it.")})
	}
	if run.Damaged {
		lines = append(lines, nil, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" Its journal is damaged: check first.")})
	}
	return desk.NewNotice(th, widget.Spans{widget.Say(th.Title, "Unfinished plan")}, lines)
}

// doneWords say how much of a run is known to be done, and of how much nobody knows.
func doneWords(run tenant.Run) string {
	words := fmt.Sprintf("%d done", run.Done)
	if run.Doubtful > 0 {
		words += fmt.Sprintf(", %d unknown", run.Doubtful)
	}
	return words
}

// runLines are the items of a run with what the journal tells of each: one that was
// sent and never answered is not drawn as one that was never tried.
func runLines(th *theme.Theme, run tenant.Run, sentences []string) []widget.Spans {
	var lines []widget.Spans
	for i, s := range sentences {
		outcome := tenant.NotTried
		if i < len(run.Outcomes) {
			outcome = run.Outcomes[i]
		}
		sign, style := outcomeSign(th, outcome)
		line := widget.Spans{widget.Say(style, " "+sign+" "), widget.Sayf(th.Text, "%s", desk.Wording(s))}
		if outcome == tenant.Unknown {
			line = append(line, widget.Say(th.Warn, "  sent, outcome unknown"))
		}
		lines = append(lines, line)
	}
	return lines
}

// Update names people once they are known, and takes how far the plan came.
func (l *leftovers) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		w, h := l.W, l.H
		l.Notice = leftoversNotice(l.desk, l.run)
		l.SetSize(w, h)
		return nil
	}
	report, err, ok := l.loader.Take(msg)
	if !ok {
		return nil
	}
	return l.checked(report, err)
}

// Layers are the keys of an unfinished plan.
func (l *leftovers) Layers() []ui.Layer { return []ui.Layer{ui.UnfinishedLayer} }

// Hints are the ways to go on.
func (l *leftovers) Hints() []ui.Action {
	return []ui.Action{ui.Check, ui.Resume, ui.Undo, ui.Dismiss, ui.Escape}
}

// Act goes one of the ways.
func (l *leftovers) Act(a ui.Action) (ui.Cmd, bool) {
	w := l.desk.Can.Write
	if w == nil {
		return ui.Tell(ui.Close{Dialog: l}), true
	}
	run := l.run
	switch a {
	case ui.Check:
		return l.check(w), true
	case ui.Resume:
		return l.desk.Lock.Need("not resumed", func() ui.Cmd {
			return l.loader.Start("checking how far it got", func(ctx context.Context) (tenant.Report, error) { return w.Check(ctx, run.ID) })
		}), true
	case ui.Undo:
		return l.desk.Lock.Need("not undone", func() ui.Cmd { return ui.Answer(l, l.desk.undoRun(run.ID)) }), true
	case ui.Dismiss:
		return ui.Answer(l, l.desk.dismiss(w, run.ID, "discarded: it stays in the audit trail", "it could not be discarded")), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: l}), true
	}
	return l.Notice.Act(a)
}

// check shows how far the plan came.
func (l *leftovers) check(w desk.Writer) ui.Cmd {
	run := l.run
	work := newApplying(l.desk, runSentences(l.desk.Data, run), intent{reason: run.Reason})
	work.begin = func(ctx context.Context, _ func(tenant.Progress)) (tenant.Report, error) { return w.Check(ctx, run.ID) }
	return ui.Answer(l, ui.Tell(ui.Show{Dialog: work}))
}

// checked asks whether to send what is missing.
func (l *leftovers) checked(report tenant.Report, err error) ui.Cmd {
	for _, r := range report.Results {
		err = errors.Join(err, r.Err)
	}
	switch err = errors.Join(err, report.Stopped); {
	case errors.Is(err, context.Canceled):
		return nil
	case err != nil:
		return desk.Complain("not resumed: " + desk.SafeError(err))
	}
	fresh := ui.Batch(l.desk.Take(), l.desk.ran(), ui.Tell(ui.DataChanged{}))
	if len(report.Remaining) == 0 {
		return ui.Batch(fresh, ui.Answer(l, desk.Say("nothing left to send: everything had been applied")))
	}
	return ui.Batch(fresh, ui.Tell(ui.Close{Dialog: l}), l.desk.ask(&review{intent: intent{
		changes: report.Remaining, reason: l.run.Reason,
		resume: &resumption{run: l.run.ID, sentences: runSentences(l.desk.Data, l.run)},
	}}))
}
