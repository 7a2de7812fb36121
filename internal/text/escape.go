package text

import (
	"fmt"
	"strings"
	"unicode"
)

// maxMarks is how many combining marks may follow one another unescaped: more
// than any living script stacks, few enough not to draw over other lines.
const maxMarks = 4

// Escape makes s safe to draw: control, format, zero-width and private
// characters, odd blanks, line and paragraph separators, lone surrogates and
// stray combining marks become escapes such as ⟨U+202E⟩, bytes that are no
// UTF-8 become ⟨0xFF⟩. The opening bracket itself is escaped too, so that
// different texts never look the same by their escapes.
func Escape(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	marks := maxMarks
	for i := 0; i < len(s); {
		r, size := decode(s[i:])
		marks = countMark(marks, r)
		switch {
		case r < 0:
			fmt.Fprintf(&b, "⟨0x%02X⟩", s[i])
			marks = maxMarks
		case !Printable(r) || marks > maxMarks || r == '⟨':
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
			marks = maxMarks // a mark that follows must not settle on the bracket
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// countMark is the number of combining marks in a row, r included, when marks
// came before it.
func countMark(marks int, r rune) int {
	if r >= 0x300 && unicode.Is(unicode.M, r) {
		return marks + 1
	}
	return 0
}

// Printable reports whether r may be drawn as it is: letters, marks, digits,
// punctuation, symbols and the plain blank, less what has no width or no ink.
func Printable(r rune) bool {
	if r < 0x7F {
		return r >= 0x20
	}
	return unicode.IsPrint(r) &&
		!unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) &&
		!unicode.Is(unicode.Variation_Selector, r) &&
		r != 0x2800 // the braille blank: a symbol without ink
}

// plain reports whether s is printable ASCII, which needs no work.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7F {
			return false
		}
	}
	return true
}
