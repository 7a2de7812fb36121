package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui/theme"
)

// elide makes the steps of a path fit into w cells, if it can: those in the middle give
// way first, then the first and the last share the room. The sign between them becomes
// that of the glyphs.
func (s Spans) elide(w int, sign string, g theme.Glyphs) Spans {
	plain := s.Plain()
	steps := strings.Split(plain, sign)
	next := " " + string(g.Next) + " "
	if len(steps) == 1 || width(strings.Join(steps, next)) <= w && next == sign {
		return s
	}
	style := s[0].style
	if joined := strings.Join(steps, next); width(joined) <= w {
		return Spans{{joined, style}}
	}
	first, last := steps[0], steps[len(steps)-1]
	gap := next + string(g.Ellipsis) + next
	if len(steps) == 2 {
		gap = next
	}
	for from := 2; from < len(steps); from++ {
		if tail := strings.Join(steps[from:], next); width(first)+width(gap)+width(tail) <= w {
			return Spans{{first + gap + tail, style}}
		}
	}
	if over := width(first) + width(gap) + width(last) - w; over > 0 {
		first, last = shrunk(first, last, w-width(gap), string(g.Ellipsis))
	}
	return Spans{{first + gap + last, style}}
}

// shrunk are two words in room cells: the longer one gives way first.
func shrunk(a, b string, room int, ellipsis string) (string, string) {
	half := max(room/2, 1)
	wa, wb := width(a), width(b)
	switch {
	case wa <= half:
		wb = max(room-wa, 1)
	case wb <= half:
		wa = max(room-wb, 1)
	default:
		wa, wb = half, max(room-half, 1)
	}
	return ansi.Truncate(a, wa, ellipsis), ansi.Truncate(b, wb, ellipsis)
}
