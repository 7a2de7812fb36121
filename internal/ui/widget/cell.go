// Package widget holds the explorer's building blocks: table, tree, form,
// picker, filter, modal, JSON viewer and the small ones. They know nothing of
// access control. Each is told its size and what to do; each draws exactly that
// many cells. The frame owns the keys: a widget is told motions and actions,
// and sees key presses only where text is being entered.
package widget

import (
	"slices"
	"strings"

	"authzx/internal/ui/theme"
	"github.com/charmbracelet/x/ansi"
)

// Words is the program's own wording: see theme.Words.
type Words = theme.Words

// Fit makes the one styled line s exactly w cells wide: cut with the ellipsis,
// or padded with blanks. It does not sanitise: s is what widgets drew.
func Fit(s string, w int, ellipsis Words) string {
	if w <= 0 {
		return ""
	}
	n := width(s)
	if n > w {
		tail := string(ellipsis)
		if width(tail) > w {
			tail = ""
		}
		s = ansi.Truncate(s, w, tail)
		n = width(s)
	}
	return s + blanks(w-n)
}

// Line draws spans as one line of exactly w cells.
func Line(th *theme.Theme, w int, spans ...Span) string {
	return Spans(spans).fit(w, th.Glyphs.Ellipsis)
}

// Block joins lines, each of them w cells wide already, to exactly h of them:
// the surplus is dropped, what is missing is blank.
func Block(lines []string, w, h int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	var b strings.Builder
	for i := range h {
		if i > 0 {
			b.WriteByte('\n')
		}
		if i < len(lines) {
			b.WriteString(lines[i])
		} else {
			b.WriteString(blanks(w))
		}
	}
	return b.String()
}

// fit draws the spans in w cells. What is cut ends in the ellipsis, in the
// style of the span that was cut.
func (s Spans) fit(w int, ellipsis Words) string {
	if w <= 0 {
		return ""
	}
	var b strings.Builder
	if n := s.Width(); n <= w {
		for _, span := range s {
			b.WriteString(span.style.Render(span.text))
		}
		b.WriteString(blanks(w - n))
		return b.String()
	}
	s = s.cut(w, ellipsis)
	for _, span := range s {
		b.WriteString(span.style.Render(span.text))
	}
	b.WriteString(blanks(w - s.Width()))
	return b.String()
}

// cut is as much of the spans as goes into w cells with the ellipsis behind it, in the
// style of the span that was cut; all where nothing needs to be.
func (s Spans) cut(w int, ellipsis Words) Spans {
	if s.Width() <= w {
		return s
	}
	tail := string(ellipsis)
	if width(tail) > w {
		tail = ""
	}
	room := w - width(tail)
	for i, span := range s {
		n := width(span.text)
		if n > room {
			return append(slices.Clip(s[:i]), Span{ansi.Truncate(span.text, room, "") + tail, span.style})
		}
		room -= n
	}
	return s
}

// fitRight is fit with the blanks in front, for numbers.
func (s Spans) fitRight(w int, ellipsis Words) string {
	if n := s.Width(); n < w {
		return blanks(w-n) + s.fit(n, ellipsis)
	}
	return s.fit(w, ellipsis)
}

// width is the number of cells that s takes.
func width(s string) int {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7F {
			return ansi.StringWidth(s)
		}
	}
	return len(s)
}

func blanks(n int) string {
	if n <= 0 {
		return ""
	}
	return strings.Repeat(" ", n)
}

func splitLines(s string) []string { return strings.Split(s, "\n") }

func joinLines(lines []string) string { return strings.Join(lines, "\n") }
