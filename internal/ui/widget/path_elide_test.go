package widget

import (
	"strings"
	"testing"

	"authzx/internal/ui/theme"
)

// path is a path of steps, each in a style of its own.
func path(th *theme.Theme, whole string) Spans {
	styles := []theme.Style{th.Group, th.Role, th.Permission}
	var s Spans
	for i, step := range strings.Split(whole, " › ") {
		if i > 0 {
			s = append(s, NextStep(th))
		}
		s = append(s, Span{step, styles[i%len(styles)]})
	}
	return s
}

func TestAPathGivesWayInTheMiddle(t *testing.T) {
	const whole = "Accounts Payable › Finance › Company › Expense Desk"
	th := theme.New(theme.Options{})
	for w, want := range map[int]string{
		60: whole,
		45: "Accounts Payable › … › Company › Expense Desk",
		44: "Accounts Payable › … › Expense Desk",
		35: "Accounts Payable › … › Expense Desk",
		30: "Accounts P… › … › Expense Desk",
		20: "Accou… › … › Expens…",
	} {
		if got := path(th, whole).elide(th, w).Plain(); got != want {
			t.Errorf("in %d cells: %q (%d), want %q", w, got, width(got), want)
		}
	}
	if got := path(th, "Accounts Payable › Expense Desk").elide(th, 24).Plain(); got != "Accounts … › Expense De…" {
		t.Errorf("%q", got)
	}
	plain := theme.New(theme.Options{ASCII: true})
	if got := path(plain, "Accounts Payable › Expense Desk").elide(plain, 60).Plain(); got != "Accounts Payable > Expense Desk" {
		t.Errorf("%q", got)
	}
	if got := path(th, "no path at all, however long it is").elide(th, 10).Plain(); got != "no path at all, however long it is" {
		t.Errorf("%q", got)
	}
}

// What is left of a path is coloured as it was.
func TestAPathThatGivesWayKeepsItsColours(t *testing.T) {
	th := theme.New(theme.Options{})
	s := path(th, "Accounts Payable › Finance › Expense Desk").elide(th, 30)
	first, last := s[0], s[len(s)-1]
	if first.style != th.Group || last.style != th.Permission || !strings.HasPrefix(first.text, "Acc") || !strings.HasPrefix(last.text, "Exp") {
		t.Errorf("%+v", s)
	}
}
