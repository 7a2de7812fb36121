package snippet

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"authzx/internal/text"
)

// variable is what gives a value that isn't written down: the environment of Node 18 or
// later, or whoever sits before the browser.
func (f Format) variable(name string) string {
	if f == Browser {
		return "prompt(" + QuoteJS(name) + ")"
	}
	return "process.env." + name
}

// javaScript is a script for Node, as a module or not, or for browsers.
func (r request) javaScript(f Format) string {
	lines := []string{
		"fetch(" + QuoteJS(r.url) + ", {",
		"  method: " + QuoteJS(r.method) + ",",
	}
	var headers []string
	switch {
	case r.open:
	case r.token == "":
		headers = append(headers, "    Authorization: `Bearer ${"+f.variable("AUTHZX_TOKEN")+"}`,")
	default:
		headers = append(headers, "    Authorization: "+QuoteJS("Bearer "+r.token)+",")
	}
	if r.body != nil {
		headers = append(headers, "    'Content-Type': "+QuoteJS(r.media)+",")
	}
	if headers != nil {
		lines = append(lines, "  headers: {", strings.Join(headers, "\n"), "  },")
	}
	if r.body != nil {
		lines = append(lines, "  body: "+bodyJS(r.body)+",")
	}
	return strings.Join(append(lines, printAnswer), "\n")
}

const printAnswer = `}).then(async (response) => {
  if (!response.ok) throw new Error(` + "`${response.status} ${await response.text()}`" + `);
  console.log(await response.text());
});`

// bodyJS is the expression of a body: text, or bytes that are no text.
func bodyJS(body []byte) string {
	if utf8.Valid(body) {
		return QuoteJS(string(body))
	}
	digits := make([]string, len(body))
	for i, c := range body {
		digits[i] = strconv.Itoa(int(c))
	}
	return "Uint8Array.of(" + strings.Join(digits, ", ") + ")"
}

// QuoteJS is a string literal of JavaScript, safe to display: that of JSON, in single quotes, so that JSON
// within it stays readable.
func QuoteJS(s string) string {
	literal := text.AppendJSON(nil, s)
	b := make([]byte, 0, len(literal))
	for i := 1; i < len(literal)-1; i++ {
		switch c := literal[i]; {
		case c == '\\' && literal[i+1] == '"':
			// The quote alone is next.
		case c == '\\':
			b = append(b, c, literal[i+1])
			i++
		case c == '\'':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return "'" + string(b) + "'"
}
