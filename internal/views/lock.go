package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// lock says whether the desk may write. It is a matter of the desk alone: what
// a profile forbids for good stays forbidden however often it is asked.
type lock struct {
	desk *Desk
	open bool
}

// newLock is open, except on production, where reading was asked for, and
// where nothing can be written at all.
func newLock(d *Desk) lock {
	id := d.Source.Identity()
	l := lock{desk: d}
	l.open = !id.Production && !d.ReadOnly && l.never() == ""
	return l
}

// never is why nothing can ever be written here; empty where that can be had.
func (l *lock) never() string {
	switch id := l.desk.Source.Identity(); {
	case id.Offline:
		return "this is a saved document: there is nothing to write to"
	case id.ReadOnly:
		return "the profile is read_only: writing can't be unlocked here"
	}
	return ""
}

// unlocked says that the person wants to write.
type unlocked struct {
	desk *Desk
	then tea.Msg // what was to be done when the lock stood in the way; nil for nothing
}

func (m unlocked) To() any { return m.desk }

// turn locks an open lock. A closed one is opened at once, or after a question
// where the start was meant to be read-only.
func (l *lock) turn() tea.Cmd {
	if l.open {
		l.open = false
		return say("locked: nothing will be written")
	}
	if why := l.never(); why != "" {
		return complain(why)
	}
	id := l.desk.Source.Identity()
	if !id.Production && !l.desk.ReadOnly {
		return l.unlock()
	}
	return ui.Tell(ui.Show{Dialog: l.question(nil)})
}

// offer asks to unlock where something was to be written, and goes on with it;
// what is locked for good says so.
func (l *lock) offer(then tea.Msg) tea.Cmd {
	if why := l.never(); why != "" {
		return complain("not sent: " + why)
	}
	return ui.Tell(ui.Show{Dialog: l.question(then)})
}

func (l *lock) unlock() tea.Cmd {
	l.open = true
	return say("unlocked: changes can be written, ! locks again")
}

func (l *lock) question(then tea.Msg) ui.Dialog {
	th, production := l.desk.Theme, l.desk.Source.Identity().Production
	lines := []widget.Spans{{
		widget.Say(th.Text, "From now on changes to "), widget.Foreign(th.Strong, l.desk.tenantName()),
		widget.Say(th.Text, " can be sent. Each one is still asked about. ! locks again."),
	}}
	if production {
		lines = append([]widget.Spans{{widget.Say(th.Prod, " PROD "), widget.Say(th.Text, " This is a production tenant.")}}, lines...)
	}
	title := widget.Words("Unlock writing?")
	if then != nil {
		title = "Read-only, nothing was sent. Unlock writing?"
	}
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, title)}, lines)
	q.Yes = unlocked{l.desk, then}
	if production {
		q.RequireName(l.desk.tenantName())
	}
	return q
}

// refusal is why nothing may be written just now; empty while it may.
func (l *lock) refusal() string {
	if why := l.never(); why != "" {
		return why
	}
	if !l.open {
		return "read-only: press ! to unlock writing"
	}
	return ""
}

// complain says what went wrong, or why something is not done.
func complain(s string) tea.Cmd { return ui.Tell(ui.Say{Text: s, Bad: true}) }

// complainWhile says what is wrong for as long as that holds.
func complainWhile(s string, holds func() bool) tea.Cmd {
	return ui.Tell(ui.Say{Text: s, Bad: true, Holds: holds})
}

// always is for what stays wrong as long as the program runs.
func always() bool { return true }
