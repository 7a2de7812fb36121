package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"authzx/internal/endpoint"
)

// authenticate finds out who asks. A token that is there but wrong is refused
// at once; where there is none, a route that takes the API key looks for that.
// The claims are nil for the bearer of the key.
func (s *Server) authenticate(r *http.Request, query *object, route *endpoint.Route) (*claims, error) {
	token := presented(r, query)
	missing := ""
	switch {
	case token == "":
		missing = "token is null"
	case strings.Count(token, ".") != 2:
		missing = "Invalid token format"
	}
	switch {
	case missing == "":
		return s.checkToken(r, token)
	case !route.APIKey:
		f := plainFault(http.StatusUnauthorized, "Missing authentication")
		f.challenge = missing
		return nil, f
	case !s.isKey(r.Header.Get("X-Api-Key")):
		return nil, plainFault(http.StatusUnauthorized, "Invalid API Key")
	}
	return nil, nil
}

// presented is what the request shows as its token: the query goes before the
// header and the header before the cookie, though only the header is believed.
func presented(r *http.Request, query *object) string {
	shown, _ := query.text("token")
	if shown == "" {
		shown = r.Header.Get("Authorization")
	}
	if shown == "" {
		if c, err := r.Cookie("token"); err == nil {
			shown = c.Value
		}
	}
	shown = replaceFold(shown, "bearer")
	return strings.ReplaceAll(shown, " ", "")
}

// replaceFold takes every word out of s, which is ASCII where it matters.
func replaceFold(s, word string) string {
	for {
		i := strings.Index(strings.ToLower(s), word)
		if i < 0 {
			return s
		}
		s = s[:i] + s[i+len(word):]
	}
}

func (s *Server) checkToken(r *http.Request, token string) (*claims, error) {
	iss, ok := claimedIssuer(token)
	if !ok {
		return nil, badToken("Invalid token format")
	}
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return nil, badToken("Invalid credentials")
	}
	want := s.issuerName()
	if iss != want {
		return nil, errIssuer
	}
	sent, _, _ := strings.Cut(rest, " ")
	c, err := s.issuer.verify(sent, want)
	if err != nil {
		return nil, badToken("Invalid credentials")
	}
	return c, nil
}

func badToken(message string) *fault {
	f := plainFault(http.StatusUnauthorized, message)
	f.challenge, f.attributes = message, true
	return f
}

// authorize checks that the bearer may do what the route does.
func authorize(c *claims, route *endpoint.Route) error {
	if route.Scope == "" || c != nil && c.has(route.Scope) {
		return nil
	}
	return plainFault(http.StatusForbidden, "Insufficient scope")
}

// keySalt stands for the secrets of the extension that go into the hash of its
// API key. It is the same for every sandbox, so that a hash outlives a restart.
const keySalt = "authzx sandbox"

// hashKey is what the bearer of a stored API key shows: 64 hexadecimal digits.
func hashKey(key string) string {
	h := hmac.New(sha256.New, []byte(key+" + "+keySalt))
	h.Write([]byte(keySalt))
	return hex.EncodeToString(h.Sum(nil))
}

func (s *Server) isKey(shown string) bool {
	key, ok := storedKey(s.store.document())
	return ok && shown != "" && hmac.Equal([]byte(shown), []byte(hashKey(key)))
}

// storedKey is the API key of the first configuration that is stored.
func storedKey(d *document) (string, bool) {
	records := d.all(configurationKey)
	if len(records) == 0 {
		return "", false
	}
	key, ok := records[0].text("apikey")
	return key, ok && key != ""
}

// corsHeaders are the request headers that a page of another origin may send.
func corsHeaders() []string {
	return []string{"Accept", "Authorization", "Content-Type", "If-None-Match"}
}

// preflight answers the question of a browser before a request to another origin.
func (s *Server) preflight(r *http.Request, path string) *answer {
	method := r.Header.Get("Access-Control-Request-Method")
	origin := r.Header.Get("Origin")
	var problem string
	switch {
	case method == "":
		problem = "CORS error: Missing Access-Control-Request-Method header"
	default:
		if _, _, ok := lookup(method, path); !ok {
			return faultAnswer(noRoute()).outsideCORS()
		}
		if origin == "" {
			problem = "CORS error: Missing Origin header"
		}
	}
	if problem != "" {
		return faultAnswer(plainFault(http.StatusNotFound, problem)).outsideCORS()
	}
	if !mayAsk(r.Header.Get("Access-Control-Request-Headers")) {
		return jsonAnswer(fields("message", "CORS error: Some headers are not allowed")).outsideCORS()
	}
	a := (&answer{status: http.StatusOK}).outsideCORS()
	a.header = http.Header{
		"Access-Control-Allow-Origin":   {origin},
		"Access-Control-Allow-Methods":  {method},
		"Access-Control-Allow-Headers":  {strings.Join(corsHeaders(), ",")},
		"Access-Control-Max-Age":        {"86400"},
		"Access-Control-Expose-Headers": {exposedHeaders},
	}
	return a
}

// mayAsk reports whether all of the header names are allowed.
func mayAsk(list string) bool {
	if list == "" {
		return true
	}
	allowed := append(corsHeaders(), "Origin")
	for name := range strings.SplitSeq(list, ",") {
		if !slices.ContainsFunc(allowed, func(a string) bool { return strings.EqualFold(a, strings.TrimSpace(name)) }) {
			return false
		}
	}
	return true
}
