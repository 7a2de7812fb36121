package state

import (
	"unicode/utf8"

	"authzx/internal/text"
	"authzx/internal/tomllines"
)

// quote is a value of a state file: a string of TOML, or what JSON calls it where
// TOML can't hold it, which knows no half of a surrogate pair.
func quote(t text.Text) string {
	if !utf8.ValidString(t.Raw()) {
		return "{ json = " + tomllines.Quoted(string(text.AppendJSON(nil, t.Raw()))) + " }"
	}
	return tomllines.Quoted(t.Raw())
}
