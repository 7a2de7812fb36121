package endpoint

import (
	"errors"
	"fmt"
	"strings"
)

// Pair is one name and value of a query, neither of them encoded.
type Pair struct{ Name, Value string }

// Call is a route with its values filled in. Nothing in it is encoded but the
// body, which is JSON as it will be sent. The zero value is no call.
type Call struct {
	Route *Route
	Path  []string // one value for each of Route.Path, in order
	Query []Pair   // in the order in which they are sent
	Body  []byte   // nil: no body
}

// New makes a call of the route of that id, with the values of its path. An
// unknown id gives a call that Check refuses.
func New(id ID, path ...string) Call { return Call{Route: Lookup(id), Path: path} }

// Example is a call with valid values throughout: those of the path, and the
// example of the body where the route takes one.
func (r *Route) Example() Call {
	c := Call{Route: r}
	for _, p := range r.Path {
		c.Path = append(c.Path, p.Example)
	}
	if r.Body != nil {
		c.Body = []byte(r.Body.Example)
	}
	return c
}

// Blank is a call to be filled in: placeholders stand for the values of its
// path, such as {id}, and its body is the example.
func (r *Route) Blank() Call {
	c := r.Example()
	c.Path = nil
	return c
}

// Method is the method of the request; empty without a route.
func (c Call) Method() string {
	if c.Route == nil {
		return ""
	}
	return c.Route.Method
}

// Target is path and query relative to the base URL. Of every value each byte
// is percent-encoded that RFC 3986 (2.3) does not call unreserved, a blank in
// the query as %20; bytes that are no UTF-8 arrive as they are. In the place of
// a missing or empty value its placeholder stays, such as {id}, for display
// only: Check refuses such a call.
func (c Call) Target() string {
	if c.Route == nil {
		return ""
	}
	var b strings.Builder
	next := 0
	for _, s := range c.Route.segments() {
		b.WriteByte('/')
		switch {
		case !isParam(s):
			b.WriteString(s)
		case next < len(c.Path) && c.Path[next] != "":
			b.WriteString(Escape(c.Path[next]))
			next++
		default:
			b.WriteString(s)
			next++
		}
	}
	for i, p := range c.Query {
		if i == 0 {
			b.WriteByte('?')
		} else {
			b.WriteByte('&')
		}
		b.WriteString(Escape(p.Name) + "=" + Escape(p.Value))
	}
	return b.String()
}

// URL is the whole address of the request. base is the API's base URL, which
// ends in /api; a route beside the API (Route.Root) is looked for without it.
func (c Call) URL(base string) string {
	base = strings.TrimRight(base, "/")
	if c.Route != nil && c.Route.Root {
		base = strings.TrimSuffix(base, "/api")
	}
	return base + c.Target()
}

// ErrNoRoute says that the API has no such endpoint.
var ErrNoRoute = errors.New("the API has no such endpoint")

// Check says why the call can't be sent as it is meant: no route, too few or
// too many values for the path, or a value that no address can carry. An empty
// value changes the route; "." and ".." are taken for steps of the path by
// clients and proxies even when they are encoded. What the server would refuse
// is not Check's matter: see Faults.
func (c Call) Check() error {
	if c.Route == nil {
		return ErrNoRoute
	}
	for i, p := range c.Route.Path {
		if i >= len(c.Path) || c.Path[i] == "" {
			return fmt.Errorf("%s %s: %s is missing", c.Method(), c.Route.Template, p.Name)
		}
		if v := c.Path[i]; v == "." || v == ".." {
			return fmt.Errorf("%s %s: %s can't be %q, which an address takes for a step in the path",
				c.Method(), c.Route.Template, p.Name, v)
		}
	}
	if extra := len(c.Path) - len(c.Route.Path); extra > 0 {
		return fmt.Errorf("%s %s: %d values too many for the path", c.Method(), c.Route.Template, extra)
	}
	return nil
}
