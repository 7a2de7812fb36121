package widget

import (
	"fmt"
	"strings"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"github.com/charmbracelet/x/ansi"
)

// Span is a stretch of one line in one style, safe to draw. The zero value is
// empty.
type Span struct {
	text  string
	style theme.Style
}

// Spans is a line, or a cell, made of stretches.
type Spans []Span

// Say is the program's own wording.
func Say(style theme.Style, words Words) Span {
	return Span{text: safe(string(words)), style: style}
}

// Sayf is Say with values filled in, escaped like all else.
func Sayf(style theme.Style, format Words, args ...any) Span {
	return Span{text: safe(fmt.Sprintf(string(format), args...)), style: style}
}

// Foreign is text that somebody else chose. Of very long ones the beginning is
// taken, which fills the widest line: to escape and measure all would take long.
func Foreign(style theme.Style, t text.Text) Span {
	escaped := t.Clip(maxForeign).String()
	return Span{text: steady(text.New(escaped).Clip(maxEscaped).Raw()), style: style}
}

// Whole is Foreign for what is to be read to its end, such as a body.
func Whole(style theme.Style, t text.Text) Span {
	return Span{text: steady(t.String()), style: style}
}

// What is drawn at most of one text, in bytes: of somebody else's as it came and
// once it is escaped, and of the program's wording with what is filled in.
const (
	maxForeign = 1 << 10
	maxEscaped = 2 << 10
	maxWording = 16 << 10
)

// Plain is the span as it is drawn, without its style.
func (s Span) Plain() string { return s.text }

// In is the span in another style.
func (s Span) In(style theme.Style) Span { return Span{text: s.text, style: style} }

// Width is the number of cells that the line takes uncut.
func (s Spans) Width() int {
	n := 0
	for _, span := range s {
		n += width(span.text)
	}
	return n
}

// Plain is the line as it is drawn, without its styles.
func (s Spans) Plain() string {
	if len(s) == 1 {
		return s[0].text
	}
	var b strings.Builder
	for _, span := range s {
		b.WriteString(span.text)
	}
	return b.String()
}

// safe escapes whatever came in between the program's own words. The bracket of
// an escape that is there already stays as it is.
func safe(s string) string {
	s = text.New(s).Clip(maxWording).Raw()
	if !strings.Contains(s, "⟨") {
		return steady(text.Escape(s))
	}
	parts := strings.Split(s, "⟨")
	for i := range parts {
		parts[i] = text.Escape(parts[i])
	}
	return steady(strings.Join(parts, "⟨"))
}

// steady escapes the parts of a grapheme that terminals measure differently:
// one that counts graphemes and one that adds up code points would put all
// that follows into different columns. Where both agree nothing changes.
func steady(s string) string {
	if len(s) == width(s) || ansi.StringWidth(s) == ansi.StringWidthWc(s) && !hasZero(s) {
		return s
	}
	var b strings.Builder
	for rest := s; rest != ""; {
		cluster, w := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		rest = rest[len(cluster):]
		if w > 0 && w == ansi.StringWidthWc(cluster) {
			b.WriteString(cluster)
			continue
		}
		for i, r := range cluster {
			if one := string(r); i == 0 && ansi.StringWidth(one) > 0 && ansi.StringWidth(one) == ansi.StringWidthWc(one) {
				b.WriteString(one)
				continue
			}
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		}
	}
	return b.String()
}

// hasZero reports whether a grapheme of s takes no cell, or a disputed number
// that others happen to balance.
func hasZero(s string) bool {
	for rest := s; rest != ""; {
		cluster, w := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		if w <= 0 || w != ansi.StringWidthWc(cluster) {
			return true
		}
		rest = rest[len(cluster):]
	}
	return false
}
