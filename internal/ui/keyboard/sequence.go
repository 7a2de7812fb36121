package keyboard

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// What the bytes of a terminal begin and end with.
const (
	bell       = 0x07
	cancel     = 0x18
	substitute = 0x1a
	esc        = 0x1b
	stop       = 0x9c // ends a string, in eight bits
)

// completeness is what can be said of the bytes at hand.
type completeness int

const (
	partial  completeness = iota // the rest has not come
	plain                        // text, or a key of one byte
	sequence                     // of a terminal, and whole
	broken                       // can't become one any more
	escape                       // the key alone
)

// unit measures what stands at the beginning of b, which must not be empty.
func unit(b []byte) (int, completeness) {
	switch {
	case b[0] == esc:
		return escaped(b)
	case isControl(b[0]):
		return introduced(b, 1, b[0]-0x40)
	}
	return run(b)
}

// isControl reports whether a byte that begins a character is a control code of
// eight bits: no character of UTF-8 begins so.
func isControl(c byte) bool { return c >= 0x80 && c < 0xa0 }

// run measures text, as far as it has come in whole characters.
func run(b []byte) (int, completeness) {
	i := 0
	for i < len(b) && b[i] != esc && !isControl(b[i]) && utf8.FullRune(b[i:]) {
		_, size := utf8.DecodeRune(b[i:])
		i += size
	}
	if i == 0 {
		return len(b), partial
	}
	return i, plain
}

// escaped measures what an escape begins.
func escaped(b []byte) (int, completeness) {
	switch {
	case len(b) == 1:
		return 1, partial
	case b[1] != esc:
		return introduced(b, 2, b[1])
	}
	// The meta key in front of another one, or the key twice.
	n, f := escaped(b[1:])
	switch {
	case f == partial:
		return n + 1, partial
	case f == sequence && (b[2] == '[' || b[2] == 'O'):
		return n + 1, sequence
	}
	return 1, escape
}

// introduced measures a sequence of which kind says the sort and whose rest
// begins at at.
func introduced(b []byte, at int, kind byte) (int, completeness) {
	switch kind {
	case '[':
		return control(b, at)
	case 'O':
		return single(b, at)
	case 'P', ']', '_':
		return text(b, at, kind)
	}
	if at == 1 {
		return 1, plain
	}
	if !utf8.FullRune(b[1:]) {
		return len(b), partial
	}
	_, size := utf8.DecodeRune(b[1:])
	return 1 + size, plain // a key with alt
}

// control measures what begins as "ESC [" does (ECMA-48, 5.4).
func control(b []byte, at int) (int, completeness) {
	switch {
	case at == len(b):
		return at, partial
	case b[at] == 'M':
		return fixed(b, at+1, 3) // the old form of the mouse
	case b[at] == '[':
		return numbered(b, at+1)
	}
	i := at
	for i < len(b) && b[i] >= 0x30 && b[i] <= 0x3f {
		i++
	}
	digits := i > at && len(bytes.Trim(b[at:i], "0123456789")) == 0
	for i < len(b) && b[i] >= 0x20 && b[i] <= 0x2f {
		i++
		if digits && b[i-1] == '$' {
			return i, sequence // rxvt ends keys with shift so
		}
	}
	switch {
	case i == len(b):
		return i, partial
	case b[i] >= 0x40 && b[i] <= 0x7e:
		return i + 1, sequence
	}
	return i, broken
}

// fixed measures a sequence of which n bytes follow at at.
func fixed(b []byte, at, n int) (int, completeness) {
	for i := at; i < at+n; i++ {
		switch {
		case i == len(b):
			return i, partial
		case b[i] < 0x20:
			return i, broken
		}
	}
	return at + n, sequence
}

// numbered measures one of the five function keys that Linux sends in its own way.
func numbered(b []byte, at int) (int, completeness) {
	switch {
	case at == len(b):
		return at, partial
	case b[at] < 'A' || b[at] > 'E':
		return at, broken
	}
	return at + 1, sequence
}

// single measures what begins as "ESC O" does, the number of a modifier included.
func single(b []byte, at int) (int, completeness) {
	i := at
	for i < len(b) && b[i] >= '0' && b[i] <= '9' {
		i++
	}
	switch {
	case i == len(b):
		return i, partial
	case b[i] > 0x20 && b[i] <= 0x7e:
		return i + 1, sequence
	}
	return i, broken
}

// text measures a string of a terminal's own, such as the answer which colours
// it has.
func text(b []byte, at int, kind byte) (int, completeness) {
	switch {
	case at == len(b):
		return at, partial
	case !begins(kind, b[at]):
		return at, broken
	}
	for i := at; i < len(b); i++ {
		switch c := b[i]; {
		case c == stop, c == bell && kind == ']':
			return i + 1, sequence
		case c == cancel, c == substitute, c == bell:
			return i + 1, broken
		case c == esc && i+1 == len(b):
			return i + 1, partial
		case c == esc && b[i+1] == '\\':
			return i + 2, sequence
		case c < 0x20:
			return i, broken // a key that was pressed meanwhile
		}
	}
	return len(b), partial
}

// begins reports whether c can be the first byte of an answer: who pressed a key
// with alt may type anything next.
func begins(kind, c byte) bool {
	digit := c >= '0' && c <= '9'
	switch kind {
	case 'P':
		return digit || slices.Contains([]byte("<=>?!+$"), c)
	case ']':
		return digit
	}
	return c == 'G'
}
