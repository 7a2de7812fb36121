package views

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/tenant"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// undo looks up what the last applied plan was and asks whether to take it
// back.
func (d *Desk) undo() tea.Cmd { return d.undoRun("") }

// undoRun does that for one run; empty is the last.
func (d *Desk) undoRun(run string) tea.Cmd {
	w, ok := d.Source.(writer)
	if why := d.refusal(ok); why != "" {
		return complain("nothing is taken back: " + why)
	}
	return d.undoing.Start("looking at what would be taken back", func(ctx context.Context) (*tenant.Undo, error) {
		if run == "" {
			last, found, err := w.LastRun()
			if err != nil || !found {
				return nil, err
			}
			run = last.ID
		}
		return w.PlanUndo(ctx, run)
	})
}

// undoFound shows what an undo would do, or why there is none.
func (d *Desk) undoFound(u *tenant.Undo, err error) tea.Cmd {
	switch {
	case errors.Is(err, context.Canceled):
		return nil
	case err != nil:
		return complain("nothing is taken back: " + safe(err))
	case u == nil:
		return say("nothing to take back: no plan was applied with this profile yet")
	case u.Plan == nil || u.Plan.Requests() == 0:
		return ui.Tell(ui.Show{Dialog: d.nothingLeft(u)})
	}
	return d.reviewOf(nil, intent{undo: u, changes: u.Plan.Changes})
}

// nothingLeft says why an undo would send nothing.
func (d *Desk) nothingLeft(u *tenant.Undo) ui.Dialog {
	th := d.Theme
	lines := []widget.Spans{{widget.Sayf(th.Text, "Of what was applied %s nothing is left to take back.", ago(d.Now(), u.Run.At))}, nil}
	for _, s := range d.data.runSentences(u.Run) {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", s)})
	}
	r := &review{desk: d, intent: intent{undo: u}}
	return newNotice(th, widget.Spans{widget.Say(th.Title, "Nothing to take back")}, append(lines, r.undoLines()...))
}

// leftovers offers to check, resume or take back a run that was not finished:
// an earlier authzx was killed, or lost its line.
type leftovers struct {
	*notice
	desk *Desk
	run  tenant.Run
	rest []tenant.Run
}

// unfinished reads which runs were not finished, at the start.
func (d *Desk) unfinished() tea.Cmd {
	w, ok := d.Source.(writer)
	if !ok {
		return nil
	}
	return d.pending.Start("reading the journal", func(context.Context) ([]tenant.Run, error) { return w.Pending() })
}

// pendingFound asks about the oldest run that is not finished.
func (d *Desk) pendingFound(runs []tenant.Run, err error) tea.Cmd {
	if errors.Is(err, tenant.ErrNoState) {
		return nil
	}
	var say, ask tea.Cmd
	if d.hidden = unreadable(err); d.hidden != "" {
		say = complainWhile(d.hidden, func() bool { return d.hidden != "" })
	}
	if len(runs) > 0 {
		ask = ui.Tell(ui.Show{Dialog: newLeftovers(d, runs)})
	}
	return ui.Batch(say, ask)
}

func newLeftovers(d *Desk, runs []tenant.Run) *leftovers {
	th, run := d.Theme, runs[0]
	lines := []widget.Spans{
		{widget.Sayf(th.Text, "A plan of %s was begun %s and not finished: %d done.",
			counted(run.Items, "change"), ago(d.Now(), run.At), run.Done)},
		nil,
	}
	for i, s := range d.data.runSentences(run) {
		sign, style := th.Glyphs.Off, th.Text
		if i < run.Done {
			sign, style = th.Glyphs.Check, th.Muted
		}
		lines = append(lines, widget.Spans{widget.Say(style, " "+sign+" "), widget.Sayf(style, "%s", wording(s))})
	}
	ways := []struct{ key, says widget.Words }{
		{"c", "check: read how far it really came, send nothing"},
		{"r", "resume: send what is missing"},
		{"u", "undo: take back what was done"},
		{"f", "forget it: leave the tenant as it is"},
		{"esc", "later: ask again at the next start"},
	}
	lines = append(lines, nil)
	for _, w := range ways {
		pad := widget.Words(fmt.Sprintf("%-4s", string(w.key)))
		lines = append(lines, widget.Spans{widget.Say(th.Key, pad), widget.Say(th.Muted, w.says)})
	}
	if run.Running {
		lines = append(lines, nil, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" Another authzx is at it just now.")})
	}
	if run.Damaged {
		lines = append(lines, nil, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" Its journal is damaged: check first.")})
	}
	n := newNotice(th, widget.Spans{widget.Say(th.Title, "A plan was not finished")}, lines)
	return &leftovers{notice: n, desk: d, run: run, rest: runs[1:]}
}

// Update names people once they are known.
func (l *leftovers) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		l.notice = newLeftovers(l.desk, append([]tenant.Run{l.run}, l.rest...)).notice
	}
	return nil
}

// Layers are the keys of an unfinished plan.
func (l *leftovers) Layers() []ui.Layer { return []ui.Layer{ui.UnfinishedLayer} }

// Hints are the ways to go on.
func (l *leftovers) Hints() []ui.Action {
	return []ui.Action{ui.Check, ui.Resume, ui.Undo, ui.Dismiss, ui.Escape}
}

// Act goes one of the ways.
func (l *leftovers) Act(a ui.Action) (tea.Cmd, bool) {
	w, ok := l.desk.Source.(writer)
	if !ok {
		return ui.Tell(ui.Close{Dialog: l}), true
	}
	run := l.run
	switch a {
	case ui.Check:
		return l.work(func(ctx context.Context, _ func(tenant.Progress)) (tenant.Report, error) { return w.Check(ctx, run.ID) }), true
	case ui.Resume:
		if why := l.desk.lock.refusal(); why != "" {
			return complain("not resumed: " + why), true
		}
		o := tenant.ApplyOptions{Reason: run.Reason}
		return l.work(func(ctx context.Context, progress func(tenant.Progress)) (tenant.Report, error) {
			return w.Resume(ctx, run.ID, o, progress)
		}), true
	case ui.Undo:
		if why := l.desk.lock.refusal(); why != "" {
			return complain("nothing is taken back: " + why), true
		}
		return ui.Batch(ui.Tell(ui.Close{Dialog: l}), l.desk.undoRun(run.ID)), true
	case ui.Dismiss:
		return l.forget(w), true
	case ui.Escape:
		return l.next(nil), true
	}
	return l.notice.Act(a)
}

// work closes the question and shows something at work on the run.
func (l *leftovers) work(begin func(context.Context, func(tenant.Progress)) (tenant.Report, error)) tea.Cmd {
	work := newApplying(l.desk, l.desk.data.runSentences(l.run), intent{reason: l.run.Reason})
	work.begin = begin
	return ui.Tell(ui.Close{Dialog: l, Then: ui.Show{Dialog: work}})
}

// forget lets go of the run.
func (l *leftovers) forget(w writer) tea.Cmd {
	return l.next(l.desk.dismiss(w, l.run.ID, "forgotten: the audit trail still has it", "it could not be forgotten"))
}

// next closes the question and asks about the next run.
func (l *leftovers) next(also tea.Cmd) tea.Cmd {
	if len(l.rest) == 0 {
		return ui.Batch(ui.Tell(ui.Close{Dialog: l}), also)
	}
	return ui.Batch(ui.Tell(ui.Close{Dialog: l, Then: ui.Show{Dialog: newLeftovers(l.desk, l.rest)}}), also)
}
