package ui

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// hint is a key with a word of what it does, for the bottom line.
type hint struct {
	drawn string
	stays bool // however short the room is
	shown bool
}

// hintGap stands between two hints, and before the first.
const hintGap = "   "

// bottomLine is what is pending, and the keys that matter here. What is pending is
// cut for the first of these, and for those that help or lead out; all others go
// for what is pending, those that matter least first.
func (a drawing) bottomLine() string {
	w := a.layout.W - 2 // a space at both ends
	hints := a.hints()
	for i := range hints {
		hints[i].shown = hints[i].stays
	}
	left := a.pending(max(w-hintsWidth(hints), 0))
	for i := range hints {
		was := hints[i].shown
		hints[i].shown = true
		hints[i].shown = was || ansi.StringWidth(left)+hintsWidth(hints) <= w
	}
	return spread(" "+a.Theme.Strong.Render(left), drawHints(hints)+" ", a.layout.W)
}

// pending says what waits to be done, in w cells: what the screen says is cut before
// what is staged.
func (a drawing) pending(w int) string {
	own, ellipsis := "", a.Theme.Glyphs.Ellipsis
	if focus := a.focus(); focus != nil {
		own = focus.Pending()
	}
	dot := " " + string(a.Theme.Glyphs.Dot) + " "
	waits := strings.Join(waiting(a.Host.Status()), dot)
	if own != "" && waits != "" {
		waits = dot + waits
	}
	own = clip(own, max(w-ansi.StringWidth(waits), 0), ellipsis)
	return clip(own+waits, w, ellipsis)
}

// waiting are the plans and the changes that wait to be seen to.
func waiting(s Status) []string {
	var parts []string
	switch n := s.Unfinished; {
	case n == 1:
		parts = append(parts, "1 unfinished plan")
	case n > 1:
		parts = append(parts, count(n, "unfinished plans"))
	}
	switch n := s.Staged; {
	case n == 1:
		parts = append(parts, "1 change staged")
	case n > 1:
		parts = append(parts, count(n, "changes staged"))
	}
	return parts
}

// hints are the keys of the screen in focus that have something to do, those that
// matter most first, and help.
func (a drawing) hints() []hint {
	focus := a.focus()
	wanted := focus.Hints()
	if slices.Equal(focus.Layers(), []Layer{FilterLayer}) {
		wanted = []Action{Accept, Escape}
	}
	if len(a.dialogs) == 0 {
		wanted = append(wanted[:len(wanted):len(wanted)], Help)
	}
	var hints []hint
	for _, action := range wanted {
		b, ok := a.Keys.Binding(focus.Layers(), action)
		if !ok || a.whyNot(focus, action) != "" {
			continue
		}
		hints = append(hints, hint{
			drawn: a.Theme.Key.Render(a.Theme.Glyphs.Arrows(shownKey(b.Keys[0]))) + " " + a.Theme.Muted.Render(cmp.Or(focus.Word(action), b.Short())),
			stays: len(hints) == 0 || action == Help || action == Escape,
		})
	}
	return hints
}

func drawHints(hints []hint) string {
	var shown []string
	for _, h := range hints {
		if h.shown {
			shown = append(shown, h.drawn)
		}
	}
	return strings.Join(shown, hintGap)
}

// hintsWidth is the width of the hints that are shown, with the gap before them.
func hintsWidth(hints []hint) int { return len(hintGap) + ansi.StringWidth(drawHints(hints)) }
