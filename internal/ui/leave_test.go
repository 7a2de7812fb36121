package ui

import (
	"strings"
	"testing"

	"authzx/internal/text"
)

func TestLeavingForAnotherHostAsksWhereSomethingWouldBeLost(t *testing.T) {
	for name, c := range map[string]struct {
		dress func(*App, *desk)
		asks  string
	}{
		"nothing is open": {func(*App, *desk) {}, ""},
		"one is staged":   {func(_ *App, d *desk) { d.status.Staged = 1 }, "1 change is staged"},
		"many are staged": {func(_ *App, d *desk) { d.status.Staged = 2 }, "2 changes are staged"},
		"work is open elsewhere": {func(a *App, d *desk) {
			d.made["start"].lost = "The new group"
			press(a, "2")
		}, "The new group would be lost"},
	} {
		t.Run(name, func(t *testing.T) {
			a, d := start(t)
			c.dress(a, d)
			other := &desk{made: map[string]*page{}, status: Status{Profile: text.New("other")}}
			play(a, Leave{Title: "Switch?", Then: SwitchHost{Host: other}})
			if c.asks != "" {
				if view := a.View().Content; !strings.Contains(view, c.asks) || a.Host != d {
					t.Fatalf("it does not ask:\n%s", view)
				}
				press(a, "y")
			}
			if a.Host != other || other.made["start"] == nil || !d.made["start"].closed {
				t.Error("the other host is not in place")
			}
			if a.View().WindowTitle != "authzx - other" {
				t.Errorf("the title is %q", a.View().WindowTitle)
			}
		})
	}
}

func TestNoStaysWithThePresentHost(t *testing.T) {
	a, d := start(t)
	d.status.Staged = 1
	play(a, Leave{Title: "Switch?", Then: SwitchHost{Host: &desk{made: map[string]*page{}}}})
	press(a, "enter")
	if a.Host != d || len(a.dialogs) != 0 {
		t.Error("enter left")
	}
}

func TestWhereNoTenantIsOpenNoModeIsTold(t *testing.T) {
	a, d := start(t)
	d.status = Status{Nowhere: true}
	if view := a.View().Content; strings.Contains(view, "writing") || strings.Contains(view, "read-only") {
		t.Errorf("a mode is told:\n%s", view)
	}
}
