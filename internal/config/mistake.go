package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"authzx/internal/text"
	"authzx/internal/tomllines"
)

// Mistake is one thing that a person can correct.
type Mistake struct {
	// Place is the path of the file, or "environment" or "command line".
	Place text.Text
	// Line counts from 1; 0 where there are no lines.
	Line int
	// Key is the dotted key or the variable.
	Key text.Text
	// Problem says what is wrong, Allowed what would be right; neither holds a
	// secret.
	Problem, Allowed string
}

const (
	placeEnvironment = "environment"
	placeFlags       = "command line"
)

// Error is the mistake in one line: place, line, key, problem, what is allowed.
func (m Mistake) Error() string {
	var b strings.Builder
	b.WriteString(m.Place.String())
	if m.Line > 0 {
		fmt.Fprintf(&b, ":%d", m.Line)
	}
	b.WriteString(": ")
	if !m.Key.IsZero() {
		b.WriteString(m.Key.String() + ": ")
	}
	b.WriteString(m.Problem)
	if m.Allowed != "" {
		b.WriteString("; allowed: " + m.Allowed)
	}
	return b.String()
}

// Mistakes are all that were found, a line each.
type Mistakes []Mistake

// Error is every mistake on a line of its own, in the order of the file.
func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i, one := range m {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// orNil is the mistakes as an error, in the order of the file; nil when there
// are none.
func (m Mistakes) orNil() error {
	if len(m) == 0 {
		return nil
	}
	slices.SortStableFunc(m, func(a, b Mistake) int { return cmp.Compare(a.Line, b.Line) })
	return m
}

// quoted shows a foreign value within a message.
func quoted(raw string) string {
	const most = 60
	if r := []rune(raw); len(r) > most {
		raw = string(r[:most]) + "…"
	}
	return `"` + text.Escape(raw) + `"`
}

// mistake notes what is wrong with the key at a path of the file.
func (r *reader) mistake(at []string, problem, allowed string) {
	r.found = append(r.found, Mistake{
		Place: text.New(r.file), Line: r.layout.Line(at...), Key: text.New(strings.Join(at, ".")),
		Problem: problem, Allowed: allowed,
	})
}

// unknownKey notes a key that is none of names.
func (r *reader) unknownKey(at, names []string) {
	r.mistake(at, "unknown key"+tomllines.Nearest(at[len(at)-1], names), strings.Join(names, ", "))
}
