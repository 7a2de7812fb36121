package endpoint

import (
	"encoding/hex"
	"strings"
)

// Match finds the route of a method and a percent-encoded path without its
// query, relative to the base URL, and gives the decoded values of the path's
// parameters in order. Where several templates fit, literal segments win over
// parameters. An empty segment never is a value; a path that is not properly
// encoded matches nothing. Beware that routes beside the API (Route.Root) match
// as well.
func Match(method, path string) (*Route, []string, bool) {
	segments, ok := split(path)
	if !ok {
		return nil, nil, false
	}
	values := make([]string, len(segments))
	for i, s := range segments {
		if values[i], ok = decode(s, false); !ok {
			return nil, nil, false
		}
	}
	return match(method, values)
}

// match is Match on decoded segments.
func match(method string, segments []string) (*Route, []string, bool) {
	var best *Route
	for _, r := range routes().routes {
		if r.Method == method && fits(r.segments(), segments) && (best == nil || len(r.Path) < len(best.Path)) {
			best = r
		}
	}
	if best == nil {
		return nil, nil, false
	}
	values := make([]string, 0, len(best.Path))
	for i, s := range best.segments() {
		if isParam(s) {
			values = append(values, segments[i])
		}
	}
	return best, values, true
}

func fits(template, segments []string) bool {
	if len(template) != len(segments) {
		return false
	}
	for i, s := range template {
		if isParam(s) && segments[i] == "" || !isParam(s) && segments[i] != s {
			return false
		}
	}
	return true
}

// segments are the parts of the template between slashes.
func (r *Route) segments() []string { return strings.Split(r.Template[1:], "/") }

func isParam(segment string) bool { return strings.HasPrefix(segment, "{") }

// split cuts a path at its slashes; it must begin with one.
func split(path string) ([]string, bool) {
	rest, ok := strings.CutPrefix(path, "/")
	if !ok {
		return nil, false
	}
	return strings.Split(rest, "/"), true
}

// decode undoes percent-encoding; plus says that "+" stands for a blank, as in
// a query.
func decode(s string, plus bool) (string, bool) {
	if !strings.ContainsAny(s, "%+") {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '%':
			if i+2 >= len(s) {
				return "", false
			}
			raw, err := hex.DecodeString(s[i+1 : i+3])
			if err != nil {
				return "", false
			}
			b.WriteByte(raw[0])
			i += 2
		case s[i] == '+' && plus:
			b.WriteByte(' ')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), true
}

// Escape percent-encodes every byte of a value that RFC 3986 (2.3) does not call
// unreserved.
func Escape(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; unreserved(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}
