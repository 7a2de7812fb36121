package changes

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/desk"
)

// Workspace is a desk on which changes are made: staged, reviewed, sent and undone.
type Workspace struct {
	*desk.Desk
	Staged  *stagedChanges
	Undoing *ui.Loader[*tenant.Undo]
	pending *ui.Loader[[]tenant.Run]
	// journaled counts what was done about runs: the journal has changed with it.
	journaled  int
	Unfinished []tenant.Run // plans that did not come to their end
	looked     bool         // it was looked for them
	hidden     string       // why some runs can't be told of; empty where all can
}

// NewWorkspace makes one of a desk.
func NewWorkspace(under *desk.Desk) *Workspace {
	d := &Workspace{Desk: under}
	d.Staged = newStaged(d)
	d.Undoing = ui.NewLoader[*tenant.Undo](d.Owner, d.Now)
	d.pending = ui.NewLoader[[]tenant.Run](d.Owner, d.Now)
	d.Fresh = d.Staged.renew
	return d
}

// Begin reads what an earlier start left.
func (d *Workspace) Begin() ui.Cmd { return ui.Batch(d.Staged.init(), d.lookPending()) }

// End ends what runs; what is staged is kept.
func (d *Workspace) End() {
	d.Undoing.Cancel()
	d.pending.Cancel()
	d.Staged.close()
}

// Worked takes what concerns changes: what is staged, what is left of earlier runs. Changed
// says that screens have to look again; ok is false for any other message.
func (d *Workspace) Worked(msg tea.Msg) (cmd ui.Cmd, changed, ok bool) {
	if m, ok := msg.(dismissed); ok {
		return ui.Batch(d.ran(), ui.Tell(m.say)), true, true
	}
	if u, err, mine := d.Undoing.Take(msg); mine {
		return d.undoFound(u, err), false, true
	}
	if runs, err, mine := d.pending.Take(msg); mine {
		return d.pendingFound(runs, err), true, true
	}
	cmd, ok = d.Staged.update(msg)
	return cmd, ok, ok
}

// dismissed says that a run was let go, or why it could not be.
type dismissed struct {
	desk *Workspace
	say  ui.Say
}

func (m dismissed) To() any { return m.desk.Owner }

// dismiss lets go of a run and then says words, safe to draw; where it can't be
// done failure comes before the reason.
func (d *Workspace) dismiss(w desk.Writer, run, words, failure string) ui.Cmd {
	return ui.Run(func() tea.Msg {
		if err := w.Dismiss(run); err != nil {
			return dismissed{d, ui.Say{Text: text.Escape(failure + ": " + err.Error()), Bad: true}}
		}
		return dismissed{d, ui.Say{Text: words}}
	})
}
