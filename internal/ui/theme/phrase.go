package theme

import (
	"fmt"
	"strings"
)

// KeyNames gives the key of a named action, as a person reads it; false where there is
// no such action.
type KeyNames func(action string) (key string, ok bool)

// A sentence that a person reads spells no key: it names an action in braces, such as
// "{refresh} tries again", of one place "{form.stage} in a form", and the table of keys
// gives the key.

// Words is a sentence with the keys of the actions that it names.
func (t *Theme) Words(sentence Words) string {
	var b strings.Builder
	t.Phrase(sentence, func(s string) { b.WriteString(s) }, func(key string) { b.WriteString(key) })
	return b.String()
}

// Wordsf is such a sentence with values set in: these are taken as they are.
func (t *Theme) Wordsf(format Words, args ...any) string {
	var b strings.Builder
	t.Phrase(format, func(s string) { b.WriteString(s) }, func(key string) { b.WriteString(strings.ReplaceAll(key, "%", "%%")) })
	return fmt.Sprintf(b.String(), args...)
}

// Phrase takes a sentence apart, into words and keys in their order. What stands in
// braces and is no action is words.
func (t *Theme) Phrase(sentence Words, words, key func(string)) {
	from := 0
	for at := 0; at < len(sentence); at++ {
		if sentence[at] != '{' || t.Keys == nil {
			continue
		}
		name, _, closed := strings.Cut(string(sentence[at+1:]), "}")
		k, known := t.Keys(name)
		if !closed || !known {
			continue
		}
		if at > from {
			words(string(sentence[from:at]))
		}
		key(t.Glyphs.Arrows(k))
		from = at + len(name) + 2
		at = from - 1
	}
	if from < len(sentence) {
		words(string(sentence[from:]))
	}
}

// Arrows draws the arrows among keys as the terminal can.
func (g Glyphs) Arrows(keys string) string {
	return strings.NewReplacer("↑", string(g.UpKey), "↓", string(g.DownKey), "←", string(g.LeftKey), "→", string(g.RightKey)).Replace(keys)
}
