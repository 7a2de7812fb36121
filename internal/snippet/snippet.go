// Package snippet writes a call down as an HTTP request, a curl command or
// JavaScript for Node or a browser that sends exactly that call. A snippet is safe to display
// whatever the call holds: it has printable characters and line feeds only.
package snippet

import (
	"fmt"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
	"authzx/internal/text"
)

// Format is a language of snippets.
type Format string

// The formats. Their values are the words of the command line.
const (
	HTTP       Format = "http"
	Curl       Format = "curl"
	JavaScript Format = "javascript" // of Node
	Browser    Format = "browser"
)

// Formats lists the formats in the order in which they are offered.
func Formats() []Format { return []Format{HTTP, Curl, JavaScript, Browser} }

// ParseFormat reads the word of the command line; the error names them.
func ParseFormat(word string) (Format, error) {
	switch strings.ToLower(word) {
	case "js", "node":
		return JavaScript, nil
	}
	for _, f := range Formats() {
		if strings.EqualFold(word, string(f)) {
			return f, nil
		}
	}
	return "", fmt.Errorf("unknown format %q: use http, curl, javascript (or node) or browser", text.Escape(word))
}

// Title is the format's name for people.
func (f Format) Title() string {
	switch f {
	case HTTP:
		return "HTTP request"
	case Curl:
		return "curl command"
	case Browser:
		return "JavaScript (browser)"
	default:
		return "JavaScript (Node.js)"
	}
}

// DefaultBase stands in where no tenant is known.
const DefaultBase = "https://{extension_url}"

// Options say what is not in the call itself.
type Options struct {
	// BaseURL is the API's base URL, ending in /api; empty means DefaultBase.
	BaseURL string
	// Token is shown in clear when it is given, for who asked for that. Its zero
	// value leaves a placeholder: $AUTHZX_TOKEN, process.env.AUTHZX_TOKEN, or a prompt.
	Token secret.Secret
}

// Write is the call in the format. It ends without a line end, but for an HTTP
// request without a body, whose blank line belongs to it. Secrets within the
// body are masked. A call that endpoint.Call.Check refuses is written with
// placeholders where values are missing.
func (f Format) Write(c endpoint.Call, o Options) string {
	r := newRequest(c, o)
	switch f {
	case HTTP:
		return r.http()
	case Curl:
		return r.curl()
	default:
		return r.javaScript(f)
	}
}

// request is a call made ready to be written: everything in it but the body is
// printable ASCII, and a JSON body is safe to display.
type request struct {
	method string
	url    string
	open   bool   // no Authorization
	token  string // empty: the placeholder
	body   []byte // nil: none
	media  string // of the body
}

func newRequest(c endpoint.Call, o Options) request {
	base := o.BaseURL
	if base == "" {
		base = DefaultBase
	}
	r := request{method: c.Method(), url: safeURL(c.URL(base)), media: "application/json"}
	if c.Route != nil {
		r.open = c.Route.Open
	}
	if token := o.Token.Reveal(); headerSafe(token) {
		r.token = token
	}
	if r.method != "GET" && len(c.Body) > 0 {
		r.body = displayable(c.MaskBody())
	}
	return r
}

// headerSafe reports whether a token can stand in a header. One with anything
// else in it was never a token: the placeholder stays.
func headerSafe(token string) bool {
	for i := range len(token) {
		if token[i] <= ' ' || token[i] > '~' {
			return false
		}
	}
	return true
}

// safeURL percent-encodes what no URL may hold and no shell or script should
// see. Braces stay: they mark placeholders.
func safeURL(url string) string {
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c > '~' || strings.IndexByte("\"'`<>\\^|", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
