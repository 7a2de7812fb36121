package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// asking makes the screen in view ask for what cmd is when enter is pressed.
func asking(a *App, cmd Cmd) { a.router.top().screen.(*page).enter = cmd }

func TestEffectsComeInTheirOrderBeforeTheNextKey(t *testing.T) {
	slow := Run(func() tea.Msg { return nil })
	open := func(kind string) Cmd { return Tell(Open{Route{Kind: kind}}) }
	for name, c := range map[string]struct {
		asks Cmd
		want []string
	}{
		"one":                        {open("a"), []string{"start", "a"}},
		"several in a batch":         {Batch(open("a"), slow, open("b"), open("c")), []string{"start", "a", "b", "c"}},
		"batches in a batch":         {Batch(Batch(open("a"), open("b")), Batch(open("c"), slow)), []string{"start", "a", "b", "c"}},
		"what one asks for is first": {Batch(open("asks"), open("c")), []string{"start", "asks", "asked", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			a, d := start(t)
			d.first = map[string]Cmd{"asks": open("asked")}
			asking(a, c.asks)
			a.Update(keyOf("enter"))
			var got []string
			for _, e := range a.router.stack {
				got = append(got, e.route.Kind)
			}
			if len(got) != len(c.want) {
				t.Fatalf("the screens are %q, want %q", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Fatalf("the screens are %q, want %q", got, c.want)
				}
			}
			a.Update(keyOf("j"))
			if top := d.made[got[len(got)-1]]; len(top.acts) == 0 {
				t.Error("the next key did not reach the last screen")
			}
		})
	}
}

func TestWhatTakesTimeIsLeftToTheProgram(t *testing.T) {
	a, _ := start(t)
	ran := 0
	slow := Run(func() tea.Msg { ran++; return nil })
	rest := a.carry(Batch(slow, Tell(Say{Text: "x"}), slow))
	if ran != 0 {
		t.Fatal("a command ran in the frame")
	}
	batch, ok := rest().(tea.BatchMsg)
	if !ok || len(batch) != 2 {
		t.Errorf("%d commands are left, want 2", len(batch))
	}
}

func TestALateCloseLeavesTheDialogAboveAlone(t *testing.T) {
	a, _ := start(t)
	first := a.ask("First?", "", nil)
	second := a.ask("Second?", "", nil)
	play(a, Show{first}, Close{first}, Show{second})
	play(a, Close{first})
	if len(a.dialogs) != 1 || a.dialogs[0] != second {
		t.Fatal("closing a dialog that is gone closed another one")
	}
}

func TestADialogBelowAnotherCanClose(t *testing.T) {
	a, _ := start(t)
	below, above := a.ask("Below?", "", nil), a.ask("Above?", "", nil)
	play(a, Show{below}, Show{above}, Close{below})
	if len(a.dialogs) != 1 || a.dialogs[0] != above {
		t.Error("the dialog above is not what is left")
	}
}
