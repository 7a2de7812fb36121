package widget

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"github.com/charmbracelet/x/ansi"
)

func TestTabsGiveWayButTheActiveOneStays(t *testing.T) {
	tabs := NewTabs(testTheme(), Tab{"overview", -1}, Tab{"members", 120}, Tab{"roles", 3}, Tab{"mappings", 0}, Tab{"JSON", -1})
	titles := []string{"[overview]", "[members 120]", "[roles 3]", "[mappings 0]", "[JSON]"}
	for _, w := range []int{16, 30, 80} {
		tabs.SetSize(w, 1)
		for i, title := range titles {
			tabs.Select(i)
			if view := ansi.Strip(tabs.View()); !strings.Contains(view, title) {
				t.Errorf("at %d cells %s is not in %q", w, title, view)
			}
		}
	}
	tabs.Next()
	if tabs.Active() != 0 {
		t.Errorf("behind the last comes %d", tabs.Active())
	}
	tabs.Prev()
	tabs.SetTabs(Tab{"one", -1})
	if tabs.Active() != 0 {
		t.Errorf("with one tab left %d is active", tabs.Active())
	}
}

func TestProgressKeepsTheCountWhenItIsNarrow(t *testing.T) {
	th := testTheme()
	p := Progress{Label: Spans{Say(th.Text, "applying")}, Done: 3, Total: 12, Elapsed: 7 * time.Second, Hint: Spans{Say(th.Muted, "esc cancels")}}
	for w, parts := range map[int][]string{
		80: {"applying 3/12", "7s", "████░░░░░░░░░░░░", "esc cancels"},
		40: {"applying 3/12", "7s", "████░░"},
		20: {"applying 3/12", "7s"},
	} {
		view := ansi.Strip(p.View(th, w))
		for _, part := range parts {
			if !strings.Contains(view, part) {
				t.Errorf("at %d cells %q is not in %q", w, part, view)
			}
		}
	}
}

func TestHelpUsesTheColumnsThatFit(t *testing.T) {
	help := NewHelp(testTheme(), nil, helpGroups()...)
	_, tall := help.Want(30, 100)
	_, low := help.Want(100, 100)
	if tall <= low {
		t.Errorf("narrow it is %d lines, wide %d", tall, low)
	}
	help.SetSize(30, tall)
	view := ansi.Strip(help.View())
	for _, want := range []string{"ctrl+p", "review and save", "mark"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not there:\n%s", want, view)
		}
	}
}

func TestHelpTellsHowToCloseItAndWhatIsBeyondIt(t *testing.T) {
	help := NewHelp(testTheme(), nil, helpGroups()...)
	_, tall := help.Want(30, 100)
	help.SetSize(40, tall)
	if view := ansi.Strip(help.View()); !strings.Contains(view, "esc close") || strings.Contains(view, "below") {
		t.Errorf("where all is seen it says otherwise, or not how to close it:\n%s", view)
	}
	help.SetSize(40, tall-3)
	if view := ansi.Strip(help.View()); !strings.Contains(view, "▼ 3 below") || strings.Contains(view, "above") {
		t.Errorf("it does not say that 3 lines are below:\n%s", view)
	}
	help.Go(Bottom)
	if view := ansi.Strip(help.View()); !strings.Contains(view, "▲ 3 above") || strings.Contains(view, "below") {
		t.Errorf("it does not say that 3 lines are above:\n%s", view)
	}
}

func TestAPagerKnowsWhatIsBeyondIt(t *testing.T) {
	p := NewPager(testTheme(), true)
	p.SetSize(10, 2)
	p.SetLines([]Spans{{Say(testTheme().Text, "one two three four five")}, {Say(testTheme().Text, "six")}})
	if above, below := p.Beyond(); p.Height() != 4 || above != 0 || below != 2 {
		t.Errorf("%d lines, %d above, %d below", p.Height(), above, below)
	}
	p.Go(Bottom)
	if above, below := p.Beyond(); above != 2 || below != 0 || !strings.Contains(p.View(), "six") {
		t.Error("the end is not the end")
	}
}

func TestAnInputEditsLikeReadline(t *testing.T) {
	in := NewInput(testTheme())
	in.SetSize(20, 1)
	for _, step := range []struct{ do, want string }{
		{"a", "a"}, {" ", "a "}, {"b", "a b"}, {"left", "a b"}, {"x", "a xb"}, {"ctrl+w", "a b"}, {"home", "a b"},
		{"é", "éa b"}, {"backspace", "a b"}, {"ctrl+u", "a b"},
	} {
		in.Update(key(step.do))
		if got := in.Text().Raw(); got != step.want {
			t.Errorf("after %s it is %q, want %q", step.do, got, step.want)
		}
	}
	for _, press := range []tea.KeyPressMsg{{Code: 'a', Mod: tea.ModCtrl}, {Code: 'b', Mod: tea.ModCtrl}, {Code: 'x', Mod: tea.ModAlt, Text: "x"}, {Code: tea.KeyTab}} {
		if in.Update(press) {
			t.Errorf("%s altered the text", press)
		}
	}
	in.Blur()
	if in.Update(key("x")) {
		t.Error("an input without focus took a letter")
	}
}

func TestTheCaretIsAlwaysInSight(t *testing.T) {
	th := testTheme()
	caret := strings.TrimSuffix(th.Caret.Render("x"), "\x1b[m")
	caret = strings.TrimSuffix(caret, "x")
	for _, value := range []string{"", "short", strings.Repeat("long日本", 20), strings.Repeat("\x1b", 30)} {
		in := NewInput(th)
		in.SetText(text.New(value))
		for _, w := range []int{1, 2, 7, 20} {
			in.SetSize(w, 1)
			for range 100 {
				view := in.View()
				assertExact(t, view, w, 1)
				if !strings.Contains(view, caret) {
					t.Fatalf("no caret in %q at %d cells", view, w)
				}
				in.Update(key("left"))
			}
		}
	}
}

func TestTheTabUnderTheMouseIsChosen(t *testing.T) {
	tabs := NewTabs(testTheme(), Tab{"overview", -1}, Tab{"members", 120}, Tab{"roles", 3}, Tab{"mappings", 0}, Tab{"JSON", -1})
	for _, w := range []int{20, 30, 80} {
		tabs.SetSize(w, 1)
		for x := range w {
			tabs.Select(2)
			view := []rune(ansi.Strip(tabs.View()))
			found := tabs.SelectAt(x)
			after := ansi.Strip(tabs.View())
			title := strings.Trim(after[strings.Index(after, "[")+1:strings.Index(after, "]")], " ")
			from, to := max(0, x-len(title)-1), min(len(view), x+len(title)+2)
			if found && !strings.Contains(string(view[from:to]), title) {
				t.Errorf("%d cells wide, cell %d of %q chose %q", w, x, string(view), title)
			}
			if !found && tabs.Active() != 2 {
				t.Errorf("cell %d of %q chose a tab", x, string(view))
			}
		}
	}
	tabs.SetSize(80, 1)
	tabs.Select(0)
	if tabs.SelectAt(79) || !tabs.SelectAt(15) || tabs.Active() != 1 {
		t.Error("a press beside all tabs chose one, or one on a tab did not")
	}
}
