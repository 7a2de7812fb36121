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

// NewLock is open, except on production, and where nothing can be written at all.
func NewLock(d *Desk) lock {
	id := d.Source.Identity()
	l := lock{desk: d}
	l.open = !id.Production && l.never() == ""
	return l
}

// never is why nothing can ever be written here; empty where that can be had.
func (l *lock) never() string {
	switch id := l.desk.Source.Identity(); {
	case !id.AsOf.IsZero():
		return l.desk.Theme.Wordsf("this is the tenant as of %s: {go_history} goes back to now", l.desk.Clock(id.AsOf))
	case id.Offline:
		return "this is a snapshot: read-only"
	case l.desk.ReadOnly != "":
		return l.desk.ReadOnly + " is set: it can't be unlocked"
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

// Turn locks an open lock, and opens a closed one.
func (l *lock) Turn() ui.Cmd {
	if l.open {
		l.open = false
		return Say("locked: read-only")
	}
	return l.Open(func() ui.Cmd { return nil })
}

// Open opens a closed lock, after a question in production, and goes on with then.
func (l *lock) Open(then func() ui.Cmd) ui.Cmd {
	switch why := l.never(); {
	case why != "":
		return Complain(why)
	case l.desk.Source.Identity().Production:
		return ui.Tell(ui.Show{Dialog: l.question("Unlock writing?", then)})
	}
	return ui.Batch(l.unlock(), then())
}

// Need goes on with what writes; a closed lock is offered to be opened first. What is
// locked for good says so, behind what is not done, such as "not sent".
func (l *lock) Need(not string, then func() ui.Cmd) ui.Cmd {
	switch why := l.never(); {
	case why != "":
		return Complain(not + ": " + why)
	case l.open:
		return then()
	}
	return ui.Tell(ui.Show{Dialog: l.question("Read-only: nothing was sent. Unlock writing?", then)})
}

func (l *lock) unlock() ui.Cmd {
	l.open = true
	return l.desk.Say("unlocked: read-write, {unlock} locks again")
}

func (l *lock) question(title widget.Words, then func() ui.Cmd) ui.Dialog {
	th, production := l.desk.Theme, l.desk.Source.Identity().Production
	lines := []widget.Spans{append(widget.Spans{
		widget.Say(th.Text, "Changes to "), widget.Foreign(th.Strong, l.desk.TenantName()),
	}, widget.Keyed(th, th.Text, " can be applied. Each one asks first. {unlock} locks again.")...)}
	if production {
		lines = append([]widget.Spans{{widget.Say(th.Prod, " PROD "), widget.Say(th.Text, " This is a production tenant.")}}, lines...)
	}
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, title)}, lines)
	q.Yes = func() ui.Cmd { return ui.Batch(l.unlock(), then()) }
	if production {
		q.RequireName(l.desk.TenantName())
	}
	return q
}

// Refusal is why nothing may be written just now, where a question is that unlocks;
// empty while it may.
func (l *lock) Refusal() string {
	return l.refusal("read-only: press {question.unlock} to unlock")
}

// Ahead is Refusal where such a question is still to come: the key of unlocking may be
// text there, or mean nothing.
func (l *lock) Ahead() string { return l.refusal("read-only: the review lets you unlock") }

func (l *lock) refusal(closed widget.Words) string {
	if why := l.never(); why != "" || l.open {
		return why
	}
	return l.desk.Theme.Words(closed)
}

// Opens reports whether the lock is closed and can be opened.
func (l *lock) Opens() bool { return !l.open && l.never() == "" }

// Complain says what went wrong, or why something is not done.
func Complain(s string) ui.Cmd { return ui.Tell(ui.Say{Text: s, Bad: true}) }

// ComplainWhile says what is wrong for as long as that holds.
func ComplainWhile(s string, holds func() bool) ui.Cmd {
	return ui.Tell(ui.Say{Text: s, Bad: true, Holds: holds})
}

// Always is for what stays wrong as long as the program runs.
func Always() bool { return true }
