package sandbox

import (
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// appendJSON appends v as compact JSON, as the server's language writes it:
// nothing escaped but quotes, backslashes, controls and lone surrogates.
func appendJSON(b []byte, v value) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(b, v)
	case float64:
		return append(b, numberText(v)...)
	case string:
		return appendString(b, v)
	case *array:
		b = append(b, '[')
		for i, e := range v.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, e)
		}
		return append(b, ']')
	case *object:
		return appendObject(b, v)
	}
	return append(b, "null"...) // null, and undefined within an array
}

func appendObject(b []byte, o *object) []byte {
	if o.raw != "" {
		return append(b, o.raw...)
	}
	b = append(b, '{')
	first := true
	for i, k := range o.keys {
		if o.vals[i] == (undefined{}) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = appendString(b, k)
		b = append(b, ':')
		b = appendJSON(b, o.vals[i])
	}
	return append(b, '}')
}

func appendString(b []byte, s string) []byte {
	if utf8.ValidString(s) {
		b, _ = jsontext.AppendQuote(b, s) // it fails for what is no UTF-8
		return b
	}
	b = append(b, '"')
	for s != "" {
		n := validPrefix(s)
		quoted, _ := jsontext.AppendQuote(nil, s[:n])
		b = append(b, quoted[1:len(quoted)-1]...)
		if s = s[n:]; isSurrogate(s) {
			b = fmt.Appendf(b, `\u%04x`, surrogate(s))
			s = s[3:]
		}
	}
	return append(b, '"')
}

// isSurrogate reports whether s begins with a surrogate in WTF-8: all that texts hold
// beside UTF-8.
func isSurrogate(s string) bool {
	return len(s) > 2 && s[0] == 0xED && s[1] >= 0xA0 && s[1] < 0xC0 && !utf8.RuneStart(s[2])
}

// surrogate is the UTF-16 unit at the front of s.
func surrogate(s string) uint16 { return 0xD000 | uint16(s[1]&0x3F)<<6 | uint16(s[2]&0x3F) }

// numberText writes a number as the server's language does: the shortest digits
// that give it back, and null for what JSON can't hold.
func numberText(f float64) string {
	switch {
	case math.IsInf(f, 0) || math.IsNaN(f):
		return "null"
	case f == 0:
		return "0"
	}
	return string(jsontext.AppendFloat(nil, f, 64))
}
