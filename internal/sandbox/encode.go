package sandbox

import (
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"
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
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, s[start:i]...)
			b = append(b, '\\', c)
		case c < 0x20:
			b = append(b, s[start:i]...)
			b = appendControl(b, c)
		case c == 0xED && isSurrogateAt(s, i):
			b = append(b, s[start:i]...)
			b = appendUnit(b, 0xD000|uint16(s[i+1]&0x3F)<<6|uint16(s[i+2]&0x3F))
			i += 2
		default:
			continue
		}
		start = i + 1
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

// isSurrogateAt reports whether the three bytes of s from i on are a surrogate
// in WTF-8.
func isSurrogateAt(s string, i int) bool {
	return i+2 < len(s) && s[i] == 0xED && s[i+1] >= 0xA0 && s[i+1] < 0xC0 && !utf8.RuneStart(s[i+2])
}

func appendControl(b []byte, c byte) []byte {
	const short = "btn?fr" // from 0x08 on; 0x0B has no short form
	if c >= 0x08 && c <= 0x0D && c != 0x0B {
		return append(b, '\\', short[c-0x08])
	}
	return appendUnit(b, uint16(c))
}

func appendUnit(b []byte, u uint16) []byte {
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', hex[u>>12], hex[u>>8&15], hex[u>>4&15], hex[u&15])
}

// numberText writes a number as the server's language does: the shortest digits
// that give it back, and null for what JSON can't hold.
func numberText(f float64) string {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return "null"
	}
	if f == 0 {
		return "0"
	}
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return strconv.FormatInt(int64(f), 10)
	}
	b, err := json.Marshal(f) // specified to be that very form
	if err != nil {
		return "null"
	}
	return string(b)
}
