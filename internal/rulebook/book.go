// Package rulebook holds files of assertions about access, and rules that nobody may
// break: it reads them and tells which hold in a tenant.
package rulebook

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"authzx/internal/text"
	"authzx/internal/tomllines"
)

// Book is one file.
type Book struct {
	File     string
	Tests    []Test
	Rules    []Rule
	Accepted []Accepted
}

// Test says what one user has and has not, at a login where there is a connection.
type Test struct {
	Name        text.Text   `toml:"name"`
	User        text.Text   `toml:"user"` // an id or an email address
	Application text.Text   `toml:"application"`
	Connection  text.Text   `toml:"connection"`
	IDPGroups   []text.Text `toml:"idp_groups"`
	Can         []text.Text `toml:"can"`
	Cannot      []text.Text `toml:"cannot"`
	Roles       []text.Text `toml:"roles"`
	NotRoles    []text.Text `toml:"not_roles"`
	Groups      []text.Text `toml:"groups"`
	NotGroups   []text.Text `toml:"not_groups"`

	place place
}

// Rule is about all users: of NeverTogether nobody has two, or Permission have none
// but those of Only.
type Rule struct {
	Name          text.Text   `toml:"name"`
	Application   text.Text   `toml:"application"`
	Connection    text.Text   `toml:"connection"`
	IDPGroups     []text.Text `toml:"idp_groups"`
	NeverTogether []text.Text `toml:"never_together"`
	Permission    text.Text   `toml:"permission"`
	Only          *Only       `toml:"only"`
	Except        []text.Text `toml:"except"`

	place place
}

// Only are who may have a permission: effective members of groups, and users.
type Only struct {
	Groups []text.Text `toml:"groups"`
	Users  []text.Text `toml:"users"`
}

// place is where a table stands in its file.
type place struct {
	line int
	keys map[string]tomllines.Span
}

// of is the line of a key, or of the table where the key isn't in it.
func (p place) of(key string) int {
	if span, ok := p.keys[key]; ok {
		return span.First
	}
	return p.line
}

// Mistake is what is wrong with a file.
type Mistake struct {
	File    string
	Line    int // from 1; 0 where it is not known
	Problem string
}

// Error names file and line; it is safe to draw.
func (m Mistake) Error() string {
	if m.Line == 0 {
		return text.Escape(m.File) + ": " + m.Problem
	}
	return fmt.Sprintf("%s:%d: %s", text.Escape(m.File), m.Line, m.Problem)
}

// Mistakes are all that is wrong with a file.
type Mistakes []Mistake

// Error is a line for each.
func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i, one := range m {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

func (m Mistakes) orNil() error {
	if len(m) == 0 {
		return nil
	}
	return m
}

// Parse reads a file. The error is Mistakes.
func Parse(file string, content []byte) (Book, error) {
	var in struct {
		Test     []Test     `toml:"test"`
		Rule     []Rule     `toml:"rule"`
		Accepted []Accepted `toml:"accepted"`
	}
	meta, err := toml.Decode(string(content), &in)
	if err != nil {
		return Book{}, Mistakes{syntax(file, err)}
	}
	book := Book{File: file, Tests: in.Test, Rules: in.Rule, Accepted: in.Accepted}
	book.place(tomllines.Scan(string(content)))
	var found Mistakes
	for _, stray := range tomllines.Unknown(string(content), meta, reflect.TypeOf(in)) {
		found = append(found, Mistake{file, stray.Line, stray.Problem})
	}
	for _, t := range book.Tests {
		found = append(found, t.check(file)...)
	}
	for _, r := range book.Rules {
		found = append(found, r.check(file)...)
	}
	for i := range book.Accepted {
		found = append(found, book.Accepted[i].check(file)...)
	}
	if len(book.Tests)+len(book.Rules)+len(book.Accepted) == 0 && len(found) == 0 {
		found = append(found, Mistake{file, 0, "no [[test]] or [[rule]] in the file"})
	}
	slices.SortStableFunc(found, func(a, b Mistake) int { return a.Line - b.Line })
	return book, found.orNil()
}

func (b *Book) place(where *tomllines.Layout) {
	tests, rules, accepted := 0, 0, 0
	for _, t := range where.Tables {
		at := place{t.Span.First, t.Keys}
		switch {
		case t.Path == "test" && tests < len(b.Tests):
			b.Tests[tests].place = at
			tests++
		case t.Path == "rule" && rules < len(b.Rules):
			b.Rules[rules].place = at
			rules++
		case t.Path == "accepted" && accepted < len(b.Accepted):
			b.Accepted[accepted].place = at
			accepted++
		}
	}
}

func syntax(file string, err error) Mistake {
	m := Mistake{File: file, Problem: text.Escape(err.Error())}
	var parse toml.ParseError
	if errors.As(err, &parse) {
		m.Line, m.Problem = parse.Position.Line, text.Escape(parse.Message)
	}
	return m
}

func (t Test) check(file string) (found Mistakes) {
	need := func(given bool, problem string) {
		if !given {
			found = append(found, Mistake{file, t.place.line, problem})
		}
	}
	need(!t.Name.IsZero(), "a test needs a name")
	need(!t.User.IsZero(), "a test needs a user")
	need(len(slices.Concat(t.Can, t.Cannot, t.Roles, t.NotRoles, t.Groups, t.NotGroups)) > 0,
		"a test needs one of can, cannot, roles, not_roles, groups, not_groups")
	need(len(t.IDPGroups) == 0 || !t.Connection.IsZero(), "idp_groups needs a connection")
	return found
}

func (r Rule) check(file string) (found Mistakes) {
	need := func(given bool, problem string) {
		if !given {
			found = append(found, Mistake{file, r.place.line, problem})
		}
	}
	need(!r.Name.IsZero(), "a rule needs a name")
	need(len(r.IDPGroups) == 0 || !r.Connection.IsZero(), "idp_groups needs a connection")
	switch {
	case r.NeverTogether != nil:
		need(r.Permission.IsZero() && r.Only == nil, "a rule has never_together, or permission and only, not both")
		need(len(r.NeverTogether) > 1, "never_together needs two permissions or more")
	default:
		need(!r.Permission.IsZero() && r.Only != nil, "a rule needs never_together, or permission and only")
	}
	return found
}
