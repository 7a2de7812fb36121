package views

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui"
	"authzx/internal/views/apiref"
	"authzx/internal/views/configuration"
	"authzx/internal/views/setup"
)

func TestSettingsProfilesAndFirstRunFillEveryTerminal(t *testing.T) {
	t.Parallel()
	places := map[string]*driver{
		"configuration": explore(t, 80, 24), "switched": explore(t, 80, 24), "filtered": explore(t, 80, 24),
		"profiles": exploreBook(t, &book{list: someProfiles()}, 80, 24), "no profiles": exploreBook(t, &book{}, 80, 24),
		"guide": exploreBook(t, &book{list: someProfiles(), checks: allPassed()}, 80, 24), "first guide": greet(t, &book{}, 80, 24), "token": explore(t, 80, 24),
		"welcome": greet(t, &book{}, 80, 24), "wizard": greet(t, &book{}, 80, 24), "failed": greet(t, &book{checks: tokenFails()}, 80, 24),
	}
	places["configuration"].press("C")
	places["switched"].press("C", " ", "<tab>")
	places["filtered"].press("C", "/", "pers")
	places["profiles"].press("P")
	places["no profiles"].press("P")
	places["guide"].press(":", "set-up guide", "<enter>", "c")
	places["guide"].until("5. Tick")
	places["first guide"].press("j", "j", "<enter>", "j", "j")
	places["token"].press(":", "scopes", "<enter>")
	places["wizard"].press("j", "<enter>", "dev")
	places["failed"].press("j", "<enter>")
	places["failed"].enroll()
	places["failed"].press("<ctrl+s>")
	for name, e := range places {
		for w := ui.MinWidth; w < 220; w += 9 {
			for h := ui.MinHeight; h < 60; h += 4 {
				e.send(tea.WindowSizeMsg{Width: w, Height: h})
				lines := strings.Split(e.app.View().Content, "\n")
				if len(lines) != h {
					t.Errorf("%s at %dx%d has %d lines", name, w, h, len(lines))
				}
				for i, l := range lines {
					if got := ansi.StringWidth(l); got != w {
						t.Errorf("%s at %dx%d: line %d is %d cells wide", name, w, h, i, got)
					}
				}
			}
		}
	}
}

func TestSettingsProfilesAndFirstRunSurviveEverySize(t *testing.T) {
	e := exploreBook(t, &book{list: someProfiles()}, 80, 24)
	host := NewWelcome(e.desk.options, &book{})
	for _, s := range []ui.Screen{configuration.New(e.desk.Workspace), setup.NewProfiles(e.desk.Desk, e.desk.options.tenants()), setup.NewWelcomeScreen(host), setup.NewWizard(host.O), setup.NewGuide(host.O, nil), apiref.NewToken(e.desk.Desk)} {
		t.Run(fmt.Sprintf("%T", s), func(t *testing.T) {
			s.Init()
			for w := range 24 {
				for h := range 24 {
					s.SetSize(w, h)
					_ = s.View()
				}
			}
		})
	}
}
