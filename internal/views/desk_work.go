package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
)

// worked takes what concerns changes: decisions, what is staged, what is left
// of earlier runs. Changed says that screens have to look again; ok is false
// for any other message.
func (d *Desk) worked(msg tea.Msg) (cmd tea.Cmd, changed, ok bool) {
	switch m := msg.(type) {
	case decided:
		return d.decide(m), false, true
	case linkChosen:
		return d.linkChosen(m), false, true
	case dismissed:
		d.journaled++
		return ui.Tell(m.say), true, true
	}
	if u, err, mine := d.undoing.Take(msg); mine {
		return d.undoFound(u, err), false, true
	}
	if runs, err, mine := d.pending.Take(msg); mine {
		return d.pendingFound(runs, err), false, true
	}
	cmd, ok = d.staged.update(msg)
	return cmd, ok, ok
}

// dismissed says that a run was let go, or why it could not be.
type dismissed struct {
	desk *Desk
	say  ui.Say
}

func (m dismissed) To() any { return m.desk }

// dismiss lets go of a run and then says words, safe to draw; where it can't be
// done failure comes before the reason.
func (d *Desk) dismiss(w writer, run, words, failure string) tea.Cmd {
	return func() tea.Msg {
		if err := w.Dismiss(run); err != nil {
			return dismissed{d, ui.Say{Text: text.Escape(failure + ": " + err.Error()), Bad: true}}
		}
		return dismissed{d, ui.Say{Text: words}}
	}
}

// renew works the effect of what is staged out again: the tenant has changed.
func (s *stagedChanges) renew() tea.Cmd {
	if len(s.changes) == 0 {
		return nil
	}
	return s.look()
}
