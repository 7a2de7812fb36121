package widget

import (
	"slices"

	"authzx/internal/ui/theme"
)

// NextStep stands between two steps of a path.
func NextStep(th *theme.Theme) Span { return Say(th.Muted, " "+th.Glyphs.Next+" ") }

// elide makes the steps of a path fit into w cells, if it can: those in the middle give
// way first, then the first and the last share the room.
func (s Spans) elide(th *theme.Theme, w int) Spans {
	next := NextStep(th)
	steps := s.steps(next)
	if len(steps) == 1 || s.Width() <= w {
		return s
	}
	first, last, gap := steps[0], steps[len(steps)-1], Spans{next}
	if len(steps) > 2 {
		gap = Spans{next, Say(th.Muted, th.Glyphs.Ellipsis), next}
	}
	room := w - gap.Width()
	for from := 2; from < len(steps); from++ {
		if tail := s[len(s)-behind(steps, from):]; first.Width()+tail.Width() <= room {
			return slices.Concat(first, gap, tail)
		}
	}
	a, b := shares(first.Width(), last.Width(), room)
	return slices.Concat(first.cut(a, th.Glyphs.Ellipsis), gap, last.cut(b, th.Glyphs.Ellipsis))
}

// steps are the spans between those that lead to the next step.
func (s Spans) steps(next Span) []Spans {
	var steps []Spans
	from := 0
	for i, span := range s {
		if span == next {
			steps = append(steps, s[from:i])
			from = i + 1
		}
	}
	return append(steps, s[from:])
}

// behind is how many spans the steps have from one on, with those between them.
func behind(steps []Spans, from int) int {
	n := len(steps) - from - 1
	for _, step := range steps[from:] {
		n += len(step)
	}
	return n
}

// shares divides room between two words: the longer one gives way first.
func shares(a, b, room int) (int, int) {
	switch half := max(room/2, 1); {
	case a <= half:
		return a, max(room-a, 1)
	case b <= half:
		return max(room-b, 1), b
	default:
		return half, max(room-half, 1)
	}
}
