package widget

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"github.com/charmbracelet/x/ansi"
)

func newConfirm(opener string) *Confirm {
	th := testTheme()
	return NewConfirm(th, Spans{Say(th.Title, "Delete")}, []Spans{{Say(th.Text, "17 users lose 3 permissions")}}, opener)
}

func TestAQuestionIsAnsweredByYAlone(t *testing.T) {
	for _, c := range []struct {
		name, opener string
		keys         []string
		want         Answer
	}{
		{"y is yes", "D", []string{"y"}, Yes},
		{"n is no", "D", []string{"n"}, No},
		{"enter is no", "D", []string{"enter"}, No},
		{"esc is no", "D", []string{"esc"}, No},
		{"other keys are nothing", "D", []string{"j", "space", "x"}, Pending},
		{"the key that opened it is nothing", "y", []string{"y", "y"}, Pending},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, got := newConfirm(c.opener), Pending
			for _, k := range c.keys {
				got = q.Update(key(k))
			}
			if got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestALargeEffectAsksForTheName(t *testing.T) {
	q := newConfirm("D")
	q.RequireName(text.New("acme-dev"))
	q.SetSize(50, 10)
	update := func(m tea.Msg) { q.Update(m) }
	typed(update, "yes")
	if !q.TakesText() || q.Update(key("enter")) != Pending || !strings.Contains(ansi.Strip(q.View()), "that is not it") {
		t.Fatal("another word was taken, or not refused aloud")
	}
	update(key("ctrl+u"))
	typed(update, "acme-dev")
	if got := q.Update(key("enter")); got != Yes {
		t.Errorf("the name gives %v", got)
	}
	q.RequireName(text.New("acme-dev"))
	if got := q.Update(key("enter")); got != No {
		t.Errorf("no name gives %v", got)
	}
}

func TestAModalTakesNoKeysThatWereTypedBeforeItCouldBeSeen(t *testing.T) {
	var s Stack
	s.SetSize(40, 10)
	opened := time.Unix(1000, 0)
	s.Push(newConfirm("D"), opened)
	if s.Ready(opened.Add(Grace-1)) || !s.Ready(opened.Add(Grace)) {
		t.Error("the grace period is not kept")
	}
	second := newConfirm("a")
	s.Push(second, opened.Add(time.Second))
	if s.Ready(opened.Add(time.Second)) || s.Len() != 2 || s.Pop() != second || s.Len() != 1 {
		t.Error("the second modal has no grace period, or did not close")
	}
	s.Pop()
	if s.Pop() != nil || s.Top() != nil || s.Ready(opened.Add(time.Hour)) {
		t.Error("an empty stack is not empty")
	}
}

func TestModalsAreLaidOverAnyBackground(t *testing.T) {
	for _, size := range sizes {
		w, h := size[0], size[1]
		pager := NewPager(testTheme(), false)
		var lines []Spans
		for range min(h, 3) {
			var line Spans
			for _, n := range names(len(hostile)) {
				line = append(line, Foreign(testTheme().Bad, n), Say(testTheme().Good, "日本"))
			}
			lines = append(lines, line, line[len(line)/2:], line[len(line)/3:])
		}
		pager.SetLines(lines)
		pager.SetSize(w, h)
		var s Stack
		s.SetSize(w, h)
		s.Push(NewHelp(testTheme(), nil, helpGroups()...), time.Time{})
		s.Push(newConfirm("D"), time.Time{})
		assertExact(t, s.Over(pager.View()), w, h)
	}
}

func TestAnOverlayLeavesWhatIsAroundIt(t *testing.T) {
	background := "abcdef\n日本日\nmnopqr"
	if got, want := Overlay(background, "XX\nYY", 3, 1, 2), "abcdef\n日 XX \nmnoYYr"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Overlay("ab\ncd", "XX\nYY", 1, -1, 2); got != "aY\ncd" {
		t.Errorf("an overlay beyond the edges gives %q", got)
	}
}
