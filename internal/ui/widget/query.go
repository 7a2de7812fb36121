package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Query is what somebody typed into a filter: words that must all be found, in
// any order, each as it stands or as letters in sequence. The zero value finds
// everything.
type Query struct {
	terms []term
}

// term is one word as it is compared.
type term struct {
	word  string
	runes []rune
}

// ParseQuery splits what was typed at blanks.
func ParseQuery(typed string) Query {
	var q Query
	for _, word := range strings.Fields(folded(typed)) {
		q.terms = append(q.terms, term{word: word, runes: []rune(word)})
	}
	return q
}

// IsZero reports whether the query finds everything.
func (q Query) IsZero() bool { return len(q.terms) == 0 }

// extends reports whether q can only find what before found: each word of
// before still stands there, a long one perhaps with more letters.
func (q Query) extends(before Query) bool {
	if len(before.terms) > len(q.terms) {
		return false
	}
	for i, t := range before.terms {
		now := q.terms[i].word
		if !strings.HasPrefix(now, t.word) || len(t.runes) < partLetters && now != t.word {
			return false // a longer word is found in more places
		}
	}
	return true
}

// The kinds of hit, best first, spread so that finer differences fit between.
const (
	hitWhole = 0
	hitStart = 40
	hitWord  = 80
	hitPart  = 120
	hitLoose = 160

	// farthest is what it costs at most that a hit stands far from the beginning.
	farthest = 39

	perTerm = 256
	// worst bounds the cost of a row, so that rows can be put into order by
	// counting instead of comparing.
	worst = 4*perTerm - 1
)

// match is the cost of row, 0 being best, and whether all words are in it.
func (q Query) match(row string) (cost int, ok bool) {
	for _, t := range q.terms {
		c, ok := t.match(row)
		if !ok {
			return 0, false
		}
		cost += c
	}
	return min(cost, worst), true
}

// partLetters is how many letters of a word must be typed before it is found in the
// middle of another, where that is no name: fewer stand everywhere in ids.
const partLetters = 3

func (t term) match(row string) (int, bool) {
	names, others, _ := strings.Cut(row, string(otherFields))
	if at, cost := t.standing(names, true); at >= 0 {
		return cost, true
	}
	if at, cost := t.standing(others, len(t.runes) >= partLetters); at >= 0 {
		return min(cost+farthest, hitLoose-1), true
	}
	return t.loose(names)
}

// standing is the best place at which the word stands in row, -1 for none, and its
// cost; parts says that the middle of a word is a place too.
func (t term) standing(row string, parts bool) (at, cost int) {
	at = -1
	// The first place isn't always the best: look for one that begins a word.
	for from, tries := 0, 5; tries > 0; {
		next := strings.Index(row[from:], t.word)
		if next < 0 {
			break
		}
		next += from
		from = next + 1
		c := t.place(row, next)
		if c < hitPart {
			return next, c
		}
		if parts {
			tries--
			if at < 0 || c < cost {
				at, cost = next, c
			}
		}
	}
	return at, cost
}

// place is the cost of the word standing at a byte of row.
func (t term) place(row string, at int) int {
	end := at + len(t.word)
	starts := at == 0 || row[at-1] == fieldEnd
	ends := end == len(row) || row[end] == fieldEnd
	far := min(farthest, at/4)
	switch {
	case starts && ends:
		return hitWhole + far
	case starts:
		return hitStart + far
	case boundary(row, at):
		return hitWord + far
	default:
		return hitPart + far
	}
}

// boundary reports whether a word begins at a byte of s.
func boundary(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before)
}
