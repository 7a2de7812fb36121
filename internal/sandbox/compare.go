package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// lower is s in lower case as the server's language has it: İ becomes two code
// points, a final sigma is told from the others, lone surrogates stay.
func lower(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	if utf8.ValidString(s) {
		return cases.Lower(language.Und).String(s)
	}
	var b strings.Builder
	for s != "" {
		n := validPrefix(s)
		b.WriteString(cases.Lower(language.Und).String(s[:n]))
		if n < len(s) {
			b.WriteByte(s[n])
			n++
		}
		s = s[n:]
	}
	return b.String()
}

// validPrefix is how many bytes at the front of s are valid UTF-8.
func validPrefix(s string) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(s)
}

// compareText orders strings by their UTF-16 units, as the server sorts.
func compareText(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] >= utf8.RuneSelf || b[i] >= utf8.RuneSelf {
			return slices.Compare(units(a), units(b))
		}
		if a[i] != b[i] {
			return cmp.Compare(a[i], b[i])
		}
	}
	return cmp.Compare(len(a), len(b))
}

func units(s string) []uint16 {
	out := make([]uint16, 0, len(s))
	for i := 0; i < len(s); {
		if isSurrogate(s[i:]) {
			out = append(out, surrogate(s[i:]))
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		out = utf16.AppendRune(out, r)
		i += size
	}
	return out
}

// compareValues orders values for a list sorted by one key: strings among
// themselves, then null, then what is missing.
func compareValues(a, b value) int {
	sa, okA := a.(string)
	sb, okB := b.(string)
	if okA && okB {
		return compareText(sa, sb)
	}
	return cmp.Compare(rank(a), rank(b))
}

func rank(v value) int {
	switch v.(type) {
	case nil:
		return 2
	case undefined:
		return 3
	case string:
		return 1
	}
	return 0
}

// sortedBy is a copy of objects, sorted by the value that key gives, equals in
// the order in which they were.
func sortedBy(objects []*object, key func(*object) value) []*object {
	out := slices.Clone(objects)
	slices.SortStableFunc(out, func(a, b *object) int { return compareValues(key(a), key(b)) })
	return out
}
