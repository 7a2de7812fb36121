package widget

import (
	"time"

	"authzx/internal/ui/theme"
)

// Level grades a message.
type Level int

// The levels; each has a sign of its own besides its colour.
const (
	Info Level = iota
	Success
	Warning
	Failure
)

// Toast is one line that says what has just happened. The zero value shows
// nothing; a theme is given when it is drawn.
type Toast struct {
	level Level
	line  Spans
	until time.Time
	shown bool
}

// Show says line until the time given; the zero time is until it is dismissed.
func (t *Toast) Show(level Level, line Spans, until time.Time) {
	*t = Toast{level: level, line: line, until: until, shown: true}
}

// Dismiss takes the message away and reports whether there was one.
func (t *Toast) Dismiss() bool {
	had := t.shown
	*t = Toast{}
	return had
}

// Expire takes the message away if its time is over, and reports whether it did.
func (t *Toast) Expire(now time.Time) bool {
	if !t.shown || t.until.IsZero() || now.Before(t.until) {
		return false
	}
	return t.Dismiss()
}

// Shown reports whether there is a message.
func (t *Toast) Shown() bool { return t.shown }

// Until is when the message goes away; the zero time is never.
func (t *Toast) Until() time.Time { return t.until }

// View is one line of exactly w cells.
func (t *Toast) View(th *theme.Theme, w int) string {
	if !t.shown {
		return blanks(w)
	}
	sign, style := th.Glyphs.Info, th.Accent
	switch t.level {
	case Success:
		sign, style = th.Glyphs.Check, th.Good
	case Warning:
		sign, style = th.Glyphs.Warning, th.Warn
	case Failure:
		sign, style = th.Glyphs.Cross, th.Bad
	}
	line := append(Spans{Say(style, sign), Say(th.Text, " ")}, t.line...)
	return line.fit(w, th.Glyphs.Ellipsis)
}
