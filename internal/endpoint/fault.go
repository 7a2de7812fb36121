package endpoint

import (
	"math"
	"strconv"
	"strings"
)

// Fault is one thing that the server would refuse.
type Fault struct {
	// Source is where: "payload", "query" or "params", as the server says it.
	Source string
	// Path leads there: name, [0].groupName; empty for a body as a whole.
	Path string
	// Message completes a sentence that begins with the path: "is required".
	Message string
}

// String is the server's own wording: "name" is required. A body as a whole is
// called "value". The path may hold foreign text: escape it before drawing.
func (f Fault) String() string {
	path := f.Path
	if path == "" {
		path = "value"
	}
	return `"` + path + `" ` + f.Message
}

// Faults lists what the server would refuse, the path first, then the query,
// then the body; nil when there is nothing to say. Only what can be known without
// asking the server is looked at. A call without a route has none.
func (c Call) Faults() []Fault {
	if c.Route == nil {
		return nil
	}
	var faults []Fault
	for i, p := range c.Route.Path {
		if i < len(c.Path) {
			faults = append(faults, p.faults("params", c.Path[i])...)
		}
	}
	faults = append(faults, c.queryFaults()...)
	if c.Route.Body != nil {
		faults = append(faults, c.Route.Body.Check(c.Body)...)
	}
	return faults
}

func (c Call) queryFaults() []Fault {
	var faults []Fault
	seen := map[string]int{}
	for _, q := range c.Query {
		p := c.Route.queryParam(q.Name)
		seen[q.Name]++
		switch {
		case p == nil && len(c.Route.Query) > 0 && !c.Route.AnyQuery:
			faults = append(faults, Fault{"query", q.Name, "is not allowed"})
		case p == nil || seen[q.Name] > 2:
		case seen[q.Name] == 2:
			faults = append(faults, Fault{"query", q.Name, "must be a " + string(p.Type)})
		default:
			faults = append(faults, p.faults("query", q.Value)...)
		}
	}
	return faults
}

// faults checks a value of the address, which is always text.
func (p Param) faults(source, value string) []Fault {
	fault := func(message string) []Fault { return []Fault{{source, p.Name, message}} }
	switch p.Type {
	case Number:
		n, ok := readNumber(value)
		switch {
		case !ok:
			return fault("must be a number")
		case math.Abs(n) > maxSafe:
			return fault("must be a safe number")
		case n != math.Trunc(n):
			return fault("must be an integer")
		case n < float64(p.Min):
			return fault("must be greater than or equal to " + strconv.Itoa(p.Min))
		case p.Max > 0 && n > float64(p.Max):
			return fault("must be less than or equal to " + strconv.Itoa(p.Max))
		}
	case Boolean:
		if !strings.EqualFold(value, "true") && !strings.EqualFold(value, "false") {
			return fault("must be a boolean")
		}
	default:
		if p.Min > 0 && value == "" {
			return fault("is not allowed to be empty")
		}
		s := Schema{Type: String, Max: p.Max, GUID: p.GUID}
		return s.text(source, p.Name, value)
	}
	return nil
}
