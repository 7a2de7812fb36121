package api

import (
	"bytes"
	"strings"

	"authzx/internal/endpoint"
)

// forScope reports whether a 403 is for want of the route's scope: the API's own words, or
// none at all.
func (e *Error) forScope(said refusal, body []byte) bool {
	return said.status != 0 || strings.Contains(strings.ToLower(e.Message.Raw()), "scope") || len(bytes.TrimSpace(body)) == 0
}

// MissingScopes are what the token lacks by all the 403s in err's tree, each once, in
// the order of endpoint.Scopes.
func MissingScopes(err error) []string {
	lacking := make(map[string]bool)
	walk(err, func(e *Error) {
		if e.Kind == KindForbidden && e.MissingScope != "" {
			lacking[e.MissingScope] = true
		}
	})
	var names []string
	for _, s := range endpoint.Scopes() {
		if lacking[s.Name] {
			names = append(names, s.Name)
		}
	}
	return names
}

// grant says where the token gets scopes.
func grant(scopes []string) string {
	what := scopes[0]
	if n := len(scopes); n > 1 {
		what = strings.Join(scopes[:n-1], ", ") + " and " + scopes[n-1]
	}
	return "grant " + what + " to the client under Dashboard > APIs > " + endpoint.APIName + ", then get a new token"
}
