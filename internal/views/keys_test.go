package views

import (
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/sandbox/sample"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
)

// rebound opens the explorer with other keys.
func rebound(t *testing.T, w, h int, wishes ...ui.Rebinding) *driver {
	t.Helper()
	e := &driver{t: t, news: make(chan tea.Msg, 1000), wishes: wishes}
	e.server = serve(t, sample.Company())
	e.tenant = connect(t, e.server)
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, w, h)
	return e
}

func TestOtherKeysAreTakenAndShownEverywhere(t *testing.T) {
	e := rebound(t, 120, 40,
		ui.Rebinding{Action: "stage", Keys: []string{"ctrl+e"}}, ui.Rebinding{Place: "list", Action: "filter", Keys: []string{"f"}},
		ui.Rebinding{Action: "go_changes", Keys: []string{"z"}}, ui.Rebinding{Place: "list", Action: "show_access", Keys: []string{"w"}})
	e.offers("enter open", "w access", "f filter", "? help")
	e.press("?")
	if frame := e.frame(); !regexp.MustCompile(`f +filter`).MatchString(frame) || !regexp.MustCompile(`w +access of the user`).MatchString(frame) {
		t.Errorf("the help has the keys of before:\n%s", frame)
	}
	e.press("<esc>", ":", "access of the user")
	if frame := e.frame(); !regexp.MustCompile(`access of the user +command +w `).MatchString(frame) {
		t.Errorf("the palette has the keys of before:\n%s", frame)
	}
	e.press("<esc>", "z")
	e.shows("ctrl+e in a form, a picker or a question stages a change:")
	e.press("2", "n")
	e.offers("ctrl+s save", "ctrl+e stage")
	e.press("Auditors", "<tab>", "who audit", "<ctrl+e>")
	e.shows("1 change staged: z review")
	e.press("1", "f", "ann archer", "<enter>", "w")
	e.shows("Ann Archer: access")
	e.press("7")
	e.shows("Ann Archer: access")
}

func TestAReboundKeySaysWhyUnderItsNewName(t *testing.T) {
	e := rebound(t, 80, 24, ui.Rebinding{Action: "show_access", Keys: []string{"w"}}, ui.Rebinding{Action: "show_who_can", Keys: []string{"B"}})
	e.press("2", "w")
	e.shows("access works on a user: B shows who can")
	e.press("B")
	e.shows("Who is in")
}

func TestEveryKeyThatCanNotDoItsWorkSaysWhy(t *testing.T) {
	t.Parallel()
	e := explore(t, 80, 24)
	keys := ui.NewKeymap(ui.Bindings())
	said := 0
	for name, route := range e.everyScreen() {
		for tab := range 3 {
			e.send(ui.Jump{Route: ui.Route{Kind: "elsewhere"}})
			e.send(ui.Open{Route: route})
			e.settle()
			s := e.screenOf(route, 0)
			for range tab {
				if b, ok := keys.Binding(s.Layers(), ui.NextTab); ok {
					e.pressKey(b.Keys[0])
					s.Act(ui.NextTab)
				}
			}
			bottom := e.bottom()
			for _, b := range cannot(keys, s) {
				if hint := b.Keys[0] + " " + b.Short() + " "; strings.Contains(bottom, " "+hint) {
					t.Errorf("%s, tab %d: %s is offered, and can't be applied:\n%s", name, tab, hint, bottom)
				}
				want := []rune(e.desk.Theme.Words(s.WhyNot(b.Action)))
				e.pressKey(b.Keys[0])
				if frame := e.frame(); !strings.Contains(frame, string(want[:min(len(want), 40)])) {
					t.Errorf("%s, tab %d: %s (%s) does not say %q:\n%s", name, tab, b.Keys[0], b.Name(), string(want), frame)
				}
				said++
			}
		}
	}
	if said < 200 {
		t.Errorf("only %d keys say why not", said)
	}
}

// cannot are the bindings in force on a screen that can't do their work.
func cannot(keys *ui.Keymap, s ui.Screen) []ui.Binding {
	var found []ui.Binding
	for _, l := range s.Layers() {
		for _, b := range keys.InForce(s.Layers(), l) {
			if s.WhyNot(b.Action) != "" {
				found = append(found, b)
			}
		}
	}
	return found
}

// pressKey presses a key by its name in the table.
func (e *driver) pressKey(name string) {
	e.t.Helper()
	k, ok := heldKey(name)
	switch name {
	case "tab":
		k, ok = tea.KeyPressMsg{Code: tea.KeyTab}, true
	case "shift+tab":
		k, ok = tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}, true
	case "right", "f1", "f2":
		k, ok = namedKey(e.t, name), true
	case "ctrl+o":
		k, ok = tea.KeyPressMsg{Code: 'o', Mod: tea.ModCtrl}, true
	}
	if !ok {
		e.t.Fatalf("there is no way to press %s", name)
	}
	e.send(k)
	e.settle()
}
