package widget

import (
	"strings"
	"unicode/utf8"

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
		head := ansi.Truncate(bare[:enough(bare, p.w)], p.w, "")
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

// A cell seldom takes more than fewBytes, and at the most mostBytes: a letter and
// its marks.
const (
	fewBytes  = 4
	mostBytes = 64
)

// enough is how many bytes of s suffice to fill w cells. What is behind them
// must not be looked at for each line anew.
func enough(s string, w int) int {
	if n := runesWithin(s, (w+1)*fewBytes); n == len(s) || width(s[:n]) > w {
		return n
	}
	return runesWithin(s, (w+1)*mostBytes)
}

// runesWithin is how many of the first n bytes are whole runes.
func runesWithin(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
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
