package state

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"authzx/internal/text"
)

// quote is a value of a state file: a string of TOML, or what JSON calls it where
// TOML can't hold it, which knows no half of a surrogate pair.
func quote(t text.Text) string {
	if !utf8.ValidString(t.Raw()) {
		return "{ json = " + quoted(string(text.AppendJSON(nil, t.Raw()))) + " }"
	}
	return quoted(t.Raw())
}

// quoted is a basic string of TOML. What can't be printed is escaped.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case text.Printable(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
