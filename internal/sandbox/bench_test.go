package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/sandbox/signer"
)

var largeTenant = sync.OnceValue(func() sample.Tenant { return sample.Generate(sample.Large()) })

func large(b *testing.B) *sandbox.Server {
	b.Helper()
	t := largeTenant()
	s, err := sandbox.New(sandbox.Options{Tenant: t.Directory(), Document: t.Document, Key: signer.Key()})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkStartingLarge is what stands before the first answer of a tenant
// with 100,000 users and 10,000 groups.
func BenchmarkStartingLarge(b *testing.B) {
	b.SetBytes(int64(len(largeTenant().Document)))
	for b.Loop() {
		large(b)
	}
}

// BenchmarkReadingTheTenantLarge is what the first question about users waits for.
func BenchmarkReadingTheTenantLarge(b *testing.B) {
	b.SetBytes(int64(len(largeTenant().Directory())))
	for b.Loop() {
		if err := large(b).Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAnswersLarge(b *testing.B) {
	s := large(b)
	if err := s.Load(); err != nil {
		b.Fatal(err)
	}
	token := benchToken(b, s)
	group := firstGroup(b, s, token)
	n := 0
	for _, q := range []struct {
		name, method, path string
		body               func() string
	}{
		{"groups again", "GET", "/groups", nil},
		{"a member and groups", "PATCH", "/groups/" + group + "/members", func() string { n++; return fmt.Sprintf(`["auth0|new%d"]`, n) }},
		{"a page of users", "GET", "/users?page=5", nil},
		{"users found", "GET", "/users?q=smith", nil},
		{"a policy", "POST", "/users/auth0%7Cx/policy/c", func() string { return `{"connectionName":"x"}` }},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				body := ""
				if q.body != nil {
					body = q.body()
				}
				if got := serve(s, token, q.method, q.path, body); got.Code >= http.StatusBadRequest {
					b.Fatal(got.Code, got.Body)
				}
				if q.method == "PATCH" {
					serve(s, token, "GET", "/groups", "")
				}
			}
		})
	}
}

func serve(s *sandbox.Server, token, method, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/api"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func benchToken(b *testing.B, s *sandbox.Server) string {
	b.Helper()
	r := httptest.NewRequest(http.MethodPost, "/oauth/token", strings.NewReader(grantBody(s.ClientID(), s.ClientSecret().Reveal(), audience)))
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	_, rest, ok := strings.Cut(w.Body.String(), `"access_token":"`)
	if !ok {
		b.Fatal(w.Body)
	}
	token, _, _ := strings.Cut(rest, `"`)
	return token
}

func firstGroup(b *testing.B, s *sandbox.Server, token string) string {
	b.Helper()
	_, rest, ok := strings.Cut(serve(s, token, "GET", "/groups", "").Body.String(), `"_id":"`)
	if !ok {
		b.Fatal("no groups")
	}
	id, _, _ := strings.Cut(rest, `"`)
	return id
}
