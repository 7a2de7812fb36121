package tomllines

import (
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/agnivade/levenshtein"

	"authzx/internal/text"
)

// Stray is a key that means nothing where it stands.
type Stray struct {
	Line    int
	Problem string // names the key, the nearest that means something, and all that do
}

// Unknown are the keys of a document that were not read into a value of a type: each
// once for every table that has it.
func Unknown(doc string, meta toml.MetaData, into reflect.Type) []Stray {
	left := meta.Undecoded()
	if len(left) == 0 {
		return nil
	}
	var found []Stray
	var told []string
	where := Scan(doc)
	for _, key := range left {
		name := text.Escape(strings.Join(key, "."))
		if slices.Contains(told, name) {
			continue
		}
		told = append(told, name)
		last := len(key) - 1
		keys := keysOf(into, key[:last])
		problem := "unknown key " + name + Nearest(key[last], keys) + "; allowed: " + strings.Join(keys, ", ")
		for _, line := range where.linesOf(key) {
			found = append(found, Stray{line, problem})
		}
	}
	return found
}

// Nearest says which of some keys an unknown one may have been meant for, as the end of
// a sentence; empty when it is like none.
func Nearest(unknown string, keys []string) string {
	best, least := "", len(unknown)/2+1
	for _, key := range keys {
		if n := levenshtein.ComputeDistance(strings.ToLower(unknown), key); n < least {
			best, least = key, n
		}
	}
	if best == "" {
		return ""
	}
	return "; nearest: " + best
}

// linesOf are where a key stands: in each table of an array that has it.
func (l *Layout) linesOf(key toml.Key) []int {
	var found []int
	for _, t := range l.Tables {
		if t.Path == Path(key...) {
			found = append(found, t.Span.First)
		}
		for n := range key {
			if span, ok := t.Keys[Path(key[n:]...)]; ok && t.Path == Path(key[:n]...) {
				found = append(found, span.First)
			}
		}
	}
	if len(found) == 0 {
		found = append(found, l.Line(key...))
	}
	return found
}

// keysOf are the keys that a struct reads in one of its tables.
func keysOf(t reflect.Type, table toml.Key) []string {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var keys []string
	for _, f := range reflect.VisibleFields(t) {
		name := f.Tag.Get("toml")
		switch {
		case name == "":
		case len(table) == 0:
			keys = append(keys, name)
		case name == table[0]:
			return keysOf(f.Type, table[1:])
		}
	}
	return keys
}
