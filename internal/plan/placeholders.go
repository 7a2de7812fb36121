package plan

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// variable is the name of the n-th id that is not known yet, as scripts have it.
func variable(n int) string { return "NEW_" + strconv.Itoa(n) }

// Shown is the request for display and for scripts: ids that are not known yet
// stand as NEW_1 in path and body.
func (s Step) Shown() endpoint.Call { return placed(s.Call, variable) }

// ShownWith is Shown with those ids in place that are known by now.
func (s Step) ShownWith(ids IDs) endpoint.Call {
	return placed(s.Call, func(n int) string {
		if id, ok := ids[rbac.NewID(n)]; ok && !rbac.IsNew(id) {
			return id.Raw()
		}
		return variable(n)
	})
}

// Line is method and target in one line, ids that are not known yet as $NEW_1.
// It is safe to draw.
func (s Step) Line() string {
	c := s.Shown()
	for i, v := range c.Path {
		if s.Call.Path[i] != v {
			c.Path[i] = "\x00" + v
		}
	}
	return text.Escape(c.Method() + " " + strings.ReplaceAll(c.Target(), "%00", "$"))
}

// placeholders finds ids that are not known yet in the lists of a body. Nothing
// else in a body can look like this: within strings quotation marks are escaped.
var placeholders = text.Pattern(`([\[,])"new:([0-9]+)"`)

func placed(call endpoint.Call, by func(n int) string) endpoint.Call {
	path := make([]string, len(call.Path))
	for i, v := range call.Path {
		path[i] = v
		if id := text.New(v); rbac.IsNew(id) {
			path[i] = by(number(id))
		}
	}
	call.Path = path
	if !bytes.Contains(call.Body, []byte(`"new:`)) {
		return call
	}
	// Ids stand next to one another, so that a match may begin where one ended.
	for placeholders().Match(call.Body) {
		call.Body = placeholders().ReplaceAllFunc(call.Body, func(m []byte) []byte {
			parts := placeholders().FindSubmatch(m)
			n, _ := strconv.Atoi(string(parts[2]))
			return slices.Concat(parts[1], body(text.New(by(n))))
		})
	}
	return call
}
