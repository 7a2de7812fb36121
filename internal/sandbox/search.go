package sandbox

import (
	"net/http"
	"strconv"
	"strings"
)

// userQuery is one search for users: everything, text anywhere, or one field.
type userQuery struct {
	field  []string // the path to the field; nil looks in the usual ones
	wanted string   // lower case
	quoted bool
}

// parseUserQuery reads a search in the part of the tenant's language that is
// understood here: *, text, "text", field:value, with * as a wildcard.
func parseUserQuery(q string) (userQuery, error) {
	var out userQuery
	if strings.Count(q, `"`)%2 != 0 {
		return out, plainFault(http.StatusBadRequest, "Error in query syntax. Unbalanced quotes in: "+q)
	}
	wanted := strings.TrimSpace(q)
	if field, rest, ok := strings.Cut(wanted, ":"); ok && isField(field) {
		if rest = strings.TrimSpace(rest); rest == "" {
			return out, plainFault(http.StatusBadRequest, "Error in query syntax. Expected a value after "+field+":")
		}
		out.field, wanted = strings.Split(field, "."), rest
	}
	if len(wanted) > 1 && wanted[0] == '"' && wanted[len(wanted)-1] == '"' {
		wanted, out.quoted = wanted[1:len(wanted)-1], true
	}
	out.wanted = lower(wanted)
	return out, nil
}

func isField(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '.':
		default:
			return false
		}
	}
	return s != ""
}

// found are the users that match, in the order of the directory.
func (d *directory) found(q userQuery) []profile {
	if q.field != nil {
		var out []profile
		for _, u := range d.users {
			if q.inField(u.object(), q.field) {
				out = append(out, u)
			}
		}
		return out
	}
	if q.wanted == "" || q.wanted == "*" {
		return d.users
	}
	var out []profile
	for i, text := range d.texts() {
		if strings.Contains(text, q.wanted) || q.fitsAny(text) {
			out = append(out, d.users[i])
		}
	}
	return out
}

// gap keeps the fields of a user's text apart. No query finds it: it is no text.
const gap = "\xff"

// usualTexts are, for each user, the fields that text is looked for in.
func usualTexts(users []profile) []string {
	out := make([]string, len(users))
	for i, p := range users {
		u := p.object()
		var fields []string
		for _, name := range []string{"name", "nickname", "email", "user_id"} {
			if s, ok := u.text(name); ok {
				fields = append(fields, lower(s))
			}
		}
		out[i] = strings.Join(fields, gap)
	}
	return out
}

// fitsAny reports whether one of the fields of a text is what is wanted.
func (q userQuery) fitsAny(text string) bool {
	if q.quoted || !strings.Contains(q.wanted, "*") {
		return false // as a part it would have been found
	}
	for s := range strings.SplitSeq(text, gap) {
		if q.fits(s) {
			return true
		}
	}
	return false
}

// inField looks for the value at the path, in each element where an array is
// on the way.
func (q userQuery) inField(v value, path []string) bool {
	switch v := v.(type) {
	case *array:
		for _, e := range v.items {
			if q.inField(e, path) {
				return true
			}
		}
		return false
	case *object:
		return len(path) > 0 && q.inField(v.get(path[0]), path[1:])
	case string:
		return len(path) == 0 && q.fits(v)
	case bool:
		return len(path) == 0 && q.fits(strconv.FormatBool(v))
	case float64:
		return len(path) == 0 && q.fits(numberText(v))
	}
	return false
}

// fits reports whether the whole of s is what is wanted.
func (q userQuery) fits(s string) bool {
	s = lower(s)
	if q.quoted || !strings.Contains(q.wanted, "*") {
		return s == q.wanted
	}
	parts := strings.Split(q.wanted, "*")
	s, ok := strings.CutPrefix(s, parts[0])
	if !ok {
		return false
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		_, after, found := strings.Cut(s, part)
		if !found {
			return false
		}
		s = after
	}
	return strings.HasSuffix(s, parts[last])
}
