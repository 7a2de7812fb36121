package views

import "testing"

func TestTheListsShowWhatTheTenantHas(t *testing.T) {
	e := explore(t, 80, 24)
	for key, want := range map[string][]string{
		"1": {"Users", "ann@acme.test"},
		"2": {"Groups", "Finance"},
		"3": {"Roles"},
		"4": {"Permissions", "read:"},
		"5": {"Applications"},
		"6": {"Connections", "corp"},
	} {
		e.press(key)
		e.shows(want...)
	}
	t.Log(e.frame())
}
