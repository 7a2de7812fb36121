package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

func TestTheFrameIsExactlyAsLargeAsTheTerminal(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {20, 3}, {59, 15}, {60, 14}, {60, 15}, {80, 19}, {80, 24}, {120, 40}, {300, 100}} {
		for name, dress := range map[string]func(*App, *desk){
			"bare":    func(*App, *desk) {},
			"help":    func(a *App, _ *desk) { press(a, "?") },
			"palette": func(a *App, _ *desk) { press(a, ":", "a") },
			"full": func(a *App, d *desk) {
				d.status = Status{Profile: text.New(strings.Repeat("名", 40)), Region: text.New("eu"), Production: true,
					At: time.Unix(1, 0), Stale: true, Missing: "roles", Staged: 3}
				press(a, "enter", "enter")
				a.handle(Say{Text: strings.Repeat("long ", 100), Bad: true})
			},
		} {
			t.Run(fmt.Sprintf("%dx%d %s", size[0], size[1], name), func(t *testing.T) {
				a, d := start(t)
				dress(a, d)
				play(a, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				lines := strings.Split(a.View().Content, "\n")
				if len(lines) != size[1] {
					t.Fatalf("%d lines, want %d", len(lines), size[1])
				}
				for i, l := range lines {
					if w := ansi.StringWidth(l); w != size[0] {
						t.Errorf("line %d is %d cells wide, want %d: %q", i, w, size[0], l)
					}
				}
			})
		}
	}
}

func TestNothingIsDrawnBeforeTheSizeIsKnown(t *testing.T) {
	d := &desk{made: map[string]*page{}}
	a := NewApp(Options{Host: d, Theme: theme.New(theme.Options{Keys: NewKeymap(Bindings()).Key}), Keys: NewKeymap(Bindings()), Now: time.Now})
	if got := a.View().Content; got != "" {
		t.Errorf("drew %q", got)
	}
}

func TestEscapeClimbsDownTheLadderAndNeverQuits(t *testing.T) {
	a, d := start(t)
	press(a, "enter")
	child := d.made["start/child"]
	child.rungs = 2
	press(a, "esc", "esc")
	if a.router.top().screen != child {
		t.Fatal("escape left the screen before its ladder was at its end")
	}
	press(a, "esc")
	if a.router.top().screen == child {
		t.Fatal("escape at the end of the ladder did not go back")
	}
	press(a, "esc", "esc", "esc")
	if a.quit {
		t.Error("escape quit the program")
	}
}

func TestWhatALadderAsksForIsCarriedOut(t *testing.T) {
	a, d := start(t)
	d.made["start"].rungs, d.made["start"].rungCmd = 1, Tell(Say{Text: "cleared"})
	press(a, "esc")
	if a.say.Text != "cleared" {
		t.Error("what clearing a rung asked for was dropped")
	}
}

func TestBackAtTheStartQuitsAndAsksWhenChangesAreStaged(t *testing.T) {
	a, d := start(t)
	d.status.Staged = 2
	press(a, "q")
	if a.quit || len(a.dialogs) != 1 {
		t.Fatal("quit without asking though changes are staged")
	}
	press(a, "enter")
	if a.quit || len(a.dialogs) != 0 {
		t.Fatal("enter did not mean no")
	}
	press(a, "q", "y")
	if !a.quit {
		t.Error("yes did not quit")
	}
}

func TestAFrameCanBeDrawnAfterQuitting(t *testing.T) {
	a, d := start(t)
	a.Update(keyOf("q"))
	if !a.quit || !d.made["start"].closed {
		t.Fatal("it did not quit")
	}
	if a.View().Content == "" {
		t.Error("the last frame is gone")
	}
}

func TestLettersAreTextWhileTextIsEntered(t *testing.T) {
	a, d := start(t)
	p := d.made["start"]
	p.entry = true
	press(a, "q", "1", "?", "d")
	play(a, tea.PasteMsg{Content: "pasted"})
	if p.typed != "q1?dpasted" {
		t.Errorf("typed %q", p.typed)
	}
	if a.quit || len(a.dialogs) > 0 || len(d.acts) > 0 {
		t.Error("a letter acted while text was being entered")
	}
}

func TestKeysTypedAheadMeetTheScreenThatTheOnesBeforeOpened(t *testing.T) {
	a, d := start(t)
	a.Update(keyOf("enter"))
	a.Update(keyOf("j"))
	child, opened := d.made["start/child"]
	if !opened || len(child.acts) != 1 || child.acts[0] != Down {
		t.Fatal("a key that followed at once did not reach the screen that was being opened")
	}
	a.Update(keyOf("2"))
	a.Update(keyOf("j"))
	if groups := d.made["groups"]; groups == nil || len(groups.acts) != 1 {
		t.Error("a key that followed a jump did not reach its screen")
	}
}

