// Package text holds foreign text: strings that came from a server, a file or
// a paste and that strangers may have chosen. The raw value is for requests
// and comparisons; everything that draws or prints gets visible escapes.
package text

import (
	"fmt"
	"io"
	"log/slog"
	"unicode/utf16"
	"unicode/utf8"
)

// Text is one foreign string. It is comparable (by raw value) and its zero
// value is the empty text. Lone surrogates, which JSON can carry and UTF-8
// can't, are kept as WTF-8; bytes that are no UTF-8 at all are kept as they are.
type Text struct {
	raw string
}

// New wraps raw, whatever bytes it holds.
func New(raw string) Text { return Text{raw: raw} }

// Raw is the value as it came: for requests, comparisons and map keys, never
// for a terminal.
func (t Text) Raw() string { return t.raw }

// IsZero reports whether the text is empty.
func (t Text) IsZero() bool { return t.raw == "" }

// String is the text with everything escaped that is not plainly printable.
func (t Text) String() string { return Escape(t.raw) }

// GoString is String, so that %#v can't leak raw bytes either.
func (t Text) GoString() string { return Escape(t.raw) }

// Format writes the escaped text under every verb and with every width.
func (t Text) Format(f fmt.State, verb rune) {
	switch verb {
	case 'q', 'x', 'X':
		_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), t.String())
	default:
		_, hasWidth := f.Width()
		_, hasPrecision := f.Precision()
		if !hasWidth && !hasPrecision {
			_, _ = io.WriteString(f, t.String())
			return
		}
		_, _ = fmt.Fprintf(f, fmt.FormatString(f, 's'), t.String())
	}
}

// LogValue logs the escaped text.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.String()) }

// Clip is the text as far as n bytes go, with … behind what is cut. No code
// point is cut in two.
func (t Text) Clip(n int) Text {
	if len(t.raw) <= n {
		return t
	}
	end := 0
	for end < n {
		_, size := decode(t.raw[end:])
		if end+size > n {
			break
		}
		end += size
	}
	return Text{t.raw[:end] + "…"}
}

// Units is the length as the server counts it, in UTF-16 units.
func (t Text) Units() int {
	n := 0
	for i := 0; i < len(t.raw); {
		r, size := decode(t.raw[i:])
		switch {
		case r < 0 || isSurrogate(r):
			n++
		default:
			n += utf16.RuneLen(r)
		}
		i += size
	}
	return n
}

// decode reads one code point of WTF-8 from the front of s, which is not
// empty. A byte that starts no code point gives -1 and size 1.
func decode(s string) (r rune, size int) {
	r, size = utf8.DecodeRuneInString(s)
	if r != utf8.RuneError || size != 1 {
		return r, size
	}
	if len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80 {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return -1, 1
}

func isSurrogate(r rune) bool { return r >= 0xD800 && r <= 0xDFFF }

// appendWTF8 appends r, lone surrogates included.
func appendWTF8(b []byte, r rune) []byte {
	if isSurrogate(r) {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}

// UnmarshalText implements encoding.TextUnmarshaler: the raw value, as TOML has it.
func (t *Text) UnmarshalText(raw []byte) error {
	t.raw = string(raw)
	return nil
}
