package views

import (
	"errors"
	"strings"
	"testing"

	"authzx/internal/sandbox/sample"
	"authzx/internal/tenant"
	"authzx/internal/text"
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

// offersNot fails the test when the bottom line names any of these keys.
func (e *driver) offersNot(hints ...string) {
	e.t.Helper()
	for _, h := range hints {
		if strings.Contains(e.bottom(), h) {
			e.t.Errorf("%q is offered:\n%s", h, e.bottom())
		}
	}
}

func TestARelationOffersToBeFiltered(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "finance", "<enter>", "<enter>", "]")
	e.offers("] tabs", "enter open", "/ filter", "E access", "? help")
	e.press("/", "nobody is called so", "<enter>")
	e.offers("] tabs", "/ filter")
	e.offersNot("enter open", "E access")
}

func TestNothingIsOfferedOfRowsThatAreNotThere(t *testing.T) {
	e := exploreTenant(t, sample.Tenant{Document: []byte("{}")}, 120, 40)
	e.press("<esc>", "2")
	e.offers("n new", "? help")
	e.offersNot("enter open", "W who can", "/ filter")
	e.press("M")
	e.offersNot("enter open", "W who can")
	refused := exploreAs(t, tenant.State{Err: errors.New("no answer")}, tenant.Identity{Profile: text.New("dev")}, 80, 24)
	refused.offers("r refresh", "? help")
	refused.offersNot("enter open", "E access", "/ filter")
}

func TestAChoiceOfOneOffersWhatTabDoesThere(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("/", "ann archer", "<enter>", "=")
	e.offers("enter choose", "esc cancel")
	e.shows("tab use as typed")
	e.press("auth0|nobody")
	e.offers("enter choose", "tab use as typed", "esc cancel")
	e.press("<tab>")
	e.shows("auth0|nobody")
	e.press("5", "W")
	e.offers("enter choose", "esc cancel")
	e.hides("tab take")
}

func TestNoApplicationIsOfferedOrNamedWhereAGroupIsAskedFor(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "W")
	e.offersNot("f application")
	e.hides("all applications")
	e.press("f")
	e.shows("a group has the same members in every application", "group mappings excluded: no login simulated")
	e.press("3", "W")
	e.offers("f application")
	e.shows("all applications")
}

func TestARangeSaysHowManyRowsItHolds(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "v", "j", "j")
	e.offers("3 in range", "enter open")
	e.press("v")
	e.offers("3 marked")
	e.press("<esc>", "/", "finance", "<enter>", "<enter>", "]", "v", "j")
	e.offers("2 in range")
}
