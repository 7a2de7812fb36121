package rulebook

import (
	"reflect"
	"strings"

	"github.com/BurntSushi/toml"

	"authzx/internal/layout"
	"authzx/internal/text"
)

// strayKey is a key that means nothing here.
type strayKey struct {
	name, allowed string
	line          int
}

// unknown are the keys that a document has and that nothing reads.
func unknown(meta toml.MetaData, where *layout.Layout) []strayKey {
	var stray []strayKey
	told := make(map[string]bool)
	for _, key := range meta.Undecoded() {
		name := text.Escape(strings.Join(key, "."))
		if told[name] {
			continue
		}
		told[name] = true
		for _, line := range linesOf(key, where) {
			stray = append(stray, strayKey{name, allowedIn(key[:len(key)-1]), line})
		}
	}
	return stray
}

// linesOf are where a key stands: in each table of an array that has it.
func linesOf(key toml.Key, where *layout.Layout) []int {
	var found []int
	for _, t := range where.Tables {
		if t.Path == layout.Path(key...) {
			found = append(found, t.Span.First)
		}
		for n := range key {
			if span, ok := t.Keys[layout.Path(key[n:]...)]; ok && t.Path == layout.Path(key[:n]...) {
				found = append(found, span.First)
			}
		}
	}
	if len(found) == 0 {
		found = append(found, where.Line(key...))
	}
	return found
}

// allowedIn lists the keys of a table.
func allowedIn(table toml.Key) string {
	switch strings.Join(table, ".") {
	case "test":
		return keysOf(reflect.TypeFor[Test]())
	case "rule":
		return keysOf(reflect.TypeFor[Rule]())
	case "rule.only":
		return keysOf(reflect.TypeFor[Only]())
	case "accepted":
		return keysOf(reflect.TypeFor[Accepted]())
	case "":
		return "test, rule, accepted"
	}
	return "none"
}

func keysOf(t reflect.Type) string {
	var keys []string
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("toml"); key != "" {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, ", ")
}
