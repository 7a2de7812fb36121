package sandbox

import (
	"fmt"
	"strings"
)

// escapeHTML writes s as the server does where it names the key of a fault, for
// it may end up on a page. The message beside it is not escaped.
func escapeHTML(s string) string {
	var b strings.Builder
	for _, u := range units(s) {
		name, named := namedUnits()[u]
		switch {
		case named:
			b.WriteString("&" + name + ";")
		case isSafe(u):
			b.WriteByte(byte(u))
		case u < 256:
			fmt.Fprintf(&b, "&#x%02x;", u)
		default:
			fmt.Fprintf(&b, "&#%d;", u)
		}
	}
	return b.String()
}

// isSafe reports whether a UTF-16 unit stands for itself.
func isSafe(u uint16) bool {
	switch {
	case u >= 'a' && u <= 'z', u >= 'A' && u <= 'Z', u >= '0' && u <= '9':
		return true
	}
	return u < 128 && strings.IndexByte(" _-.,:", byte(u)) >= 0
}

// namedUnits are the UTF-16 units that are written by a name.
func namedUnits() map[uint16]string {
	return map[uint16]string{
		'&': "amp", '<': "lt", '>': "gt", '"': "quot",
		0xA0: "nbsp", '¢': "cent", '£': "pound", '¤': "curren", '©': "copy", '®': "reg",
	}
}