func TestAPasteIsNeverKeys(t *testing.T) {
	a, d := start(t)
	play(a, tea.PasteMsg{Content: "q2D"})
	if a.quit || len(d.acts) > 0 || len(d.made["start"].acts) > 0 {
		t.Error("a paste acted")
	}
}

func TestAStartKeepsItsScreenAndLeftScreensAreClosed(t *testing.T) {
	a, d := start(t)
	first := d.made["start"]
	press(a, "enter")
	child := d.made["start/child"]
	press(a, "2")
	if child.closed {
		t.Error("the last view was closed")
	}
	press(a, "-")
	if a.router.top().screen != child {
		t.Error("the last view did not come back")
	}
	press(a, "q", "2", "enter")
	if !child.closed {
		t.Error("a screen that nothing leads to was not closed")
	}
	if first.closed {
		t.Error("a start was closed")
	}
}

func TestTheStackIsBounded(t *testing.T) {
	a, _ := start(t)
	for i := range 3 * maxDepth {
		a.open(Route{Kind: fmt.Sprint("page", i)})
	}
	if n := len(a.router.stack); n > maxDepth {
		t.Errorf("%d screens on the stack", n)
	}
}

func TestLeavingUnsavedWorkAsks(t *testing.T) {
	a, d := start(t)
	press(a, "enter")
	d.made["start/child"].lost = "The new group"
	press(a, "q")
	if len(a.dialogs) != 1 || len(a.router.stack) != 2 {
		t.Fatal("left unsaved work without asking")
	}
	press(a, "y")
	if len(a.router.stack) != 1 {
		t.Error("yes did not leave")
	}
	if !d.made["start/child"].closed {
		t.Error("what was given up lives on")
	}
	press(a, "-")
	if len(a.router.stack) != 1 {
		t.Error("the last view leads to what was given up")
	}
}

func TestOnlyTheCurrentResultReachesItsScreen(t *testing.T) {
	for name, order := range map[string]func(first, second tea.Msg) []tea.Msg{
		"the late answer comes last":  func(first, second tea.Msg) []tea.Msg { return []tea.Msg{second, first} },
		"the late answer comes first": func(first, second tea.Msg) []tea.Msg { return []tea.Msg{first, second} },
	} {
		t.Run(name, func(t *testing.T) {
			a, d := start(t)
			p := d.made["start"]
			p.loader = NewLoader[string](p, a.Now)
			first := p.loader.Start("one", func(ctx context.Context) (string, error) { return "one", nil })
			second := p.loader.Start("two", func(ctx context.Context) (string, error) { return "two", nil })
			play(a, order(result(first), result(second))...)
			if len(p.loaded) != 1 || p.loaded[0] != "two" {
				t.Errorf("loaded %q, want only the current result", p.loaded)
			}
		})
	}
}

func TestMailForAScreenThatIsGoneIsDropped(t *testing.T) {
	a, _ := start(t)
	gone := &page{}
	gone.loader = NewLoader[string](gone, a.Now)
	play(a, result(gone.loader.Start("x", func(context.Context) (string, error) { return "x", nil })))
	if len(gone.loaded) != 0 {
		t.Error("mail reached a screen that is gone")
	}
}

func TestACoveredScreenHearsOfNewDataWhenItIsBack(t *testing.T) {
	a, d := start(t)
	press(a, "enter")
	d.made["start"].told = 0
	play(a, DataChanged{})
	if d.made["start"].told != 0 || d.made["start/child"].told != 1 {
		t.Fatal("the news went to a covered screen, or not to the one in view")
	}
	press(a, "q")
	if d.made["start"].told != 1 {
		t.Error("the screen that came back was not told")
	}
}

func TestTheScreenInViewHearsOfMoreRoom(t *testing.T) {
	a, d := start(t)
	d.made["start"].told = 0
	play(a, tea.WindowSizeMsg{Width: 200, Height: 50})
	if p := d.made["start"]; p.told != 1 || p.w != 198 {
		t.Errorf("told %d times, %d cells wide", p.told, p.w)
	}
}

func TestThePaletteFindsObjectsAndCommands(t *testing.T) {
	a, _ := start(t)
	press(a, ":", "a", "n", "n", "enter")
	if got := a.router.top().route.Kind; got != "ann" {
		t.Errorf("palette led to %q", got)
	}
	press(a, ":", "g", "r", "o", "u", "enter")
	if got := a.router.top().route.Kind; got != "groups" {
		t.Errorf("palette led to %q", got)
	}
}

