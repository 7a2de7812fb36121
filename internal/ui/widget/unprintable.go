package widget

import (
	"strings"
	"unicode/utf8"
)

// The editing models of Bubbles drop control characters and can't hold lone
// surrogates or bytes that are no UTF-8. A value that has them must not lose
// them because somebody alters a letter elsewhere in it: while it is edited they
// are lodged in a private plane, and drawn as the escapes that they are.
const (
	shelterControl   = 0xF0000 // + the code point, below 0xA0
	shelterUnknown   = 0xF00FF // U+FFFD itself
	shelterByte      = 0xF0100 // + the byte
	shelterSurrogate = 0xF1000 // + the surrogate - 0xD800
)

// shelter is raw as an editing model can hold it. keepLines leaves line feeds
// alone, for a field of several lines.
func shelter(raw string, keepLines bool) string {
	var b strings.Builder
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[i:])
		switch {
		case r == '\n' && keepLines:
			b.WriteByte('\n')
		case r < 0x20 || 0x7F <= r && r < 0xA0:
			b.WriteRune(shelterControl + r)
		case r == utf8.RuneError && size == 3:
			b.WriteRune(shelterUnknown)
		case r == utf8.RuneError && surrogate(raw[i:]):
			b.WriteRune(shelterSurrogate + rune(raw[i+1]&0x1F)<<6 + rune(raw[i+2]&0x3F))
			size = 3
		case r == utf8.RuneError:
			b.WriteRune(shelterByte + rune(raw[i]))
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// surrogate reports whether s begins with a surrogate in WTF-8.
func surrogate(s string) bool {
	return len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80
}

// unshelter is the raw value again.
func unshelter(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == shelterUnknown:
			b.WriteRune(utf8.RuneError)
		case r >= shelterControl && r < shelterControl+0xA0:
			b.WriteRune(r - shelterControl)
		case r >= shelterByte && r < shelterByte+0x100:
			b.WriteByte(byte(r - shelterByte))
		case r >= shelterSurrogate && r < shelterSurrogate+0x800:
			low := r - shelterSurrogate
			b.Write([]byte{0xED, 0xA0 | byte(low>>6), 0x80 | byte(low)&0x3F})
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
