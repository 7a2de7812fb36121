package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// chart is a page with layers of its own.
type chart struct {
	page
	layers []Layer
	idle   []Action
}

func (c *chart) Layers() []Layer { return c.layers }
func (c *chart) WhyNot(a Action) widget.Words {
	if slices.Contains(c.idle, a) {
		return "nothing is there"
	}
	return ""
}

// helped is the help over a page, in a terminal where all of it fits.
func helped(t *testing.T, a *App, c *chart) string {
	t.Helper()
	play(a, tea.WindowSizeMsg{Width: 100, Height: 90})
	a.router.push(&entry{Route{Kind: "chart"}, c})
	a.fit()
	press(a, "?")
	return a.View().Content
}

func TestHelpListsEachKeyOnceWithWhatItDoesHere(t *testing.T) {
	a, _ := start(t)
	help := helped(t, a, &chart{layers: []Layer{ActivityLayer, DetailLayer, ListLayer, GlobalLayer}})
	if n := strings.Count(help, "request, response, snippet"); n != 1 || !strings.Contains(help, "] [") {
		t.Errorf("the keys that do the same have %d rows:\n%s", n, help)
	}
	for _, masked := range []string{"next tab", "previous tab"} {
		if strings.Contains(help, masked) {
			t.Errorf("%q is listed though a nearer key has its place:\n%s", masked, help)
		}
	}
	if strings.Contains(help, "Detail") {
		t.Errorf("a layer without a key is named:\n%s", help)
	}
}

func TestHelpLeavesOutWhatHasNothingToDo(t *testing.T) {
	a, _ := start(t)
	help := helped(t, a, &chart{layers: []Layer{ListedLayer, ListLayer, GlobalLayer}, idle: []Action{Delete, NextPane}})
	if strings.Contains(help, "delete the object") || strings.Contains(help, "next pane") || !strings.Contains(help, "edit") {
		t.Errorf("it lists what has nothing to do, or not what has:\n%s", help)
	}
}

func TestThePaletteOffersNoKeyThatHasNothingToDo(t *testing.T) {
	a, _ := start(t)
	a.router.push(&entry{Route{Kind: "chart"}, &chart{layers: []Layer{ListedLayer, ListLayer, GlobalLayer}, idle: []Action{Delete}}})
	var offered []string
	for _, item := range (offers{a}).ofTheScreen() {
		offered = append(offered, item.Label.Raw())
	}
	if slices.Contains(offered, "delete the object") || !slices.Contains(offered, "edit") {
		t.Errorf("it offers %q", offered)
	}
}

func TestHelpNamesTheArrowsInASCIIWhereTheThemeIs(t *testing.T) {
	a, _ := start(t)
	a.Theme = theme.New(theme.Options{Profile: theme.None, ASCII: true, Keys: NewKeymap(Bindings()).Key})
	help := helped(t, a, &chart{layers: []Layer{ListLayer, GlobalLayer}})
	for _, r := range help {
		if r > 126 {
			t.Fatalf("%q is in the help:\n%s", r, help)
		}
	}
	if !strings.Contains(help, "j down") {
		t.Errorf("the arrows are not named:\n%s", help)
	}
}

func TestHelpIsToBeHadInADialogThatTakesText(t *testing.T) {
	a, _ := start(t)
	press(a, ":")
	play(a, tea.KeyPressMsg{Code: tea.KeyF1})
	if frame := ansi.Strip(a.View().Content); !strings.Contains(frame, "─ Keys ─") || !strings.Contains(frame, "Picker") {
		t.Errorf("there is no help:\n%s", frame)
	}
	play(a, tea.KeyPressMsg{Code: tea.KeyF1})
	if frame := ansi.Strip(a.View().Content); strings.Contains(frame, "─ Keys ─") || !strings.Contains(frame, "Go to") {
		t.Errorf("it does not close:\n%s", frame)
	}
}

func TestAKeyThatCanNotDoItsWorkSaysWhy(t *testing.T) {
	a, _ := start(t)
	p := &page{name: "here", reasons: map[Action]widget.Words{Down: "nothing is below, {refresh} looks again"}}
	a.router.push(&entry{Route{Kind: "here"}, p})
	for key, want := range map[string]string{
		"j":  "nothing is below, r looks again",
		"s":  "not here: sort by the next column",
		"-":  "no previous view yet",
		"up": "not here: up",
	} {
		if key == "-" {
			a.router.last = nil
		}
		p.acts = nil
		press(a, key)
		if got := a.say.Text; got != want {
			t.Errorf("%s says %q", key, got)
		}
		if key == "j" && len(p.acts) > 0 {
			t.Errorf("%s is done all the same", key)
		}
	}
	a.router.stack = a.router.stack[1:]
	press(a, "h")
	if a.say.Text != "this is the first screen: q quits" {
		t.Errorf("h says %q", a.say.Text)
	}
}

func TestADialogIsClosedNotCancelled(t *testing.T) {
	a, _ := start(t)
	press(a, "?")
	lines := strings.Split(a.View().Content, "\n")
	if last := ansi.Strip(lines[len(lines)-1]); !strings.Contains(last, "esc close") {
		t.Errorf("the bottom line says %q", last)
	}
}

func TestHelpNamesNoKeyThatANearerOneMasks(t *testing.T) {
	a, _ := start(t)
	help := ansi.Strip(helped(t, a, &chart{layers: []Layer{RequestLayer, DetailLayer, JSONLayer, GlobalLayer}}))
	if strings.Count(help, "ctrl+p") != 1 || !strings.Contains(help, ": ") || !strings.Contains(help, "j ↓") {
		t.Errorf("ctrl+p turns tabs here, and : alone opens the palette:\n%s", help)
	}
}

func TestThePaletteLeadsToWhatTheScreenInViewCannotDo(t *testing.T) {
	a, d := start(t)
	var offered []string
	for _, item := range (offers{a}).commands() {
		offered = append(offered, item.Label.Raw())
	}
	if slices.Contains(offered, "filter a list") || !slices.Contains(offered, "compare two") {
		t.Errorf("it offers %q", offered)
	}
	press(a, ":", "c", "o", "m", "p", "enter")
	if top := a.router.top().route.Kind; top != "groups" || a.say.Text != "mark two" || !slices.Contains(d.made["groups"].acts, Down) {
		t.Errorf("it led to %q, said %q, did %q", top, a.say.Text, d.made["groups"].acts)
	}
}
