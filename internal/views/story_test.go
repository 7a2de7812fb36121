package views

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

func TestTheRoomOfAPreviewIsSharedByItsParts(t *testing.T) {
	th := theme.New(theme.Options{Profile: theme.None, Keys: ui.NewKeymap(ui.Bindings()).Key})
	tale := desk.DetailText{Head: []widget.Spans{{widget.Foreign(th.Text, text.New("a thing of two lines"))}}}
	for _, n := range []int{2, 30, 9} {
		p := desk.Section{Title: widget.Spans{widget.Sayf(th.Title, "part %d", n)}, Total: n}
		for i := range min(n, 20) {
			p.Rows = append(p.Rows, widget.Spans{widget.Sayf(th.Text, "%d.%d", n, i)})
		}
		tale.Sections = append(tale.Sections, p)
	}
	for h, want := range map[int][]int{
		4:  {0, 0, 0},
		9:  {1, 0, 0},
		14: {2, 2, 2}, // too few to say how many more there are
		17: {2, 4, 3}, // a line of those says it
		20: {2, 5, 5},
		60: {2, 20, 9},
	} {
		lines := tale.Lines(th, 12, h, new([]int))
		if room := 2 + 2*len(tale.Sections); len(lines) > max(h, room) {
			t.Errorf("%d lines in %d", len(lines), h)
		}
		var got []int
		for _, n := range []string{"2", "30", "9"} {
			rows, open := 0, false
			for _, l := range lines {
				drawn := strings.TrimSpace(ansi.Strip(widget.Line(th, 12, l...)))
				switch {
				case drawn == "part "+n:
					open = true
				case drawn == "":
					open = false
				case open:
					rows++
				}
			}
			got = append(got, rows)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("in %d lines the parts have %v rows, want %v", h, got, want)
				break
			}
		}
	}
	var drawn strings.Builder
	for _, l := range tale.Lines(th, 12, 20, new([]int)) {
		drawn.WriteString(strings.TrimSpace(ansi.Strip(widget.Line(th, 20, l...))) + "\n")
	}
	for _, more := range []int{30 - 4, 9 - 4} {
		if want := "and " + strconv.Itoa(more) + " more\n"; !strings.Contains(drawn.String(), want) {
			t.Errorf("%q is not said:\n%s", want, drawn.String())
		}
	}
}

// A field that is shorter than the one before moves nothing below it.
func TestFieldsOfAPreviewKeepTheirPlaces(t *testing.T) {
	th := theme.New(theme.Options{Profile: theme.None, Keys: ui.NewKeymap(ui.Bindings()).Key})
	var tall []int
	second := func(first string, h, least int) int {
		tale := desk.DetailText{Least: least, Head: []widget.Spans{
			{widget.Foreign(th.Text, text.New(first))}, {widget.Say(th.Text, "second")},
		}}
		lines := tale.Lines(th, 12, h, &tall)
		return slices.IndexFunc(lines, func(l widget.Spans) bool { return l.Plain() == "second" })
	}
	for _, c := range []struct {
		first          string
		h, least, want int
	}{
		{"short", 9, 2, 1}, {"one two three four five six", 9, 2, 3}, {"short", 9, 2, 3},
		{"short", 3, 2, 2}, // there is no room for more
		{"short", 9, 0, 1}, // what is told otherwise of each thing has no places
	} {
		if got := second(c.first, c.h, c.least); got != c.want {
			t.Errorf("%+v: the second line is at %d", c, got)
		}
	}
}
