package sandbox

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"authzx/internal/text"
)

// kind is what type of value a rule wants.
type kind int

const (
	anObject kind = iota
	anArray
	aString
	aNumber
	aBoolean
)

// rule describes a value that a request may carry, and which values are
// converted. Rules are checked in the order of the server's schema library, and
// the first fault is the only one told.
type rule struct {
	kind     kind
	required bool
	fallback value // put in the place of a value that is not there; nil for none

	keys []key // of an object, in the order of checking
	open bool  // an object that may have other keys

	items *rule // of an array
	least int   // elements of an array

	most       int      // UTF-16 units of a string; 0 is no limit
	guid       bool     // a string
	allowEmpty bool     // a string
	only       []string // a string that must be one of these

	low, high float64 // of an integer; high 0 is no limit
	bounded   bool

	words bool // a boolean for which yes and no will do
}

// key is one key of an object.
type key struct {
	name string
	rule rule
}

// step is one part of the path to a value: a key, or the index of an element.
type step struct {
	key     string
	index   int
	element bool
}

type path []step

// label names the value in messages: groups[0].name, or value for the whole.
func (p path) label() string {
	var b strings.Builder
	for i, s := range p {
		switch {
		case s.element:
			fmt.Fprintf(&b, "[%d]", s.index)
		case i > 0:
			b.WriteString("." + s.key)
		default:
			b.WriteString(s.key)
		}
	}
	if b.Len() == 0 {
		return "value"
	}
	return b.String()
}

// dotted is the path as validation faults name it, before it is escaped.
func (p path) dotted() string {
	parts := make([]string, len(p))
	for i, s := range p {
		if parts[i] = s.key; s.element {
			parts[i] = strconv.Itoa(s.index)
		}
	}
	return strings.Join(parts, ".")
}

// at is the path one step further; it never shares memory with p.
func (p path) at(s step) path { return append(slices.Clip(p), s) }

// mistake is the first thing wrong with a value.
type mistake struct {
	path path
	what string
}

func (m *mistake) fault(source string) *fault {
	f := plainFault(http.StatusBadRequest, `"`+m.path.label()+`" `+m.what)
	f.source, f.key = source, escapeHTML(m.path.dotted())
	return f
}

// check gives v as the handler gets it, or what is wrong with it.
func (r *rule) check(v value, at path) (value, *mistake) {
	if v == (undefined{}) {
		switch {
		case r.required:
			return nil, &mistake{at, "is required"}
		case r.fallback != nil:
			return r.fallback, nil
		}
		return v, nil
	}
	switch r.kind {
	case anObject:
		return r.checkObject(v, at)
	case anArray:
		return r.checkArray(v, at)
	case aString:
		return r.checkString(v, at)
	case aNumber:
		return r.checkNumber(v, at)
	default:
		return r.checkBoolean(v, at)
	}
}

func (r *rule) checkObject(v value, at path) (value, *mistake) {
	o, ok := v.(*object)
	if !ok {
		return nil, &mistake{at, "must be of type object"}
	}
	if r.open {
		return o, nil
	}
	out := o
	for i := range r.keys {
		k := &r.keys[i]
		before := o.get(k.name)
		after, wrong := k.rule.check(before, at.at(step{key: k.name}))
		if wrong != nil {
			return nil, wrong
		}
		if after != before {
			out = out.with(k.name, after)
		}
	}
	for _, name := range enumerated(o.keys) {
		if !slices.ContainsFunc(r.keys, func(k key) bool { return k.name == name }) {
			return nil, &mistake{at.at(step{key: name}), "is not allowed"}
		}
	}
	return out, nil
}

// enumerated are the keys in the order in which the server goes through them:
// those that are array indexes first, by number.
func enumerated(keys []string) []string {
	var numbers, rest []string
	for _, k := range keys {
		if isIndex(k) {
			numbers = append(numbers, k)
		} else {
			rest = append(rest, k)
		}
	}
	if numbers == nil {
		return keys
	}
	slices.SortFunc(numbers, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	return append(numbers, rest...)
}

// isIndex reports whether s is a number below 2^32-1 in its plainest form.
func isIndex(s string) bool {
	n, err := strconv.ParseUint(s, 10, 32)
	return err == nil && n < math.MaxUint32 && strconv.FormatUint(n, 10) == s
}

func (r *rule) checkArray(v value, at path) (value, *mistake) {
	a, ok := v.(*array)
	if !ok {
		return nil, &mistake{at, "must be an array"}
	}
	out := a
	for i, e := range a.items {
		after, wrong := r.items.check(e, at.at(step{index: i, element: true}))
		if wrong != nil {
			return nil, wrong
		}
		if after != e {
			if out == a {
				out = newArray(slices.Clone(a.items)...)
			}
			out.items[i] = after
		}
	}
	if len(a.items) < r.least {
		return nil, &mistake{at, fmt.Sprintf("must contain at least %d items", r.least)}
	}
	return out, nil
}

var guidPattern = text.Pattern(`(?i)^([\[{(]?)[0-9A-F]{8}([:-]?)[0-9A-F]{4}([:-]?)[0-9A-F]{4}([:-]?)[0-9A-F]{4}([:-]?)[0-9A-F]{12}([\]})]?)$`)

// isGUID takes what the server takes: with or without one kind of separator,
// with or without one kind of brackets, any version.
func isGUID(s string) bool {
	m := guidPattern().FindStringSubmatch(s)
	if m == nil {
		return false
	}
	for _, separator := range m[3:6] {
		if separator != "" && separator != m[2] {
			return false
		}
	}
	switch m[1] + m[6] {
	case "", "{}", "[]", "()":
		return true
	}
	return false
}

func (r *rule) checkString(v value, at path) (value, *mistake) {
	s, ok := v.(string)
	switch {
	case r.only != nil && !(ok && slices.Contains(r.only, s)):
		return nil, &mistake{at, "must be one of [" + strings.Join(r.only, ", ") + "]"}
	case !ok:
		return nil, &mistake{at, "must be a string"}
	case s == "" && !r.allowEmpty:
		return nil, &mistake{at, "is not allowed to be empty"}
	case r.most > 0 && len(s) > r.most && text.New(s).Units() > r.most:
		return nil, &mistake{at, fmt.Sprintf("length must be less than or equal to %d characters long", r.most)}
	case r.guid && !isGUID(s):
		return nil, &mistake{at, "must be a valid GUID"}
	}
	return s, nil
}

func (r *rule) checkBoolean(v value, at path) (value, *mistake) {
	if b, ok := v.(bool); ok {
		return b, nil
	}
	s, _ := v.(string)
	switch s = strings.ToLower(s); {
	case s == "true", r.words && s == "yes":
		return true, nil
	case s == "false", r.words && s == "no":
		return false, nil
	}
	return nil, &mistake{at, "must be a boolean"}
}
