package api

import (
	"bytes"
	"cmp"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// lenient accepts what real answers hold: invalid UTF-8, lone surrogates,
// names given twice.
func lenient() jsontext.Options {
	return json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
}

// refused makes an *Error of an answer that is no success; nil for a success.
func refused(route *endpoint.Route, got received, now time.Time) *Error {
	if got.status >= 200 && got.status <= 299 {
		return nil
	}
	e := &Error{Status: got.status, RequestID: requestID(got.header)}
	said := parseRefusal(got.body)
	e.Code, e.Message, e.Platform = said.Error, said.Message, said.platform
	switch s := got.status; {
	case s >= 300 && s <= 399:
		e.Kind, e.Detail = KindRedirect, redirectTarget(got.header)
	case s == http.StatusProxyAuthRequired:
		e.Kind, e.Detail = KindProxy, text.New((&proxyError{"it", s}).Error())
	case said.platform && s != http.StatusTooManyRequests:
		e.Kind, e.RetryAfter = KindServer, serverHint(got.header, now)
	case s == http.StatusUnauthorized:
		e.Kind = KindUnauthorized
	case s == http.StatusForbidden:
		e.Kind = KindForbidden
		if e.forScope(said, got.body) {
			e.MissingScope = route.Scope
		}
	case s == http.StatusNotFound && !said.object:
		// Only the API itself may say that something is gone.
		e.Kind, e.Detail = KindBadAnswer, text.New(whatInstead(got))
	case s == http.StatusNotFound:
		e.Kind = KindNotFound
	case s == http.StatusConflict:
		e.Kind = KindConflict
	case s == http.StatusTooManyRequests:
		e.Kind, e.RetryAfter = KindThrottled, waitAsked(got.header, now)
	case s >= 500:
		e.Kind, e.RetryAfter = KindServer, serverHint(got.header, now)
		e.Between = said.status == 0 && (len(bytes.TrimSpace(got.body)) > 0 || s > http.StatusInternalServerError)
	default:
		e.Kind = KindInvalid
		e.refine(said)
	}
	return e
}

// refine tells the 400s apart that mean more than a bad value.
func (e *Error) refine(said refusal) {
	switch message := said.Message.Raw(); {
	case message == "Current group not found" || message == "No groups found":
		e.Kind = KindNotFound
	case said.Validation != nil:
		e.Validation = &Validation{Source: said.Validation.Source, Keys: said.Validation.Keys}
	default:
		if e.InUse = inUse(message); e.InUse != nil {
			e.Kind = KindInUse
		}
	}
}

// inUsePattern is how the server says that something can't be touched.
const inUsePattern = `(?s)^Unable to touch (\w+) while used in (\w+): (.*)$`

func inUse(message string) *InUse {
	if !strings.HasPrefix(message, "Unable to touch ") {
		return nil
	}
	m := regexp.MustCompile(inUsePattern).FindStringSubmatch(message)
	if m == nil {
		return nil
	}
	return &InUse{Collection: text.New(m[1]), By: text.New(m[2]), List: text.New(m[3])}
}

// refusal is the JSON that the API answers when it refuses.
type refusal struct {
	Error      text.Text
	Message    text.Text
	Validation *struct {
		Source text.Text   `json:"source"`
		Keys   []text.Text `json:"keys"`
	}
	status   int  // what the body itself says; 0 where it says nothing
	object   bool // the body is a JSON object
	platform bool // it is of what runs the extension, not of the API
}

// maxMessage bounds what is kept of a server's message, in bytes.
const maxMessage = 4 << 10

// parseRefusal takes what it can from the body of an error response: a part of
// an unknown type is left out, not the whole.
func parseRefusal(body []byte) refusal {
	var parts map[string]jsontext.Value
	if json.Unmarshal(body, &parts, lenient()) != nil || parts == nil {
		return refusal{}
	}
	said := refusal{object: true}
	said.Error = textOf(parts["error"])
	said.Message = textOf(parts["message"])
	said.status = statusOf(parts["statusCode"])
	said.Message = cmp.Or(said.Message, textOf(parts["error_description"]), otherReason(parts))
	if said.platform = ofPlatform(parts); said.platform {
		said.Message = platformReason(parts)
	}
	if v := parts["validation"]; v.Kind() == '{' {
		if json.Unmarshal(v, &said.Validation, lenient()) != nil {
			said.Validation = nil
		}
	}
	return said
}

func statusOf(v jsontext.Value) int {
	var status int
	if v.Kind() != '0' || json.Unmarshal(v, &status) != nil {
		return 0
	}
	return status
}

// otherReason is what servers between here and the extension say: {title, detail},
// {errors: [{message}]}, or {error} alone where that is no mere code.
func otherReason(parts map[string]jsontext.Value) text.Text {
	var errors []jsontext.Value
	if v := parts["errors"]; v.Kind() == '[' && json.Unmarshal(v, &errors, lenient()) == nil && len(errors) > 0 {
		return reasonOf(errors[0])
	}
	reason := cmp.Or(textOf(parts["detail"]), textOf(parts["title"]))
	if alone := reasonOf(parts["error"]); reason.IsZero() && parts["statusCode"].Kind() == 0 && strings.Contains(alone.Raw(), " ") {
		return alone
	}
	return reason
}

// ofPlatform tells {code, error, details} and {code, message, error, stack}, as what
// runs the extension answers, from the API's own {statusCode, error, message}.
func ofPlatform(parts map[string]jsontext.Value) bool {
	if parts["statusCode"].Kind() != 0 {
		return false
	}
	return parts["code"].Kind() == '0' || parts["stack"].Kind() == '"' || parts["details"].Kind() != 0
}

// platformReason is what the platform says of a failure: the details, else the message
// and the error where each adds to the other. The stack stays out of it.
func platformReason(parts map[string]jsontext.Value) text.Text {
	if details := reasonOf(parts["details"]); !details.IsZero() {
		return details
	}
	message, fault := reasonOf(parts["message"]), reasonOf(parts["error"])
	switch {
	case strings.Contains(message.Raw(), fault.Raw()):
		return message
	case strings.Contains(fault.Raw(), message.Raw()):
		return fault
	}
	return text.New(message.Raw() + ": " + fault.Raw())
}

// reasonOf is a text, or the message of an object.
func reasonOf(v jsontext.Value) text.Text {
	var inner struct {
		Message jsontext.Value `json:"message"`
	}
	if v.Kind() == '{' && json.Unmarshal(v, &inner, lenient()) == nil {
		return textOf(inner.Message)
	}
	return textOf(v)
}

func textOf(v jsontext.Value) text.Text {
	if len(v) == 0 || v.Kind() != '"' {
		return text.Text{}
	}
	raw, err := text.Unquote(v)
	if err != nil {
		return text.Text{}
	}
	if len(raw) > maxMessage {
		raw = strings.ToValidUTF8(raw[:maxMessage], "") + "…"
	}
	return text.New(raw)
}

// whatInstead names a body that is not the JSON it should be. It never quotes it.
func whatInstead(got received) string {
	switch {
	case len(bytes.TrimSpace(got.body)) == 0:
		return "nothing instead of JSON"
	case isHTML(got.header, got.body):
		return "HTML instead of JSON"
	case strings.HasPrefix(got.header.Get("Content-Type"), "text/"):
		return "text instead of JSON"
	}
	return "JSON that this API doesn't return"
}

func requestID(h http.Header) text.Text {
	for _, name := range []string{"X-Request-Id", "X-Auth0-Requestid", "X-Wt-Request-Id", "Cf-Ray"} {
		if id := h.Get(name); id != "" {
			return text.New(id)
		}
	}
	return text.Text{}
}

// redirectTarget is the host that a redirect points at. Paths, queries and
// fragments of redirects can hold secrets.
func redirectTarget(h http.Header) text.Text {
	location := h.Get("Location")
	u, err := url.Parse(location)
	switch {
	case location == "":
		return text.New("nowhere")
	case err != nil:
		return text.New("an address that can't be read")
	case u.Host == "":
		return text.New("another path")
	}
	return text.New(u.Host)
}

// serverHint is the wait that a failing server asks for; x-ratelimit-reset
// means nothing there.
func serverHint(h http.Header, now time.Time) time.Duration {
	if h.Get("Retry-After") == "" {
		return 0
	}
	return waitAsked(h, now)
}
