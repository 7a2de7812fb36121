package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"authzx/internal/sandbox"
	"authzx/internal/sandbox/signer"

	"github.com/golang-jwt/jwt/v5"
)

// granted is the answer of the token endpoint.
type granted struct {
	Token       string `json:"access_token"`
	Type        string `json:"token_type"`
	Life        int    `json:"expires_in"`
	Scope       string
	Error       string
	Description string `json:"error_description"`
}

func ask(t *testing.T, s *sandbox.Server, contentType, body string) (int, granted) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.TokenURL(), strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	res, b := do(t, req)
	var g granted
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatalf("%v: %.200s", err, b)
	}
	return res.StatusCode, g
}

func grantBody(id, secret, audience string) string {
	b, _ := json.Marshal(map[string]string{
		"grant_type": "client_credentials", "client_id": id, "client_secret": secret, "audience": audience,
	})
	return string(b)
}

const audience = "urn:auth0-authz-api"

func TestTheTokenEndpointTakesFormsAndJSON(t *testing.T) {
	s := start(t, sandbox.Options{})
	id, secret := s.ClientID(), s.ClientSecret().Reveal()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {secret}, "audience": {audience}}
	for name, body := range map[string][2]string{
		"a form": {"application/x-www-form-urlencoded", form.Encode()},
		"JSON":   {"application/json", grantBody(id, secret, audience)},
	} {
		t.Run(name, func(t *testing.T) {
			status, g := ask(t, s, body[0], body[1])
			if status != http.StatusOK || g.Type != "Bearer" || g.Life != 86400 {
				t.Fatalf("got %d %+v", status, g)
			}
			if n := len(strings.Fields(g.Scope)); n != 21 {
				t.Errorf("%d scopes, want 21", n)
			}
			c := caller{t: t, base: s.BaseURL(), token: g.Token}
			c.send(http.MethodGet, "/groups", "", http.StatusOK)
		})
	}
}

func TestTheTokenEndpointRefuses(t *testing.T) {
	s := start(t, sandbox.Options{})
	off := start(t, sandbox.Options{APIOff: true})
	id, secret := s.ClientID(), s.ClientSecret().Reveal()
	tests := map[string]struct {
		server *sandbox.Server
		body   string
		status int
		code   string
	}{
		"a wrong secret":          {s, grantBody(id, "wrong", audience), 401, "access_denied"},
		"an unknown client":       {s, grantBody("nobody", secret, audience), 401, "access_denied"},
		"another API":             {s, grantBody(id, secret, "https://elsewhere.example.com/"), 403, "access_denied"},
		"another grant":           {s, `{"grant_type":"password"}`, 403, "unsupported_grant_type"},
		"what is no JSON":         {s, `{`, 400, "invalid_request"},
		"everyone while it's off": {off, grantBody(off.ClientID(), off.ClientSecret().Reveal(), audience), 403, "access_denied"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			status, g := ask(t, tt.server, "application/json", tt.body)
			if status != tt.status || g.Error != tt.code || g.Token != "" {
				t.Errorf("got %d %+v, want %d %s", status, g, tt.status, tt.code)
			}
			if strings.Contains(g.Description, secret) {
				t.Error("the answer holds the secret")
			}
		})
	}
}

func TestCredentialsOfAFileGiveTheirScopes(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(conformance, "sandbox-credentials.json"))
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, sandbox.Options{Credentials: raw})
	if s.ClientID() != "admin" || s.ClientSecret().Reveal() != "admin-secret" {
		t.Errorf("the first client is %q", s.ClientID())
	}
	for id, want := range map[string]int{"admin": 21, "readonly": 8, "groupsonly": 4, "noscope": 0} {
		_, g := ask(t, s, "application/json", grantBody(id, id+"-secret", audience))
		if got := len(strings.Fields(g.Scope)); got != want || g.Token == "" {
			t.Errorf("%s: %d scopes, want %d", id, got, want)
		}
	}
}

func TestTheSecretOfTheClientIsNotPrinted(t *testing.T) {
	s, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.ClientSecret().String(); got != "***" {
		t.Errorf("printed %q", got)
	}
	if len(s.ClientSecret().Reveal()) != 64 {
		t.Error("the secret that was made up is too short")
	}
}

func TestTokensSayWhoWhatAndHowLong(t *testing.T) {
	now := time.Date(2030, 5, 6, 7, 8, 9, 0, time.UTC)
	s := start(t, sandbox.Options{Now: func() time.Time { return now }})
	_, g := ask(t, s, "application/json", grantBody(s.ClientID(), s.ClientSecret().Reveal(), audience))
	claims := jwt.MapClaims{}
	token, err := jwt.ParseWithClaims(g.Token, claims, func(*jwt.Token) (any, error) { return &signer.Key().PublicKey, nil },
		jwt.WithTimeFunc(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"iss": strings.TrimSuffix(s.BaseURL(), "api"), "sub": s.ClientID() + "@clients", "gty": "client-credentials",
		"exp": float64(now.Add(24 * time.Hour).Unix()), "scope": g.Scope,
	}
	for k, v := range want {
		if claims[k] != v {
			t.Errorf("%s is %v, want %v", k, claims[k], v)
		}
	}
	if token.Header["kid"] == "" || token.Method.Alg() != "RS256" {
		t.Errorf("header %v", token.Header)
	}
}

func TestATokenDiesByTheClockOfTheServer(t *testing.T) {
	var passed atomic.Int64
	s := start(t, sandbox.Options{Now: func() time.Time { return time.Now().Add(time.Duration(passed.Load())) }})
	_, g := ask(t, s, "application/json", grantBody(s.ClientID(), s.ClientSecret().Reveal(), audience))
	c := caller{t: t, base: s.BaseURL(), token: g.Token}
	c.send(http.MethodGet, "/groups", "", http.StatusOK)
	passed.Store(int64(25 * time.Hour))
	c.send(http.MethodGet, "/groups", "", http.StatusUnauthorized)
}

func TestTheLifetimeOfTokensFollowsTheResourceServer(t *testing.T) {
	s := start(t, sandbox.Options{})
	c := newCaller(t, s)
	c.send(http.MethodPatch, "/configuration/resource-server", `{"apiAccess":true,"token_lifetime":"60"}`, http.StatusNoContent)
	_, g := ask(t, s, "application/json", grantBody(s.ClientID(), s.ClientSecret().Reveal(), audience))
	if g.Life != 60 {
		t.Errorf("expires_in is %d, want 60", g.Life)
	}
}

func TestTheKeySetHasTheKeyThatSigns(t *testing.T) {
	s := start(t, sandbox.Options{})
	address := strings.TrimSuffix(s.BaseURL(), "/api") + "/.well-known/jwks.json"
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, b := do(t, req)
	var set struct {
		Keys []struct{ Kid, Kty, N, E string }
	}
	if err := json.Unmarshal(b, &set); err != nil {
		t.Fatal(err)
	}
	if len(set.Keys) != 1 || set.Keys[0].Kty != "RSA" || set.Keys[0].E != "AQAB" || len(set.Keys[0].N) != 342 {
		t.Errorf("got %+v", set)
	}
}
