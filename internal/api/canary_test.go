package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/secret"
)

const canaryKey = "canary-api-key-0123456789"

// leaky answers every call with all that it could know: the API key where the
// table says there is one, and the token that was sent.
func leaky(status int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Request-Id", "for "+token)
		w.Header().Set("Set-Cookie", "session="+token)
		w.WriteHeader(status)
		keys := ""
		route, _, _ := endpoint.Match(r.Method, strings.TrimPrefix(r.URL.EscapedPath(), "/api"))
		if route != nil {
			for _, path := range route.Answer.Secret {
				key := path[strings.LastIndexByte(path, '.')+1:]
				keys += fmt.Sprintf(`%q:%q,"deeper %s":[{%q:%q}],`, key, canaryKey, key, key, canaryKey)
			}
		}
		_, _ = fmt.Fprintf(w, `{%s"statusCode":%d,"error":"for %s","message":"token %s","groups":[],"roles":[],"permissions":[],
			"users":[],"validation":{"source":"payload","keys":["%s"]}}`, keys, status, token, token, token)
	})
}

func TestNoSecretGetsIntoErrorsAndLogs(t *testing.T) {
	faults := map[string]faulty.Fault{
		"a fine answer":    nil,
		"broken JSON":      faulty.CutJSON(20),
		"a cut body":       faulty.ResetInBody(30),
		"HTML":             faulty.HTML(200),
		"an echoing 400":   echo(400),
		"an echoing 401":   echo(401),
		"an echoing 403":   echo(403),
		"an echoing 500":   echo(500),
		"a leaky redirect": faulty.Redirect("https://x:" + testSecret + "@evil.example/?t=" + testToken),
	}
	for name, fault := range faults {
		for _, route := range endpoint.All() {
			var log []string
			note := func(v any) { log = append(log, fmt.Sprintf("%v %+v %#v %s", v, v, v, asJSON(v))) }
			w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) {
				o.Observe = func(x api.Exchange) { note(x); note(x.Err) }
			})
			b := newBench(t, leaky(200), func(o *api.Options) { o.Tokens = w })
			if fault != nil {
				b.server.Add(faulty.Rule{Fault: fault})
			}
			call := route.Example()
			if route.ID == endpoint.ConfigurationImport {
				call.Body = []byte(`{"configuration":[{"_id":"v1","apikey":"` + canaryKey + `"}]}`)
			}
			answer, err := b.Do(t.Context(), call)
			if answer != nil {
				log = append(log, string(answer.Masked()), fmt.Sprint(answer.Header))
			}
			for ; err != nil; err = errors.Unwrap(err) {
				note(err)
				log = append(log, api.Hint(err))
			}
			for _, x := range b.exchanges {
				log = append(log, string(x.Request), string(x.Answer))
				note(x)
			}
			note(w.Credentials)
			note(b.Client)
			for _, line := range log {
				if i := strings.Index(line, "canary"); i >= 0 {
					t.Errorf("%s, %s: …%.120s", name, route.ID, line[max(0, i-60):])
					break
				}
			}
		}
	}
}

// echo is a refusal that repeats what it was told.
func echo(status int) faulty.Fault {
	return func(_ *faulty.Server, w http.ResponseWriter, r *http.Request, _ http.Handler) {
		leaky(status).ServeHTTP(w, r)
	}
}

func asJSON(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func TestATokenThatNoHeaderCarriesIsNotShown(t *testing.T) {
	for _, bad := range []string{"canary token", "canary\r\nX-Evil: 1", "canary\x00", ""} {
		b := newBench(t, examples(), func(o *api.Options) { o.Tokens = api.NewStaticToken(secret.New(bad)) })
		_, err := b.Do(context.Background(), read())
		if e := failure(t, err); e.Kind != api.KindCall || strings.Contains(fmt.Sprintf("%+v", e), "canary") {
			t.Error(e)
		}
		if len(b.server.Seen()) != 0 {
			t.Errorf("%q was sent", bad)
		}
	}
}

func TestBodiesInTheLogAreBounded(t *testing.T) {
	b := newBench(t, answering(200, `["`+strings.Repeat("x", 300<<10)+`"]`), nil)
	if _, err := b.Do(t.Context(), read()); err != nil {
		t.Fatal(err)
	}
	if x := b.exchanges[0]; x.Answer != nil || !x.Omitted || x.BytesIn < 300<<10 {
		t.Errorf("%d bytes kept, omitted %v, %d came", len(x.Answer), x.Omitted, x.BytesIn)
	}
}
