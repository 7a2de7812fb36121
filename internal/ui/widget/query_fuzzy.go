package widget

import (
	"strings"
	"unicode/utf8"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// maxSpread is how many other letters may stand between those of a word that is
// found in sequence only: further apart they mean nothing to the eye.
const maxSpread = 8

// longField is from how many bytes on a field is a sentence rather than a name. In
// a sentence single letters stand in any sequence: there the word must be made of
// the beginnings of words, as "whocan" is of "who can".
const longField = 28

// loose finds the letters in sequence, within one field.
func (t term) loose(row string) (int, bool) {
	best, found := 0, false
	for more := true; more; {
		var field string
		field, row, more = strings.Cut(row, string(fieldEnd))
		spread, ok := t.spread(field)
		if !ok {
			continue
		}
		cost := hitLoose + min(perTerm-hitLoose-1, spread)
		if !found || cost < best {
			best, found = cost, true
		}
	}
	return best, found
}

// spread is how many other letters stand between those of the word in a field;
// false where they don't stand there in sequence, or mean nothing.
func (t term) spread(field string) (int, bool) {
	if len(field) < len(t.word) || !sequence(field, t.word) {
		return 0, false
	}
	if len(field) >= longField {
		at := t.beginnings(field)
		if at == nil {
			return 0, false
		}
		return at[len(at)-1] - at[0] + 1 - len(at), true
	}
	chars := util.ToChars([]byte(field))
	r, _ := algo.FuzzyMatchV1(true, false, true, &chars, t.runes, false, nil)
	n := r.End - r.Start - len(t.runes)
	return n, r.Start >= 0 && n <= maxSpread
}

// letters are the places, counted in code points, of the word's letters in a field
// in which they stand in sequence; nil where they don't.
func (t term) letters(field string) []int {
	if _, ok := t.spread(field); !ok {
		return nil
	}
	var places []int
	if len(field) >= longField {
		for _, at := range t.beginnings(field) {
			if utf8.RuneStart(field[at]) {
				places = append(places, utf8.RuneCountInString(field[:at]))
			}
		}
		return places
	}
	chars := util.ToChars([]byte(field))
	if _, at := algo.FuzzyMatchV1(true, false, true, &chars, t.runes, true, nil); at != nil {
		places = *at
	}
	return places
}

// run is how the first bytes of a word are found: the last of them in a word of the
// field that begins at a byte, after others.
type run struct{ start, before int }

// beginnings are the bytes of a field that make up the word, two or more from the
// beginning of each of some words of the field, in their order, of the last perhaps
// one; nil where there are none such.
func (t term) beginnings(field string) []int {
	n := len(t.word)
	runs := make([]run, n+1)
	for i := range runs {
		runs[i].start = -1
	}
	runs[0].start = 0
	for start := range len(field) {
		if !utf8.RuneStart(field[start]) || start > 0 && !boundary(field, start) {
			continue
		}
		for from := n - 1; from >= 0 && runs[n].start < 0; from-- {
			if runs[from].start < 0 || from > 0 && runs[from].start+from-runs[from].before > start {
				continue
			}
			for to := from + 1; to <= n && start+to-from <= len(field) && field[start+to-from-1] == t.word[to-1]; to++ {
				if runs[to].start < 0 && (to-from > 1 || to == n) {
					runs[to] = run{start, from}
				}
			}
		}
	}
	if runs[n].start < 0 {
		return nil
	}
	at := make([]int, n)
	for to := n; to > 0; to = runs[to].before {
		for i := runs[to].before; i < to; i++ {
			at[i] = runs[to].start + i - runs[to].before
		}
	}
	return at
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
