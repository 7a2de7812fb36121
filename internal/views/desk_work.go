package views

import tea "charm.land/bubbletea/v2"

// worked takes what concerns changes: decisions, what is staged, what is left
// of earlier runs. Changed says that screens have to look again; ok is false
// for any other message.
func (d *Desk) worked(msg tea.Msg) (cmd tea.Cmd, changed, ok bool) {
	switch m := msg.(type) {
	case decided:
		return d.decide(m), false, true
	case linkChosen:
		return d.linkChosen(m), false, true
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

// renew works the effect of what is staged out again: the tenant has changed.
func (s *stagedChanges) renew() tea.Cmd {
	if len(s.changes) == 0 {
		return nil
	}
	return s.look()
}
