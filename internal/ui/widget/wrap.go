package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a line at blanks into lines of at most w cells; a word that is
// wider is cut. There is always at least one line.
func (s Spans) Wrap(w int) []Spans {
	if w <= 0 || s.Width() <= w {
		return []Spans{s}
	}
	p := wrapper{w: w}
	for _, span := range s {
		for _, word := range words(span.text) {
			p.add(Span{text: word, style: span.style})
		}
	}
	p.end()
	return p.lines
}

// wrapper fills lines word by word.
type wrapper struct {
	w, used int
	line    Spans
	lines   []Spans
}

func (p *wrapper) add(word Span) {
	bare := strings.TrimRight(word.text, " ")
	if p.used > 0 && p.used+width(bare) > p.w {
		p.end()
	}
	for n := width(bare); n > p.w; {
		head := ansi.Truncate(bare, p.w, "")
		if head == "" {
			return // one glyph, and no room for it
		}
		p.line = append(p.line, Span{text: head, style: word.style})
		p.end()
		bare, n = bare[len(head):], n-width(head)
		word.text = word.text[len(head):]
	}
	n := width(word.text)
	if p.used+n > p.w {
		word.text, n = bare, width(bare)
	}
	if word.text == "" {
		return
	}
	p.line = append(p.line, word)
	p.used += n
}

func (p *wrapper) end() {
	p.lines = append(p.lines, p.line)
	p.line, p.used = nil, 0
}

// words cuts s behind each run of blanks.
func words(s string) []string {
	var out []string
	for s != "" {
		end := strings.IndexByte(s, ' ')
		if end < 0 {
			return append(out, s)
		}
		for end < len(s) && s[end] == ' ' {
			end++
		}
		out = append(out, s[:end])
		s = s[end:]
	}
	return out
}
