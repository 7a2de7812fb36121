package ui

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// allowedKeys says how a key is spelled.
const allowedKeys = `one character, or a key such as "ctrl+g", "alt+x", "f5", "space", "tab", "pgdn"`

// readKey is the name that Bubble Tea has for a key as a person spells it, or what is
// wrong with it.
func readKey(spelled string) (key, problem string) {
	if utf8.RuneCountInString(spelled) == 1 {
		if spelled == " " {
			return "space", ""
		}
		if r, _ := utf8.DecodeRuneInString(spelled); !unicode.IsPrint(r) {
			return "", "is not a key"
		}
		return spelled, ""
	}
	held, name := modifiers(spelled)
	if utf8.RuneCountInString(name) == 1 {
		return combined(held, name)
	}
	name, known := namedKey(strings.ToLower(name))
	if !known {
		return "", "is not a key"
	}
	return strings.Join(append(held, name), "+"), ""
}

// modifiers takes the keys that are held from the name of the one that is pressed; they
// come in the order in which Bubble Tea names them.
func modifiers(spelled string) (held []string, name string) {
	order := []string{"ctrl", "alt", "shift"}
	name = spelled
	for {
		first, rest, ok := strings.Cut(name, "+")
		if !ok || rest == "" || !slices.Contains(order, strings.ToLower(first)) {
			break
		}
		held, name = append(held, strings.ToLower(first)), rest
	}
	slices.SortFunc(held, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
	return slices.Compact(held), name
}

// combined is a character with keys held beside it.
func combined(held []string, name string) (key, problem string) {
	if slices.Equal(held, []string{"shift"}) {
		return "", fmt.Sprintf("is spelled %q", strings.ToUpper(name))
	}
	if slices.Contains(held, "ctrl") {
		name = strings.ToLower(name)
		if same, ok := alsoSent(name); ok && len(held) == 1 {
			return "", "reaches programs as " + same
		}
	}
	return strings.Join(append(held, name), "+"), ""
}

// alsoSent is the key that sends a terminal's code for ctrl and a letter.
func alsoSent(letter string) (string, bool) {
	same, ok := map[string]string{"h": "backspace", "i": "tab", "j": "enter", "m": "enter", "[": "esc"}[letter]
	return same, ok
}

// namedKey is the name of a key that is no character, and whether there is one.
func namedKey(name string) (string, bool) {
	other := map[string]string{
		"return": "enter", "escape": "esc", "pgdn": "pgdown", "pagedown": "pgdown", "pageup": "pgup", "del": "delete", "ins": "insert",
		"↑": "up", "↓": "down", "←": "left", "→": "right",
	}
	if n, ok := other[name]; ok {
		name = n
	}
	for n := 1; n <= 20; n++ {
		if name == fmt.Sprintf("f%d", n) {
			return name, true
		}
	}
	return name, slices.Contains([]string{
		"enter", "esc", "tab", "backspace", "delete", "insert", "space", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	}, name)
}

// character reports whether a key is one character, which is text where text is
// entered.
func character(key string) bool { return utf8.RuneCountInString(key) == 1 }

// edits reports whether a key is needed to enter text.
func edits(key string) bool {
	return character(key) || slices.Contains([]string{"space", "backspace", "delete", "left", "right", "home", "end"}, key)
}
