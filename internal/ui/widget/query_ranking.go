package widget

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Query is what somebody typed into a filter: words that must all be found, in
// any order, each as it stands or as letters in sequence, unless they say otherwise. The
// zero value finds everything.
type Query struct {
	terms   []term
	unknown []string // columns that were named and aren't there
}

// IsZero reports whether the query finds everything.
func (q Query) IsZero() bool { return len(q.terms) == 0 }

// Names reports whether the query says what is looked for, not only what is not.
func (q Query) Names() bool { return slices.ContainsFunc(q.terms, func(t term) bool { return !t.not }) }

// extends reports whether q can only find what before found: each word of
// before still stands there, a long one perhaps with more letters.
func (q Query) extends(before Query) bool {
	if len(before.terms) > len(q.terms) {
		return false
	}
	for i, t := range before.terms {
		if !q.terms[i].extends(t) {
			return false
		}
	}
	return true
}

// The kinds of hit, best first, spread so that finer differences fit between.
const (
	hitWhole = 0   // the field
	hitFull  = 40  // a whole word
	hitStart = 80  // the beginning of the field
	hitWord  = 120 // the beginning of a word
	hitPart  = 160
	hitLoose = 200

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
	if t.not || t.whole {
		return 0, t.stands(row) != t.not
	}
	names, others, _ := strings.Cut(row, string(otherFields))
	at, cost := t.standing(names, true)
	if at >= 0 && cost < hitFull {
		return cost, true
	}
	if also, other := t.standing(others, len(t.runes) >= partLetters); also >= 0 {
		if other = min(other+farthest, hitLoose-1); at < 0 || other < cost {
			return other, true
		}
	}
	if at >= 0 {
		return cost, true
	}
	return t.loose(names)
}

// stands reports whether the word stands in row, whole where that is asked.
func (t term) stands(row string) bool {
	if t.whole {
		return t.wholeIn(row)
	}
	return strings.Contains(row, t.word)
}

// standing is the best place at which the word stands in row, -1 for none, and its
// cost; parts says that the middle of a word is a place too.
func (t term) standing(row string, parts bool) (at, cost int) {
	at = -1
	// The first place isn't always the best.
	for from, tries := 0, 5; tries > 0 && (at < 0 || cost >= hitStart); {
		next := strings.Index(row[from:], t.word)
		if next < 0 {
			break
		}
		next += from
		from = next + 1
		c := t.place(row, next)
		if c >= hitPart {
			tries--
		}
		if (parts || c < hitPart) && (at < 0 || c < cost) {
			at, cost = next, c
		}
	}
	return at, cost
}

// place is the cost of the word standing at a byte of row.
func (t term) place(row string, at int) int {
	end := at + len(t.word)
	starts := at == 0 || row[at-1] == fieldEnd
	ends := end == len(row) || row[end] == fieldEnd
	begins := starts || boundary(row, at)
	far := min(farthest, at/4)
	switch {
	case starts && ends:
		return hitWhole + far
	case begins && wordEnds(row[end:]):
		return hitFull + far
	case starts:
		return hitStart + far
	case begins:
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

// wordEnds reports whether a word that stands before s ends there.
func wordEnds(s string) bool {
	next, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLetter(next) && !unicode.IsDigit(next)
}
