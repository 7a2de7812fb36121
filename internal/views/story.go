package views

import (
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// story is what a preview has to tell: lines that are always there, and parts of
// each of which as much is shown as there is room for.
type story struct {
	head  []widget.Spans
	parts []part
}

// part is a relation: its title and its beginning, of so many rows in all.
type part struct {
	title widget.Spans
	rows  []widget.Spans
	total int
}

// partRows is how many rows of a relation a story holds at most.
const partRows = 60

// fewRows is how many rows are no more than a beginning: fewer say nothing of
// how many there are besides, which the title does.
const fewRows = 3

// lines are the story in w by h cells. Only what is told of the thing itself is
// wrapped; the room below it is shared by the parts.
func (s story) lines(th *theme.Theme, w, h int) []widget.Spans {
	var lines []widget.Spans
	for _, l := range s.head {
		lines = append(lines, l.Wrap(w)...)
	}
	shares := s.shares(h - len(lines))
	for i, p := range s.parts {
		if len(lines) > 0 {
			lines = append(lines, nil)
		}
		lines = append(lines, p.title)
		n := shares[i]
		if n < p.total && n >= fewRows {
			lines = append(lines, p.rows[:n-1]...)
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %d more", p.total-n+1)})
			continue
		}
		lines = append(lines, p.rows[:n]...)
	}
	return lines
}

// shares divides lines among the parts, a row each in turn.
func (s story) shares(room int) []int {
	shares := make([]int, len(s.parts))
	room -= 2 * len(s.parts) // a blank and the title of each
	for given := true; given && room > 0; {
		given = false
		for i, p := range s.parts {
			if shares[i] < len(p.rows) && room > 0 {
				shares[i]++
				room--
				given = true
			}
		}
	}
	return shares
}
