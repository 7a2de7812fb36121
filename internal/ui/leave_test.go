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
		"nothing is kept": {func(_ *App, d *desk) { d.status.Staged, d.status.Passing = 2, true }, "2 staged changes will be discarded"},
		"many are staged": {func(_ *App, d *desk) { d.status.Staged = 2 }, "2 changes are staged"},
		"work is open elsewhere": {func(a *App, d *desk) {
			d.made["start"].lost = "The new group"
			press(a, "2")
		}, "The new group will be lost"},
	} {
		t.Run(name, func(t *testing.T) {
			a, d := start(t)
			c.dress(a, d)
			other := &desk{made: map[string]*page{}, status: Status{Profile: text.New("other")}}
			byHand(a, Leave{Title: "Switch?", Then: switching(other, a.router.top().screen)})
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

// switching puts another host in place, as from asks for.
func switching(other Host, from Screen) func() Cmd {
	return func() Cmd { return Tell(SwitchHost{Host: other, From: from}) }
}

func TestNoStaysWithThePresentHost(t *testing.T) {
	a, d := start(t)
	d.status.Staged = 1
	play(a, Leave{Title: "Switch?", Then: switching(&desk{made: map[string]*page{}}, nil)})
	press(a, "enter")
	if a.Host != d || len(a.dialogs) != 0 {
		t.Error("enter left")
	}
}

func TestAnotherHostTakesOverOnlyWhereItIsExpected(t *testing.T) {
	for name, c := range map[string]struct {
		dress func(*App, *desk)
		says  string
	}{
		"all is quiet":          {func(*App, *desk) {}, ""},
		"a dialog is open":      {func(a *App, _ *desk) { press(a, "?") }, ""},
		"a write is on its way": {func(_ *App, d *desk) { d.made["start"].sends = "a plan" }, "a plan is being sent"},
		"it is on its way below": {func(a *App, d *desk) {
			d.made["start"].sends = "a plan"
			press(a, "enter", "esc")
		}, "a plan is being sent"},
		"the screen is covered": {func(a *App, _ *desk) { press(a, "enter") }, "you have moved on"},
		"the screen was left":   {func(a *App, _ *desk) { press(a, "2") }, "you have moved on"},
	} {
		t.Run(name, func(t *testing.T) {
			a, d := start(t)
			from := a.router.top().screen
			c.dress(a, d)
			other := &desk{made: map[string]*page{}}
			play(a, SwitchHost{Host: other, From: from})
			if c.says == "" {
				if a.Host != other || len(a.dialogs) > 0 || a.router.top().screen != other.made["start"] {
					t.Error("the other host did not take over, or a dialog is left")
				}
				return
			}
			if a.Host != d || !other.closed {
				t.Error("the other host took over, or was left running")
			}
			if view := a.View().Content; !strings.Contains(view, c.says) {
				t.Errorf("it does not say why:\n%s", view)
			}
		})
	}
}

func TestWhereNoTenantIsOpenNoModeIsTold(t *testing.T) {
	a, d := start(t)
	d.status = Status{Nowhere: true}
	if view := a.View().Content; strings.Contains(view, "read-write") || strings.Contains(view, "read-only") {
		t.Errorf("a mode is told:\n%s", view)
	}
}
