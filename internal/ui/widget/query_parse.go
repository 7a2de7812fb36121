package widget

import (
	"strconv"
	"strings"
	"unicode"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// term is one word of a query as it is compared.
type term struct {
	word   string
	runes  []rune
	column int  // in which it is looked for, counted from 1; 0 for everywhere
	not    bool // it must not be found
	whole  bool // as whole words only; with no word at all: where nothing stands
	order  byte // '<' or '>': what stands there is less or more than the word; 0 for neither
	equal  bool // or the same
}

// ParseQuery splits what was typed at blanks. A word in quotes is found as a whole, blanks
// included; one behind ! must not be found.
func ParseQuery(typed string) Query { return (*Index)(nil).Parse(typed) }

// Parse is ParseQuery for an index whose columns can be named before a colon.
func (x *Index) Parse(typed string) Query {
	var q Query
	for rest := strings.TrimLeft(folded(typed), " \t\n\r"); rest != ""; rest = strings.TrimLeft(rest, " \t\n\r") {
		var t term
		after, negated := strings.CutPrefix(rest, "!")
		if t.not = negated; negated {
			rest = after
		}
		if name, value, ok := columnName(rest); ok && x != nil && len(x.columns) > 0 {
			if t.column = x.column(name); t.column > 0 {
				rest = value
				t.order, t.equal, rest = comparison(rest)
			} else {
				q.unknown = append(q.unknown, name)
			}
		}
		t.word, t.whole, rest = nextWord(rest)
		if t.runes = []rune(t.word); len(t.runes) > 0 || t.whole && t.column > 0 {
			q.terms = append(q.terms, t)
		}
	}
	return q
}

// columnName is the letters before a colon with which s begins.
func columnName(s string) (name, value string, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' && r != '-' })
	if end <= 0 || s[end] != ':' {
		return "", "", false
	}
	return s[:end], s[end+1:], true
}

// comparison takes < and > off the beginning of a value.
func comparison(s string) (order byte, equal bool, rest string) {
	if s == "" || s[0] != '<' && s[0] != '>' {
		return 0, false, s
	}
	rest, equal = strings.CutPrefix(s[1:], "=")
	return s[0], equal, rest
}

// nextWord takes a word off s, and reports whether it was in quotes.
func nextWord(s string) (word string, quoted bool, rest string) {
	if inner, ok := strings.CutPrefix(s, `"`); ok {
		word, rest, closed := strings.Cut(inner, `"`)
		return word, closed || word != "", rest
	}
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		end = len(s)
	}
	return s[:end], false, s[end:]
}

// extends reports whether t can only find what before found.
func (t term) extends(before term) bool {
	if t.column != before.column || t.not != before.not || t.whole != before.whole || t.order != before.order || t.equal != before.equal {
		return false
	}
	if t.word == before.word {
		return true
	}
	if t.not || t.whole || t.order != 0 || t.column != 0 && digits(before.word) {
		return false
	}
	// Of few letters a longer word is found in more places.
	return strings.HasPrefix(t.word, before.word) && (t.column != 0 || len(before.runes) >= partLetters)
}

// wholeIn reports whether the words stand in s, and no longer ones.
func (t term) wholeIn(s string) bool {
	for from := 0; ; {
		at := strings.Index(s[from:], t.word)
		if at < 0 {
			return false
		}
		at += from
		if (at == 0 || boundary(s, at)) && wordEnds(s[at+len(t.word):]) {
			return true
		}
		from = at + 1
	}
}

// inColumn reports whether what stands in the term's column is what it asks for.
func (t term) inColumn(cell string, number bool) bool {
	first, names, _ := strings.Cut(cell, string(fieldEnd))
	switch {
	case t.order != 0:
		return t.compares(first)
	case t.word == "":
		return cell == "" || number && first == "0"
	case number && first == t.word:
		return true
	case number:
		cell = names
	}
	if t.whole {
		return t.wholeIn(cell)
	}
	return strings.Contains(cell, t.word)
}

// compares reports whether what stands there is on the side of the word that is asked for:
// of numbers by what they amount to, of days by their order.
func (t term) compares(cell string) bool {
	if cell == "" {
		return false
	}
	side := strings.Compare(cell, t.word)
	if a, err := strconv.Atoi(cell); err == nil {
		b, err := strconv.Atoi(t.word)
		if err != nil {
			return false
		}
		side = a - b
	}
	return side < 0 && t.order == '<' || side > 0 && t.order == '>' || side == 0 && t.equal
}

// digits reports whether s is a number.
func digits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// In is the query as far as it looks into a column, to highlight what it matched there.
func (q Query) In(column int) Query {
	var in Query
	for _, t := range q.terms {
		if !t.not && t.order == 0 && (t.column == 0 || t.column == column+1) {
			in.terms = append(in.terms, t)
		}
	}
	return in
}

// Understood says what a query means beyond plain words, and which columns there aren't;
// nothing for plain words alone.
func (x *Index) Understood(th *theme.Theme, q Query) Spans {
	var spans Spans
	special := false
	say := func(part ...Span) {
		if len(spans) > 0 {
			spans = append(spans, Say(th.Muted, " "+th.Glyphs.Dot+" "))
		}
		spans = append(spans, part...)
	}
	for _, name := range q.unknown {
		special = true
		say(Say(th.Warn, "no column "), Foreign(th.Warn, text.New(name)))
	}
	for _, t := range q.terms {
		special = special || t.column > 0 || t.not || t.whole
		say(x.phrase(th, t)...)
	}
	if !special {
		return nil
	}
	return spans
}

// phrase says what a term asks for.
func (x *Index) phrase(th *theme.Theme, t term) Spans {
	words := func(column, free Words) Span {
		if t.column == 0 {
			return Say(th.Muted, free)
		}
		return Say(th.Muted, x.columns[t.column-1].Title+column)
	}
	word := Foreign(th.Text, text.New(t.word))
	switch {
	case t.order != 0:
		sign := Words(t.order)
		if t.equal {
			sign += "="
		}
		if t.not {
			return Spans{words(" not "+sign+" ", ""), word}
		}
		return Spans{words(" "+sign+" ", ""), word}
	case t.word == "" && t.not:
		return Spans{words(" not empty", "")}
	case t.word == "":
		return Spans{words(" empty", "")}
	case t.whole && t.not:
		return Spans{words(" lacks the word ", "without the word "), word}
	case t.not:
		return Spans{words(" lacks ", "without "), word}
	case t.whole:
		return Spans{words(" has the word ", "the word "), word}
	}
	return Spans{words(" has ", ""), word}
}
