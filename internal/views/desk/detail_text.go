package desk

import (
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// DetailText is what a preview has to tell: lines that are always there, and parts of
// each of which as much is shown as there is room for. Head and parts take Least lines
// even if they have fewer, where there is room, so that what follows keeps its place.
type DetailText struct {
	Head     []widget.Spans
	Least    int
	Sections []Section
}

// Section is a relation: its title and its beginning, of so many rows in all.
type Section struct {
	Title widget.Spans
	Rows  []widget.Spans
	Total int
	Least int
}

// SectionRows is how many rows of a relation a detail text holds at most.
const SectionRows = 60

// fewRows is how many rows are no more than a beginning: fewer say nothing of
// how many there are besides, which the title does.
const fewRows = 2

// Lines are the text in w by h cells. Only what is told of the thing itself is
// wrapped; the room below it is shared by the parts. Tall is how many lines each line of
// the head took at most in what was told before, and is brought up to date: where the
// places are kept, a line takes as many again.
func (s DetailText) Lines(th *theme.Theme, w, h int, tall *[]int) []widget.Spans {
	head, taken := make([][]widget.Spans, len(s.Head)), 0
	*tall = append(*tall, make([]int, max(len(head)-len(*tall), 0))...)
	for i, l := range s.Head {
		head[i] = l.Wrap(w)
		taken += len(head[i])
		(*tall)[i] = max((*tall)[i], len(head[i]))
	}
	shares, spare := s.shares(h - taken)
	var lines []widget.Spans
	for i, l := range head {
		lines = append(lines, l...)
		if s.Least > 0 {
			lines, spare = padded(lines, (*tall)[i]-len(l), spare)
		}
	}
	lines, spare = padded(lines, s.Least-len(lines), spare)
	for i, p := range s.Sections {
		if len(lines) > 0 {
			lines = append(lines, nil)
		}
		lines = append(lines, p.Title)
		n := shares[i]
		if n < p.Total && n >= fewRows {
			lines = append(lines, p.Rows[:n-1]...)
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %d more", p.Total-n+1)})
		} else {
			lines = append(lines, p.Rows[:n]...)
		}
		lines, spare = padded(lines, p.Least-n, spare)
	}
	return lines
}

// padded are the lines and n blank ones, or as many as are spare.
func padded(lines []widget.Spans, n, spare int) ([]widget.Spans, int) {
	n = max(min(n, spare), 0)
	return append(lines, make([]widget.Spans, n)...), spare - n
}

// shares divides lines among the parts, a row each in turn, and says what is left.
func (s DetailText) shares(room int) (shares []int, spare int) {
	shares = make([]int, len(s.Sections))
	room -= 2 * len(s.Sections) // a blank and the title of each
	for given := true; given && room > 0; {
		given = false
		for i, p := range s.Sections {
			if shares[i] < len(p.Rows) && room > 0 {
				shares[i]++
				room--
				given = true
			}
		}
	}
	return shares, max(room, 0)
}
