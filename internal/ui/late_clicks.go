package ui

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// aim is how long a click may have been under way: a person who sees what moved needs
// about a quarter of a second to stop, and a slow line as much again both ways.
const aim = 500 * time.Millisecond

// moves remembers which parts of the screen became others by themselves, so that no
// click hits what was not seen when it was aimed.
type moves struct {
	lines []string // of the last frame, without styles
	parts []moved
	input bool // the next frame follows from what the person did
}

// moved is a part of a line that changed: the cells from on, up to to.
type moved struct {
	y, from, to int
	at          time.Time
}

// drawn takes the next frame, whose panes stand side by side between bars.
func (m *moves) drawn(frame, bar string, now time.Time) {
	lines := strings.Split(ansi.Strip(frame), "\n")
	m.parts = slices.DeleteFunc(m.parts, func(p moved) bool { return now.Sub(p.at) >= aim })
	if !m.input {
		for y := range min(len(lines), len(m.lines)) {
			if lines[y] != m.lines[y] {
				m.parts = append(m.parts, changed(m.lines[y], lines[y], bar, y, now)...)
			}
		}
	}
	m.lines, m.input = lines, false
}

// changed are the parts between bars in which two lines differ; the whole line where
// its bars do.
func changed(before, after, bar string, y int, now time.Time) []moved {
	was, is := strings.Split(before, bar), strings.Split(after, bar)
	if len(was) != len(is) {
		return []moved{{y, 0, ansi.StringWidth(after), now}}
	}
	var parts []moved
	from := 0
	for i := range is {
		to := from + ansi.StringWidth(is[i]) + ansi.StringWidth(bar)
		if is[i] != was[i] {
			parts = append(parts, moved{y, from, to, now})
		}
		from = to
	}
	return parts
}

// under reports whether what stands at a place was another thing a moment ago.
func (m *moves) under(x, y int, now time.Time) bool {
	return slices.ContainsFunc(m.parts, func(p moved) bool {
		return p.y == y && x >= p.from && x < p.to && now.Sub(p.at) < aim
	})
}
