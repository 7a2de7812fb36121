package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
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
// before still stands there, perhaps with more letters.
func (q Query) extends(before Query) bool {
	if len(before.terms) > len(q.terms) {
		return false
	}
	for i, t := range before.terms {
		if !strings.HasPrefix(q.terms[i].word, t.word) {
			return false
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

func (t term) match(row string) (int, bool) {
	at := strings.Index(row, t.word)
	if at < 0 {
		return t.loose(row)
	}
	// The first place isn't always the best: look for one that begins a word.
	best := t.place(row, at)
	for range 4 {
		if best < hitPart {
			break
		}
		next := strings.Index(row[at+1:], t.word)
		if next < 0 {
			break
		}
		at += 1 + next
		best = min(best, t.place(row, at))
	}
	return best, true
}

// place is the cost of the word standing at a byte of row.
func (t term) place(row string, at int) int {
	end := at + len(t.word)
	starts := at == 0 || row[at-1] == fieldEnd
	ends := end == len(row) || row[end] == fieldEnd
	far := min(39, at/4)
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

// maxSpread is how many other letters may stand between those of a word that is
// found in sequence only: further apart they mean nothing to the eye.
const maxSpread = 8

// loose finds the letters in sequence, within one field.
func (t term) loose(row string) (int, bool) {
	best, found := 0, false
	for more := true; more; {
		var field string
		field, row, more = strings.Cut(row, string(fieldEnd))
		if len(field) < len(t.word) || !sequence(field, t.word) {
			continue
		}
		chars := util.ToChars([]byte(field))
		r, _ := algo.FuzzyMatchV1(true, false, true, &chars, t.runes, false, nil)
		if r.Start < 0 || r.End-r.Start-len(t.runes) > maxSpread {
			continue
		}
		cost := hitLoose + min(perTerm-hitLoose-1, r.End-r.Start-len(t.runes))
		if !found || cost < best {
			best, found = cost, true
		}
	}
	return best, found
}

// sequence is a cheap test that the bytes of word stand in s in that order.
func sequence(s, word string) bool {
	for i := range len(word) {
		at := strings.IndexByte(s, word[i])
		if at < 0 {
			return false
		}
		s = s[at+1:]
	}
	return true
}
