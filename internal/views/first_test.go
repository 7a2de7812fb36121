package views

import "testing"

func TestTheFirstScreenLeadsToTheWayOutWhereTheRuleIsGone(t *testing.T) {
	e := explore(t, 80, 24)
	e.shows("61 users", "login rule gone: X way out")
	e.press("X")
	e.shows("Way out", "an Action that asks")
	e.press("1")
	e.shows("61 users")
	e.hides("login rule gone")
}
