//go:build unix

package terminal

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// keyCode is what a terminal sends for a key.
func keyCode(name string) (string, error) {
	if code := namedKey(name); code != "" {
		return code, nil
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok && len(letter) == 1 && letter >= "a" && letter <= "z" {
		return string(letter[0] & 0x1f), nil
	}
	if r, size := utf8.DecodeRuneInString(name); size > 0 && size == len(name) && r > ' ' && r != 0x7f {
		return name, nil
	}
	return "", fmt.Errorf("there is not a key %q", name)
}

func namedKey(name string) string {
	switch name {
	case "enter":
		return "\r"
	case "esc":
		// In the unambiguous form: a bare escape with another key right behind it
		// is what a terminal sends for that key with alt.
		return "\x1b[27u"
	case "tab":
		return "\t"
	case "shift+tab":
		return "\x1b[Z"
	case "space":
		return " "
	case "backspace":
		return "\x7f"
	case "up":
		return "\x1b[A"
	case "down":
		return "\x1b[B"
	case "right":
		return "\x1b[C"
	case "left":
		return "\x1b[D"
	case "home":
		return "\x1b[H"
	case "end":
		return "\x1b[F"
	case "pgup":
		return "\x1b[5~"
	case "pgdown":
		return "\x1b[6~"
	case "delete":
		return "\x1b[3~"
	}
	return ""
}
