package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// Exchange is one request and what came back, for a log. It holds no secret:
// bodies are masked as the endpoint table says.
type Exchange struct {
	Route    endpoint.ID
	Method   string
	Target   string // percent-encoded, relative to the base URL; whole for TokenRoute
	Cause    string // what the client was told that the request is for
	Attempt  int    // from 1
	Start    time.Time
	Duration time.Duration
	Status   int   // 0 when no answer came
	BytesOut int64 // of the bodies
	BytesIn  int64
	Request  []byte // masked
	Answer   []byte // masked
	Omitted  bool   // a body is left out: too large, a page of HTML, or all secret
	Err      *Error // why it failed; nil when it didn't
}

// keptBody is the largest body that an exchange holds, in bytes: a log of
// whole tenants would eat the memory.
const keptBody = 256 << 10

// exchange describes one attempt.
func (c *Client) exchange(t *task, hide redactor, start, end time.Time, got received, failure *Error) Exchange {
	call := t.call
	x := Exchange{
		Route: call.Route.ID, Method: call.Method(), Target: call.Target(),
		Cause: c.cause, Attempt: t.sent,
		Start: start, Duration: end.Sub(start), Status: got.status,
		BytesOut: int64(len(call.Body)), BytesIn: int64(len(got.body)),
		Omitted: len(call.Body) > keptBody || len(got.body) > keptBody,
		Err:     failure,
	}
	if len(call.Body) <= keptBody {
		x.Request = slices.Clone(hide.Bytes(call.MaskBody()))
	}
	switch {
	case isHTML(got.header, got.body):
		x.Omitted = true
	case len(got.body) <= keptBody:
		x.Answer = slices.Clone(hide.Bytes(call.Mask(got.body)))
	}
	return x
}

// Answer is what the server answered, whole.
type Answer struct {
	Status   int
	Header   []HeaderField // sorted by name
	Body     []byte        // as it came: may hold what the table marks secret
	Duration time.Duration // from the first attempt to the last byte, pauses included
	Attempts int

	call endpoint.Call
	hide redactor
	html bool
}

// HeaderField is one line of an answer's head.
type HeaderField struct {
	Name, Value text.Text
}

// Masked is the body without its secrets: what may be kept and, escaped, be
// drawn. A page of HTML is only named.
func (a *Answer) Masked() []byte {
	if a.html {
		return fmt.Appendf(nil, "%q", "HTML of "+text.Size(int64(len(a.Body)))+", not shown")
	}
	return a.hide.Bytes(a.call.Mask(a.Body))
}

// IsJSON reports whether the body is what this API answers with.
func (a *Answer) IsJSON() bool { return !a.html && json.Valid(a.Body) }

// isHTML reports whether the body is a page, or any other markup.
func isHTML(h http.Header, body []byte) bool {
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return strings.EqualFold(strings.TrimSpace(kind), "text/html") ||
		bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n\uFEFF"), []byte("<"))
}

// headerFields leaves out what sets a session, and of a redirect all but the host.
func headerFields(h http.Header, hide redactor) []HeaderField {
	var fields []HeaderField
	for name, values := range h {
		if strings.EqualFold(name, "Set-Cookie") {
			continue
		}
		if strings.EqualFold(name, "Location") {
			values = []string{redirectTarget(h).Raw()}
		}
		for _, v := range values {
			fields = append(fields, HeaderField{text.New(name), hide.text(text.New(v))})
		}
	}
	slices.SortStableFunc(fields, func(a, b HeaderField) int { return strings.Compare(a.Name.Raw(), b.Name.Raw()) })
	return fields
}
