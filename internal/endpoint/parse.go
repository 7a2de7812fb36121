package endpoint

import (
	"fmt"
	"slices"
	"strings"
)

// Parse makes a call of a method and a path as people type them, relative to
// the base URL. The body is left to the caller.
//
// An encoded path is taken apart as a server does: at its slashes, each part
// decoded, the query behind the first question mark.
//
// A literal path holds its values as they are, nothing decoded. A user id may
// hold slashes and question marks, so a path can be read in several ways. What
// follows a question mark is the query when it has only parameters that the API
// knows, as ?per_page=5; else the reading wins that explains most of the path by
// the words of a template, and between equals the one with the longer value.
// Of two values in one path the first one takes the slashes.
//
// The error is ErrNoRoute, wrapped, or says what is wrong with the path.
func Parse(method, path string, encoded bool) (Call, error) {
	method = strings.ToUpper(method)
	var c Call
	var err error
	if encoded {
		c, err = parseEncoded(method, path)
	} else {
		c, err = parseLiteral(method, path)
	}
	if err != nil {
		return Call{}, err
	}
	if err := c.Check(); err != nil {
		return Call{}, err
	}
	return c, nil
}

func parseEncoded(method, path string) (Call, error) {
	if strings.Contains(path, "#") {
		return Call{}, fmt.Errorf("%q: a fragment is never sent; an encoded # is %%23", path)
	}
	path, query, _ := strings.Cut(path, "?")
	if _, ok := decode(path+query, false); !ok {
		return Call{}, fmt.Errorf("%q: a %% must be followed by two hexadecimal digits", path)
	}
	r, values, ok := Match(method, path)
	if !ok {
		return Call{}, fmt.Errorf("%s %q: %w", method, path, ErrNoRoute)
	}
	c := Call{Route: r, Path: values}
	for _, p := range pairs(query) {
		name, okName := decode(p.Name, true)
		value, okValue := decode(p.Value, true)
		if !okName || !okValue {
			return Call{}, fmt.Errorf("%q: a %% must be followed by two hexadecimal digits", query)
		}
		c.Query = append(c.Query, Pair{name, value})
	}
	return c, nil
}

func parseLiteral(method, path string) (Call, error) {
	var best Call
	for i := 0; i <= len(path); i++ {
		if i < len(path) && path[i] != '?' {
			continue
		}
		r, values, ok := matchLiteral(method, path[:i])
		if !ok {
			continue
		}
		c := Call{Route: r, Path: values}
		if i < len(path) {
			c.Query = pairs(path[i+1:])
		}
		if len(c.Query) > 0 && known(c.Query) {
			return c, nil
		}
		if best.Route == nil || literals(c.Route) >= literals(best.Route) {
			best = c
		}
	}
	if best.Route == nil {
		return Call{}, fmt.Errorf("%s %q: %w", method, path, ErrNoRoute)
	}
	return best, nil
}

// known reports whether some route takes each of the parameters.
func known(query []Pair) bool {
	for _, p := range query {
		if !slices.ContainsFunc(routes().routes, func(r *Route) bool { return r.queryParam(p.Name) != nil }) {
			return false
		}
	}
	return true
}

func (r *Route) queryParam(name string) *Param {
	for i := range r.Query {
		if r.Query[i].Name == name {
			return &r.Query[i]
		}
	}
	return nil
}

func pairs(query string) []Pair {
	var out []Pair
	for part := range strings.SplitSeq(query, "&") {
		if part != "" {
			name, value, _ := strings.Cut(part, "=")
			out = append(out, Pair{name, value})
		}
	}
	return out
}

// matchLiteral is Match for a path whose values are not encoded.
func matchLiteral(method, path string) (*Route, []string, bool) {
	segments, ok := split(path)
	if !ok {
		return nil, nil, false
	}
	var best *Route
	var bestValues []string
	for _, r := range routes().routes {
		if r.Method != method || best != nil && literals(r) <= literals(best) {
			continue
		}
		if values, ok := span(r.segments(), r.Path, segments); ok {
			best, bestValues = r, values
		}
	}
	return best, bestValues, best != nil
}

func literals(r *Route) int { return len(r.segments()) - len(r.Path) }

// span lays the template over the segments, where a roomy parameter may take
// several of them, the first one as many as it can.
func span(template []string, params []Param, segments []string) ([]string, bool) {
	switch {
	case len(template) == 0:
		return nil, len(segments) == 0
	case len(segments) < len(template):
		return nil, false
	case !isParam(template[0]):
		if template[0] != segments[0] {
			return nil, false
		}
		return span(template[1:], params, segments[1:])
	}
	most := 1
	if roomy(params[0]) {
		most = len(segments) - len(template) + 1
	}
	for n := most; n > 0; n-- {
		value := strings.Join(segments[:n], "/")
		if value == "" || !roomy(params[0]) && strings.Contains(value, "?") {
			continue
		}
		if rest, ok := span(template[1:], params[1:], segments[n:]); ok {
			return append([]string{value}, rest...), true
		}
	}
	return nil, false
}

// roomy says that values of the parameter may hold slashes and question marks:
// the ids that the tenant chooses, not those that the extension makes.
func roomy(p Param) bool { return p.Ref == RefUser || p.Ref == RefClient }
