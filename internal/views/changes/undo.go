package changes

import (
	"context"
	"errors"

	"authzx/internal/tenant"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Undo looks up what the last applied plan was and asks whether to take it
// back.
func (d *Workspace) Undo() ui.Cmd { return d.undoRun("") }

// undoRun does that for one run; empty is the last.
func (d *Workspace) undoRun(run string) ui.Cmd {
	return d.Lock.Need("not undone", func() ui.Cmd { return d.planUndo(run) })
}

// planUndo looks up what would be undone.
func (d *Workspace) planUndo(run string) ui.Cmd {
	w := d.Can.Write
	if w == nil {
		return desk.Complain("not undone: " + nowhere)
	}
	return d.Undoing.Start("checking what would be undone", func(ctx context.Context) (*tenant.Undo, error) {
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
func (d *Workspace) undoFound(u *tenant.Undo, err error) ui.Cmd {
	switch {
	case errors.Is(err, context.Canceled):
		return nil
	case err != nil:
		return desk.Complain("not undone: " + desk.SafeError(err))
	case u == nil:
		return desk.Say("nothing to undo: this profile has applied nothing yet")
	case u.Plan == nil || u.Plan.Requests() == 0:
		return ui.Tell(ui.Show{Dialog: d.nothingLeft(u)})
	}
	return d.ask(&review{intent: intent{undo: u, changes: u.Plan.Changes}})
}

// nothingLeft says why an undo would send nothing.
func (d *Workspace) nothingLeft(u *tenant.Undo) ui.Dialog {
	th := d.Theme
	lines := []widget.Spans{{widget.Sayf(th.Text, "What was applied %s has nothing left to undo.", desk.Ago(d.Now(), u.Run.At))}, nil}
	for _, s := range runSentences(d.Data, u.Run) {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", s)})
	}
	r := &review{desk: d, intent: intent{undo: u}}
	return desk.NewNotice(th, widget.Spans{widget.Say(th.Title, "Nothing to undo")}, append(lines, r.undoLines()...))
}
