package text

import (
	"errors"
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// MarshalJSON keeps the value and escapes with \u what is not printable, lone
// surrogates included. Bytes that are no UTF-8, which JSON can't carry, become
// U+FFFD, as a server would read them.
func (t Text) MarshalJSON() ([]byte, error) {
	return AppendJSON(make([]byte, 0, len(t.raw)+2), t.raw), nil
}

// AppendJSON appends raw (WTF-8) as a JSON string that is safe to display.
func AppendJSON(b []byte, raw string) []byte {
	b = append(b, '"')
	if bare(raw) {
		return append(append(b, raw...), '"')
	}
	marks := maxMarks
	for i := 0; i < len(raw); {
		r, size := decode(raw[i:])
		marks = countMark(marks, r)
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r >= 0 && Printable(r) && marks <= maxMarks:
			b = append(b, raw[i:i+size]...)
		default:
			b = appendEscape(b, r)
			marks = maxMarks
		}
		i += size
	}
	return append(b, '"')
}

// appendEscape appends the JSON escape of r, -1 standing for a byte that is no
// UTF-8.
func appendEscape(b []byte, r rune) []byte {
	switch {
	case r < 0:
		return appendUnit(b, utf8.RuneError)
	case r == '\n':
		return append(b, '\\', 'n')
	case r == '\r':
		return append(b, '\\', 'r')
	case r == '\t':
		return append(b, '\\', 't')
	case r > 0xFFFF:
		hi, lo := utf16.EncodeRune(r)
		return appendUnit(appendUnit(b, hi), lo)
	}
	return appendUnit(b, r)
}

// bare reports whether s may stand between quotes as it is: printable ASCII
// without quotes and backslashes, which most of a tenant is.
func bare(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7F || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func appendUnit(b []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

var errNotString = errors.New("not a JSON string")

// UnmarshalJSON takes a JSON string; null leaves the text as it is. Any other
// value is an error.
func (t *Text) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	raw, err := Unquote(b)
	if err != nil {
		return err
	}
	t.raw = raw
	return nil
}

// Unquote is the raw value (WTF-8) of one JSON string, quotes included in b.
func Unquote(b []byte) (string, error) {
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' {
		return "", errNotString
	}
	b = b[1 : len(b)-1]
	simple := true
	for _, c := range b {
		if c == '"' || c < 0x20 {
			// A quote within is only right behind a backslash, which the slow way checks.
			simple = false
		}
		if c == '\\' {
			simple = false
		}
	}
	if simple {
		return string(b), nil
	}
	return unquoteSlow(b)
}

func unquoteSlow(b []byte) (string, error) {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c == '"' || c < 0x20:
			return "", fmt.Errorf("byte 0x%02X within a JSON string", c)
		case c != '\\':
			out = append(out, c)
			i++
			continue
		case i+1 >= len(b):
			return "", errors.New("a JSON string that ends in an escape")
		}
		if b[i+1] == 'u' {
			r, size, err := unquoteUnits(b[i:])
			if err != nil {
				return "", err
			}
			out = appendWTF8(out, r)
			i += size
			continue
		}
		meant, ok := shortEscape(b[i+1])
		if !ok {
			return "", fmt.Errorf("unknown JSON escape 0x%02X", b[i+1])
		}
		out = append(out, meant)
		i += 2
	}
	return string(out), nil
}

// shortEscape is the byte that a backslash and c stand for.
func shortEscape(c byte) (byte, bool) {
	switch c {
	case '"', '\\', '/':
		return c, true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	}
	return 0, false
}

// unquoteUnits reads \uXXXX at the front of b, or the two of them that make a
// surrogate pair.
func unquoteUnits(b []byte) (r rune, size int, err error) {
	unit := func(b []byte) (rune, bool) {
		if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
			return 0, false
		}
		n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
		return rune(n), err == nil
	}
	r, ok := unit(b)
	if !ok {
		return 0, 0, errors.New("a \\u escape without four hexadecimal digits")
	}
	if low, ok := unit(b[6:]); ok {
		if pair := utf16.DecodeRune(r, low); pair != unicode.ReplacementChar {
			return pair, 12, nil
		}
	}
	return r, 6, nil
}
