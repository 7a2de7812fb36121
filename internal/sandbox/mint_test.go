package sandbox_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authzx/internal/sandbox"
	"authzx/internal/sandbox/signer"

	"github.com/golang-jwt/jwt/v5"
)

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

// mint makes every kind of token that the recordings speak of.
type mint struct {
	t      *testing.T
	issuer string
	scopes map[string][]string // of the kinds that have scopes of their own
	made   map[string]string
}

func newMint(t *testing.T, s *sandbox.Server) *mint {
	t.Helper()
	m := &mint{t: t, issuer: strings.TrimSuffix(s.BaseURL(), "api"), scopes: map[string][]string{}, made: map[string]string{}}
	var kinds map[string]struct{ Scopes []string }
	readJSON(t, filepath.Join(conformance, "sandbox-credentials.json"), &kinds)
	for kind, c := range kinds {
		m.scopes[kind] = c.Scopes
	}
	return m
}

func (m *mint) token(kind string) string {
	if m.made[kind] == "" {
		m.made[kind] = m.make(kind)
	}
	return m.made[kind]
}

func (m *mint) make(kind string) string {
	switch kind {
	case "tampered":
		parts := strings.Split(m.token("readonly"), ".")
		body, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err != nil {
			m.t.Fatal(err)
		}
		more := strings.Replace(string(body), `"scope":"`, `"scope":"delete:groups `, 1)
		return parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(more)) + "." + parts[2]
	case "unsigned":
		return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." +
			strings.Split(m.token("admin"), ".")[1] + "."
	case "stranger":
		return m.sign(m.claims(nil), "sandbox", newKey())
	case "unknownkid":
		return m.sign(m.claims(nil), "elsewhere", signer.Key())
	}
	return m.sign(m.claims(changes(kind, m.scopes)), "sandbox", signer.Key())
}

// changes are what makes a kind of token different from a good one with every
// scope; a nil value takes a claim away.
func changes(kind string, scopes map[string][]string) jwt.MapClaims {
	now := time.Now()
	switch kind {
	case "expired":
		return jwt.MapClaims{"exp": now.Add(-time.Minute).Unix()}
	case "shortlived":
		return jwt.MapClaims{"exp": now.Add(30 * time.Second).Unix()}
	case "notyet":
		return jwt.MapClaims{"nbf": now.Add(1000 * time.Hour).Unix()}
	case "wrongaudience":
		return jwt.MapClaims{"aud": "https://elsewhere.example.com/api/v2/"}
	case "twoaudiences":
		return jwt.MapClaims{"aud": []string{"https://elsewhere.example.com/userinfo", "urn:auth0-authz-api"}}
	case "wrongissuer":
		return jwt.MapClaims{"iss": "https://elsewhere.example.com/"}
	case "usersubject":
		return jwt.MapClaims{"sub": "auth0|alice"}
	case "passwordgrant":
		return jwt.MapClaims{"gty": "password"}
	case "nogrant":
		return jwt.MapClaims{"gty": nil}
	case "noscope":
		return jwt.MapClaims{"scope": nil}
	}
	return jwt.MapClaims{"scope": strings.Join(scopes[kind], " ")}
}

func (m *mint) claims(changed jwt.MapClaims) jwt.MapClaims {
	now := time.Now()
	c := jwt.MapClaims{
		"iss": m.issuer, "sub": "admin@clients", "aud": "urn:auth0-authz-api", "gty": "client-credentials",
		"iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "scope": strings.Join(m.scopes["admin"], " "),
	}
	maps.Copy(c, changed)
	maps.DeleteFunc(c, func(_ string, v any) bool { return v == nil })
	return c
}

func (m *mint) sign(c jwt.MapClaims, kid string, key *rsa.PrivateKey) string {
	m.t.Helper()
	t := jwt.NewWithClaims(jwt.SigningMethodRS256, c)
	t.Header["kid"] = kid
	signed, err := t.SignedString(key)
	if err != nil {
		m.t.Fatal(err)
	}
	return signed
}

// recordedTenant is the tenant behind the recordings.
func recordedTenant(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(conformance, "tenant.json"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
