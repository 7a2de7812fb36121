package desk

import (
	"fmt"

	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// lock says whether the desk may write. It is a matter of the desk alone: what
// a profile forbids for good stays forbidden however often it is asked.
type lock struct {
	desk *Desk
	open bool
}

// NewLock is open, except on production, where reading was asked for, and
// where nothing can be written at all.
func NewLock(d *Desk) lock {
	id := d.Source.Identity()
	l := lock{desk: d}
	l.open = !id.Production && !d.ReadOnly && l.never() == ""
	return l
}

// never is why nothing can ever be written here; empty where that can be had.
func (l *lock) never() string {
	switch id := l.desk.Source.Identity(); {
	case !id.AsOf.IsZero():
		return l.desk.Theme.Wordsf("this is the tenant as of %s: {go_history} goes back to now", l.desk.Clock(id.AsOf))
	case id.Offline:
		return "this is a snapshot: read-only"
	case id.ReadOnly:
		return "the profile is read_only: it can't be unlocked"
	}
	return ""
}

// NoServer is what is said where no tenant is open: of a snapshot, or of the tenant as of a
// time, which is set in.
func (d *Desk) NoServer(snapshot, past widget.Words) widget.Words {
	if at := d.Source.Identity().AsOf; !at.IsZero() {
		return widget.Words(fmt.Sprintf(string(past), d.Clock(at)))
	}
	return snapshot
}

// Turn locks an open lock. A closed one is opened at once, or after a question
// where the start was meant to be read-only.
func (l *lock) Turn() ui.Cmd {
	if l.open {
		l.open = false
		return Say("locked: read-only")
	}
	if why := l.never(); why != "" {
		return Complain(why)
	}
	id := l.desk.Source.Identity()
	if !id.Production && !l.desk.ReadOnly {
		return l.unlock()
	}
	return ui.Tell(ui.Show{Dialog: l.question(nil)})
}

// Offer asks to unlock where something was to be written, and goes on with it;
// what is locked for good says so.
func (l *lock) Offer(then func() ui.Cmd) ui.Cmd {
	if why := l.never(); why != "" {
		return Complain("not sent: " + why)
	}
	return ui.Tell(ui.Show{Dialog: l.question(then)})
}

func (l *lock) unlock() ui.Cmd {
	l.open = true
	return l.desk.Say("unlocked: read-write, {unlock} locks again")
}

func (l *lock) question(then func() ui.Cmd) ui.Dialog {
	th, production := l.desk.Theme, l.desk.Source.Identity().Production
	lines := []widget.Spans{append(widget.Spans{
		widget.Say(th.Text, "Changes to "), widget.Foreign(th.Strong, l.desk.TenantName()),
	}, widget.Keyed(th, th.Text, " can be applied. Each one asks first. {unlock} locks again.")...)}
	if production {
		lines = append([]widget.Spans{{widget.Say(th.Prod, " PROD "), widget.Say(th.Text, " This is a production tenant.")}}, lines...)
	}
	title := widget.Words("Unlock writing?")
	if then != nil {
		title = "Read-only: nothing was sent. Unlock writing?"
	}
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, title)}, lines)
	q.Yes = func() ui.Cmd {
		open := l.unlock()
		if then == nil {
			return open
		}
		return ui.Batch(open, then())
	}
	if production {
		q.RequireName(l.desk.TenantName())
	}
	return q
}

// Refusal is why nothing may be written just now; empty while it may.
func (l *lock) Refusal() string {
	if why := l.never(); why != "" {
		return why
	}
	if !l.open {
		return l.desk.Theme.Words("read-only: press {unlock} to unlock")
	}
	return ""
}

// Complain says what went wrong, or why something is not done.
func Complain(s string) ui.Cmd { return ui.Tell(ui.Say{Text: s, Bad: true}) }

// ComplainWhile says what is wrong for as long as that holds.
func ComplainWhile(s string, holds func() bool) ui.Cmd {
	return ui.Tell(ui.Say{Text: s, Bad: true, Holds: holds})
}

// Always is for what stays wrong as long as the program runs.
func Always() bool { return true }
