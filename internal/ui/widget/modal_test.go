package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"github.com/charmbracelet/x/ansi"
)

func newConfirm() *Confirm {
	th := testTheme()
	return NewConfirm(th, Spans{Say(th.Title, "Delete")}, []Spans{{Say(th.Text, "17 users lose 3 permissions")}})
}

func TestALargeEffectAsksForTheName(t *testing.T) {
	q := newConfirm()
	q.RequireName(text.New("acme-dev"))
	q.SetSize(50, 10)
	update := func(m tea.Msg) { q.Update(m) }
	typed(update, "yes")
	if q.Update(key("enter")) != Pending || !strings.Contains(ansi.Strip(q.View()), "no match") {
		t.Fatal("another word was taken, or not refused aloud")
	}
	update(key("ctrl+u"))
	typed(update, "acme-dev")
	if got := q.Update(key("enter")); got != Yes {
		t.Errorf("the name gives %v", got)
	}
	q.SetText(nil, []Spans{{Say(testTheme().Text, "other words")}})
	q.RequireName(text.New("acme-dev"))
	if got := q.Update(key("enter")); got != Yes {
		t.Errorf("what was typed is lost with other words: it gives %v", got)
	}
	q.RequireName(text.New("acme-prod"))
	if got := q.Update(key("enter")); got != No {
		t.Errorf("no name gives %v", got)
	}
}

func TestAnOverlayLiesOverAnyBackground(t *testing.T) {
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
		q := newConfirm()
		qw, qh := q.Want(w, h)
		q.SetSize(qw, qh)
		assertExact(t, Overlay(pager.View(), q.View(), (w-qw)/2, (h-qh)/2, qw), w, h)
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
