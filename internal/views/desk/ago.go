package desk

import (
	"time"
	"unicode"
	"unicode/utf8"

	"authzx/internal/ui"
)

// Ago is how long something is past.
func Ago(now, at time.Time) string {
	if now.Sub(at) < time.Minute {
		return "just now"
	}
	return ui.Age(now.Sub(at)) + " ago"
}

// Wording is a sentence of the program's own as it begins when it stands alone. What
// may begin with a name is left as it is: a name must not be altered.
func Wording(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