func TestKeysMeantForWhatADialogCoveredAreDropped(t *testing.T) {
	a, d := start(t)
	now := a.Now()
	a.Now = func() time.Time { return now }
	press(a, "j")
	now = now.Add(400 * time.Millisecond)
	play(a, Show{a.ask("Sure?", "", func() Cmd { return Tell(quitNow{}) })})
	press(a, "y")
	if a.quit {
		t.Fatal("a key in flight confirmed a question that came up by itself")
	}
	now = now.Add(inFlight / 2)
	press(a, "y")
	now = now.Add(inFlight / 2)
	press(a, "y")
	if a.quit {
		t.Fatal("a key of somebody still typing confirmed it")
	}
	now = now.Add(inFlight)
	press(a, "y")
	if !a.quit {
		t.Error("the question took no answer later on")
	}
	_ = d
}

func TestAQuestionThatWasWaitedForTakesTheNextKey(t *testing.T) {
	for name, test := range map[string]struct {
		pressed []time.Duration // after the load was begun
		taken   bool
	}{
		"nothing was pressed since it was asked for": {nil, true},
		"keys were pressed since":                    {[]time.Duration{300 * time.Millisecond}, false},
		"a key was pressed just before it came":      {[]time.Duration{390 * time.Millisecond}, false},
	} {
		t.Run(name, func(t *testing.T) {
			a, d := start(t)
			begun := a.Now()
			now := begun
			a.Now = func() time.Time { return now }
			p := d.made["start"]
			p.loader = NewLoader[string](p, a.Now)
			press(a, "j")
			load := p.loader.Start("what it asks about", func(context.Context) (string, error) { return "", nil })
			p.shows = func() Cmd { return Tell(Show{a.ask("Sure?", "", func() Cmd { return Tell(quitNow{}) })}) }
			for _, at := range test.pressed {
				now = begun.Add(at)
				press(a, "j")
			}
			now = begun.Add(400 * time.Millisecond)
			play(a, result(load))
			press(a, "y")
			if a.quit != test.taken {
				t.Errorf("the key was taken: %v, want %v", a.quit, test.taken)
			}
		})
	}
}

func TestAVerbOfThePaletteTakesWhatIsTypedBehindIt(t *testing.T) {
	typed := func(a *App, words string) {
		press(a, ":")
		for _, letter := range words {
			press(a, string(letter))
		}
	}
	a, _ := start(t)
	for words, want := range map[string]Route{
		"access ann":    {Kind: "access"},
		"access of ann": {Kind: "access"},
		"users fin":     {Kind: "users"},
		"ann":           {Kind: "ann"},
	} {
		press(a, "2")
		typed(a, words)
		press(a, "enter")
		if got := a.router.top().route; got != want {
			t.Errorf("%s led to %v", words, got)
		}
	}
}

func TestThePaletteRemembersWhatWasSaidInIt(t *testing.T) {
	a, _ := start(t)
	press(a, ":", "a", "n", "n", "enter", ":", "g", "r", "o", "u", "enter", ":")
	p := a.dialogs[0].(*paletteBox)
	for _, c := range []struct{ key, want string }{
		{"up", "grou"}, {"up", "ann"}, {"up", "ann"}, {"down", "grou"}, {"down", ""}, {"up", "grou"},
	} {
		press(a, c.key)
		if got := p.filter.Text().Raw(); got != c.want {
			t.Errorf("after %s it holds %q, want %q", c.key, got, c.want)
		}
	}
}

func TestJumpsGoBackAndForthAlongWhatWasInView(t *testing.T) {
	a, _ := start(t)
	first := a.router.top().route
	press(a, "2", ":", "a", "n", "n", "enter")
	a.take(Jump{Route{Kind: "roles"}})
	third := a.router.top().route
	want := func(key string, r Route) {
		t.Helper()
		press(a, key)
		if got := a.router.top().route; got != r {
			t.Errorf("%s led to %v, want %v", key, got, r)
		}
	}
	want("<", Route{Kind: "ann"})
	if n := len(a.router.stack); n != 2 {
		t.Errorf("the way there has %d screens", n)
	}
	want("<", Route{Kind: "groups"})
	want("<", first)
	want("<", first)
	want(">", Route{Kind: "groups"})
	want(">", Route{Kind: "ann"})
	want(">", third)
	want(">", third)
	press(a, "<", "2")
	if a.router.leads(1) {
		t.Error("what was gone back from is still ahead after another way was taken")
	}
}
