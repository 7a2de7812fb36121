package text

import "unicode"

// Pasted is the text for a clipboard: as it came, or escaped where it holds what
// would act on the place that it is pasted into, be it a control character, a
// line end or a turn of the direction of writing.
func (t Text) Pasted() (value string, escaped bool) {
	for i := 0; i < len(t.raw); {
		r, size := decode(t.raw[i:])
		if acts(r) {
			return Escape(t.raw), true
		}
		i += size
	}
	return t.raw, false
}

// acts reports whether r does something instead of being shown. Bytes that are
// no UTF-8 do where a terminal takes them one by one.
func acts(r rune) bool {
	return r < 0 || isSurrogate(r) || unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// PastedJSON is a JSON document of the same value, with \u for whatever is not
// printable and no line end of its own.
func PastedJSON(doc []byte) []byte {
	out := make([]byte, 0, len(doc))
	for i := 0; i < len(doc); {
		r, size := decode(string(doc[i:min(len(doc), i+4)]))
		switch {
		case r == '\n' || r == '\t' || r >= 0 && Printable(r):
			out = append(out, doc[i:i+size]...)
		case r == '\r': // between values, where it means nothing
		default:
			out = appendEscape(out, r)
		}
		i += size
	}
	return out
}
