package sandbox

import (
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

const (
	// maxBody is how long a body may be, imports included.
	maxBody = 1 << 20
	// maxDrain is how much of a body that is refused is still read, so that the
	// client gets to see the answer.
	maxDrain = 64 << 20

	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// request is one request to a route, as its handler gets it.
type request struct {
	route   *endpoint.Route
	params  []string // the values in the path, decoded
	query   *object  // strings; arrays of strings where a key came more than once
	payload value
}

// id is the first value in the path.
func (r *request) id() string { return r.params[0] }

// texts are the strings of a payload that is an array of them.
func (r *request) texts() []string {
	var out []string
	for _, e := range elements(r.payload) {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// body is a payload that is an object.
func (r *request) body() *object {
	o, ok := r.payload.(*object)
	if !ok {
		return &object{}
	}
	return o
}

// asked is a text of the query; empty when it is not there.
func (r *request) asked(name string) string {
	s, _ := r.query.text(name)
	return s
}

// page is the page asked for, counted from 0, and its length. The API counts
// pages from 1 and takes page 0 for page 1.
func (r *request) page() (page, length int) {
	n, _ := r.query.get("page").(float64)
	size, _ := r.query.get("per_page").(float64)
	// Beyond this there is nothing, and below it nothing overflows.
	const far = 1 << 40
	return int(min(max(n-1, 0), far)), int(size)
}

// lookup finds the route of a method and an escaped path below /api.
func lookup(method, path string) (*endpoint.Route, []string, bool) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	route, params, ok := endpoint.Match(method, path)
	if !ok || route.Root {
		return nil, nil, false
	}
	return route, params, true
}

// parseQuery reads a query as a browser would: what is not properly encoded
// stands for itself.
func parseQuery(raw string) *object {
	o := &object{}
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		k, v, _ := strings.Cut(pair, "=")
		k, v = unescape(k), unescape(v)
		switch before := o.get(k).(type) {
		case undefined:
			o.set(k, v)
		case *array:
			before.items = append(before.items, v)
		default:
			o.set(k, newArray(before, v))
		}
	}
	return o
}

func unescape(s string) string {
	s = strings.ReplaceAll(s, "+", " ")
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := url.PathUnescape(s[i : i+3]); err == nil {
				b.WriteString(c)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

// unpacked is the body of a request without the encoding that it was sent in. One
// that is not known stays.
func unpacked(r *http.Request) (io.Reader, error) {
	switch r.Header.Get("Content-Encoding") {
	case "gzip":
		return gzip.NewReader(r.Body)
	case "deflate":
		return zlib.NewReader(r.Body)
	}
	return r.Body, nil
}

// readAll reads a body as far as it may go and drains the rest. tooLong says
// that there was more.
func readAll(r *http.Request) (body []byte, tooLong bool, err error) {
	if r.ContentLength > maxBody {
		_, _ = io.CopyN(io.Discard, r.Body, maxDrain)
		return nil, true, nil
	}
	from, err := unpacked(r)
	if err != nil {
		return nil, false, err
	}
	body, err = io.ReadAll(io.LimitReader(from, maxBody+1))
	if len(body) > maxBody {
		_, _ = io.CopyN(io.Discard, r.Body, maxDrain)
		return nil, true, nil
	}
	return body, false, err
}

var (
	mediaType = text.Pattern(`^[^/\s]+/[^\s;]+`)
	jsonMedia = text.Pattern(`^application/(?:.+\+)?json$`)
)

// parsePayload makes a value of a body by its content type. No body is null.
func parsePayload(header string, body []byte) (value, error) {
	if header == "" {
		header = jsonType
	}
	media := strings.ToLower(mediaType().FindString(header))
	switch {
	case media == "":
		return nil, plainFault(http.StatusBadRequest, "Invalid content-type header")
	case strings.HasPrefix(media, "multipart/") && !hasBoundary(header):
		return nil, plainFault(http.StatusBadRequest, "Invalid content-type header: multipart missing boundary")
	case jsonMedia().MatchString(media):
		return parseJSONPayload(body)
	case media == formType:
		return parseQuery(string(body)), nil
	case strings.HasPrefix(media, "text/"):
		return strings.ToValidUTF8(string(body), "\uFFFD"), nil
	case media == "application/octet-stream":
		return opaque(body), nil
	}
	return nil, plainFault(http.StatusUnsupportedMediaType, "Unsupported Media Type")
}

// opaque is a body of bytes. To the rules it is an object whose keys are indexes,
// the first of which is enough for them.
func opaque(body []byte) value {
	if len(body) == 0 {
		return nil
	}
	return fields("0", float64(body[0]))
}

func hasBoundary(header string) bool {
	_, params, err := mime.ParseMediaType(header)
	return err == nil && params["boundary"] != ""
}

func parseJSONPayload(body []byte) (value, error) {
	if len(body) == 0 {
		return nil, nil
	}
	v, proto, err := parseStrictly(string(body))
	if err == nil && proto {
		err = errSyntax
	}
	if err != nil {
		return nil, plainFault(http.StatusBadRequest, "Invalid request payload JSON format")
	}
	return v, nil
}

// checkRequest applies the rules of the route: path, query, payload.
func (r *request) checkRequest(rules rules) error {
	if rules.guid {
		id := rule{kind: aString, guid: true}
		if _, wrong := id.check(r.id(), path{{key: "id"}}); wrong != nil {
			return wrong.fault("params")
		}
	}
	if rules.query != nil {
		v, wrong := rules.query.check(r.query, nil)
		if wrong != nil {
			return wrong.fault("query")
		}
		r.query, _ = v.(*object)
	}
	if rules.payload != nil {
		v, wrong := rules.payload.check(r.payload, nil)
		if wrong != nil {
			return wrong.fault("payload")
		}
		r.payload = v
	}
	return nil
}

var errPath = errors.New("a path that is no text")

// checkParams refuses values in the path that are no UTF-8.
func checkParams(params []string) error {
	for _, p := range params {
		if !utf8.ValidString(p) {
			return errPath
		}
	}
	return nil
}
