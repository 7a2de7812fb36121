package views

import (
	"strings"
	"testing"
)

// bottom is the bottom line of the screen.
func (e *driver) bottom() string {
	lines := strings.Split(e.frame(), "\n")
	return lines[len(lines)-1]
}

// offers fails the test unless the bottom line names these keys, in this order.
func (e *driver) offers(hints ...string) {
	e.t.Helper()
	rest := e.bottom()
	for _, h := range hints {
		_, after, ok := strings.Cut(rest, h)
		if !ok {
			e.t.Fatalf("%q is not offered in its place:\n%s", h, e.bottom())
		}
		rest = after
	}
}

func TestTheFirstHintIsWhatMattersMost(t *testing.T) {
	e := explore(t, 60, 15)
	for _, c := range []struct{ keys, hints []string }{
		{[]string{"4"}, []string{"enter open", "? help"}},
		{[]string{"5"}, []string{"enter open", "? help"}},
		{[]string{"8"}, []string{"enter open", "ctrl+r send", "? help"}},
		{[]string{"<enter>"}, []string{"ctrl+r send", "ctrl+n tabs"}},
		{[]string{"<esc>", "@"}, []string{"enter open", "? help"}},
		{[]string{"1", " ", " "}, []string{"= compare", "enter open", "? help"}},
		{[]string{"<esc>", "<ctrl+f>", "name:a*", "<enter>"}, []string{"enter open", "? help"}},
	} {
		e.press(c.keys...)
		e.offers(c.hints...)
	}
}
