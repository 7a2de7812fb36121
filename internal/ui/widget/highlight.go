package widget

import (
	"strings"
	"unicode/utf8"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// Highlight draws t, a name, in base, with the letters that q matched in hit.
func (q Query) Highlight(base, hit theme.Style, t text.Text) Spans {
	return q.draw(base, hit, t, q.lit)
}

// HighlightWords is Highlight of what is no name.
func (q Query) HighlightWords(base, hit theme.Style, t text.Text) Spans {
	return q.draw(base, hit, t, q.worded)
}

func (q Query) draw(base, hit theme.Style, t text.Text, mark func(string) []bool) Spans {
	if q.IsZero() || t.IsZero() {
		return Spans{Foreign(base, t)}
	}
	t = t.Clip(maxForeign)
	raw := t.Raw()
	lit := mark(raw)
	if lit == nil {
		return Spans{Foreign(base, t)}
	}
	spans := split(raw, lit, base, hit)
	for i, span := range spans {
		spans[i] = Foreign(span.style, text.New(span.text))
	}
	return spans
}

// split cuts s where lit changes. The spans hold s as it is: it must be safe
// already, or be made so.
func split(s string, lit []bool, base, hit theme.Style) Spans {
	var spans Spans
	for from := 0; from < len(s); {
		to := from + 1
		for to < len(s) && (lit[to] == lit[from] || joins(s[to:])) {
			to++
		}
		style := base
		if lit[from] {
			style = hit
		}
		spans = append(spans, Span{text: s[from:to], style: style})
		from = to
	}
	return spans
}

// joins reports whether s begins in the middle of a code point or with an
// accent, which belongs to the letter before it.
func joins(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if size == 1 && r == utf8.RuneError {
		return true
	}
	return 0x300 <= r && r <= 0x36F
}

// lit marks the bytes of a name that the query matched; nil when none are.
func (q Query) lit(raw string) []bool { return q.mark(raw, true, 1) }

// worded is lit of what is no name.
func (q Query) worded(raw string) []bool { return q.mark(raw, false, partLetters) }

// exactly is lit without the words whose letters are only found in sequence.
func (q Query) exactly(raw string) []bool { return q.mark(raw, false, 1) }

func (q Query) mark(raw string, loose bool, part int) []bool {
	fold, origin := foldWithOrigin(raw)
	var lit []bool
	mark := func(i int) {
		if lit == nil {
			lit = make([]bool, len(raw))
		}
		_, size := utf8.DecodeRuneInString(raw[origin[i]:])
		for j := range size {
			lit[origin[i]+j] = true
		}
	}
	for _, t := range q.terms {
		if t.not || t.word == "" {
			continue
		}
		if at, _ := t.standing(fold, len(t.runes) >= part || t.column > 0); at >= 0 {
			first := utf8.RuneCountInString(fold[:at])
			for i := range t.runes {
				mark(first + i)
			}
			continue
		}
		if !loose || t.whole || t.column > 0 {
			continue
		}
		for _, i := range t.letters(fold) {
			mark(i)
		}
	}
	return lit
}

// foldWithOrigin folds raw and tells for each code point of the result at which
// byte of raw it stands.
func foldWithOrigin(raw string) (string, []int) {
	var b strings.Builder
	origin := make([]int, 0, len(raw))
	for i, r := range raw {
		before := b.Len()
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(raw[i:])
		}
		fold(&b, raw[i:i+size])
		if b.Len() > before {
			origin = append(origin, i)
		}
	}
	return b.String(), origin
}
