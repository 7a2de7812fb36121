package snippet

import (
	"strings"

	"authzx/internal/endpoint"
)

// DefaultTokenURL stands in where no tenant is known.
const DefaultTokenURL = "https://{tenant}.auth0.com/oauth/token"

// DefaultAudience is the API's identifier.
const DefaultAudience = "urn:auth0-authz-api"

// TokenOptions describe how a token is asked for. Empty values stand for
// DefaultTokenURL, a placeholder and DefaultAudience. The client secret always
// is a placeholder: $AUTHZX_CLIENT_SECRET.
type TokenOptions struct {
	URL      string
	ClientID string
	Audience string
}

// field is one parameter of the form, by value or by the name of a variable.
type field struct{ name, value, variable string }

func (o TokenOptions) fields() []field {
	id := field{name: "client_id", value: o.ClientID}
	if o.ClientID == "" {
		id.variable = "AUTHZX_CLIENT_ID"
	}
	return []field{
		{name: "grant_type", value: "client_credentials"},
		id,
		{name: "client_secret", variable: "AUTHZX_CLIENT_SECRET"},
		{name: "audience", value: orElse(o.Audience, DefaultAudience)},
	}
}

const formType = "application/x-www-form-urlencoded"

// WriteToken is the request that gets a token by client credentials; the
// answer holds it as access_token. The HTTP text has no Content-Length, which
// depends on the secret.
func (f Format) WriteToken(o TokenOptions) string {
	url := safeURL(orElse(o.URL, DefaultTokenURL))
	switch f {
	case HTTP:
		return tokenHTTP(url, o.fields())
	case Curl:
		return tokenCurl(url, o.fields())
	default:
		return tokenJS(url, o.fields(), f)
	}
}

func tokenHTTP(url string, fields []field) string {
	host, target := splitURL(url)
	var form []string
	for _, f := range fields {
		if f.variable != "" {
			form = append(form, f.name+"=$"+f.variable)
		} else {
			form = append(form, f.name+"="+endpoint.Escape(f.value))
		}
	}
	return "POST " + target + " HTTP/1.1\nHost: " + host + "\nContent-Type: " + formType + "\n\n" + strings.Join(form, "&")
}

// tokenCurl hands the secret to curl through a pipe, not among its arguments.
func tokenCurl(url string, fields []field) string {
	words := []string{"printf %s \"$AUTHZX_CLIENT_SECRET\" |\ncurl --request POST " + shellQuote(url)}
	if strings.ContainsAny(url, "{}[]") {
		words = append(words, "--globoff")
	}
	for _, f := range fields {
		switch {
		case f.name == "client_secret":
			words = append(words, "--data-urlencode client_secret@-")
		case f.variable != "":
			words = append(words, `--data-urlencode "`+f.name+"=$"+f.variable+`"`)
		default:
			words = append(words, "--data "+shellQuote(f.name+"="+endpoint.Escape(f.value)))
		}
	}
	return joined("", words)
}

func tokenJS(url string, fields []field, format Format) string {
	var lines []string
	if format == Browser {
		lines = append(lines, "// For a console: a page must never hold a client secret.")
	}
	lines = append(lines,
		"fetch("+QuoteJS(url)+", {",
		"  method: 'POST',",
		"  headers: { 'Content-Type': '"+formType+"' },",
		"  body: new URLSearchParams({",
	)
	for _, f := range fields {
		value := format.variable(f.variable)
		if f.variable == "" {
			value = QuoteJS(f.value)
		}
		lines = append(lines, "    "+f.name+": "+value+",")
	}
	return strings.Join(append(lines, "  }),", printAnswer), "\n")
}
