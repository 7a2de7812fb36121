package api_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"authzx/internal/api"
	"authzx/internal/faulty"
	"authzx/internal/secret"
)

const testSecret = "canary-client-secret"

// issuer is a token endpoint that counts.
type issuer struct {
	mu     sync.Mutex
	count  int
	forms  []string
	answer string // with %d for the number of the token
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	i.mu.Lock()
	defer i.mu.Unlock()
	i.count++
	i.forms = append(i.forms, r.Form.Encode())
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(w, i.answer, i.count)
}

func (i *issuer) issued() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.count
}

const plainAnswer = `{"access_token":"canary-token-%d","expires_in":86400,"scope":"update:groups read:groups","token_type":"Bearer"}`

// wallet is a token source in front of an issuer, with a clock of its own.
type wallet struct {
	*api.Credentials
	issuer *issuer
	server *faulty.Server
	now    time.Time
	notes  []string
}

func newWallet(t *testing.T, answer string, tweak func(*api.CredentialsOptions)) *wallet {
	t.Helper()
	w := &wallet{issuer: &issuer{answer: answer}, now: time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)}
	w.server = faulty.Start(w.issuer)
	t.Cleanup(w.server.Close)
	o := api.CredentialsOptions{
		URLs:      []string{w.server.URL() + "/oauth/token"},
		ClientID:  "client",
		Secret:    func(context.Context) (secret.Secret, error) { return secret.New(testSecret), nil },
		Audience:  "urn:auth0-authz-api",
		Transport: newTransport(t, api.Network{}),
		Now:       func() time.Time { return w.now },
		Sleep:     func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Note:      func(s string) { w.notes = append(w.notes, s) },
	}
	if tweak != nil {
		tweak(&o)
	}
	w.Credentials = must[*api.Credentials](t)(api.NewCredentials(o))
	return w
}

func (w *wallet) token(t *testing.T) string {
	t.Helper()
	return must[api.Token](t)(w.Token(t.Context())).Value.Reveal()
}

func TestATokenIsAskedForByClientCredentialsForTheAudience(t *testing.T) {
	w := newWallet(t, plainAnswer, nil)
	got := must[api.Token](t)(w.Token(t.Context()))
	if want := []string{"read:groups", "update:groups"}; !slices.Equal(got.Scopes, want) || got.Life != 24*time.Hour {
		t.Errorf("scopes %v, life %v", got.Scopes, got.Life)
	}
	want := "audience=urn%3Aauth0-authz-api&client_id=client&client_secret=" + testSecret + "&grant_type=client_credentials"
	if w.issuer.forms[0] != want {
		t.Errorf("asked with %s", w.issuer.forms[0])
	}
}

func TestATokenIsUsedUntilShortlyBeforeItsEnd(t *testing.T) {
	tests := []struct {
		name    string
		seconds int
		last    time.Duration // how old it may be
	}{
		{"a day", 86400, 24*time.Hour - 5*time.Minute},
		{"a short life", 100, 90 * time.Second},
		{"fifty minutes", 3000, 45 * time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWallet(t, fmt.Sprintf(`{"access_token":"t-%%d","expires_in":%d}`, tt.seconds), nil)
			w.token(t)
			w.now = w.now.Add(tt.last - time.Second)
			if w.token(t); w.issuer.issued() != 1 {
				t.Error("asked too early")
			}
			w.now = w.now.Add(time.Second)
			if w.token(t); w.issuer.issued() != 2 {
				t.Error("asked too late")
			}
		})
	}
}

func TestTheLifeOfATokenIsItsOwnSpanHoweverWrongTheClockIs(t *testing.T) {
	// The server's clock is years away; nothing but exp-iat may count.
	payload := base64.RawURLEncoding.EncodeToString([]byte(`{"iat":1000000,"exp":1000100,"scope":"read:users"}`))
	w := newWallet(t, `{"access_token":"e30.`+payload+`.s%d"}`, nil)
	got := must[api.Token](t)(w.Token(t.Context()))
	if got.Life != 100*time.Second || !slices.Equal(got.Scopes, []string{"read:users"}) {
		t.Errorf("life %v, scopes %v", got.Life, got.Scopes)
	}
}

func TestAllWhoNeedATokenAtOnceShareOneRequest(t *testing.T) {
	w := newWallet(t, plainAnswer, nil)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { _, _ = w.Token(t.Context()) })
	}
	all.Wait()
	if got := w.issuer.issued(); got != 1 {
		t.Errorf("%d requests", got)
	}
}

func TestTheNextTokenURLIsTriedOnlyWhereThereIsNothing(t *testing.T) {
	tests := []struct {
		name  string
		fault faulty.Fault
		goes  bool
	}{
		{"a 404", faulty.HTML(404), true},
		{"a refusal", faulty.JSON(401, `{"error":"access_denied","error_description":"Unauthorized"}`), false},
		{"a failure", faulty.InternalError(), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first := faulty.Start(http.NotFoundHandler())
			t.Cleanup(first.Close)
			first.Add(faulty.Rule{Fault: tt.fault})
			w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) {
				o.URLs = append([]string{first.URL()}, o.URLs...)
			})
			_, err := w.Token(t.Context())
			if (err == nil) != tt.goes || (w.issuer.issued() == 1) != tt.goes {
				t.Errorf("%v, asked %d", err, w.issuer.issued())
			}
		})
	}
	t.Run("an unknown name, once", func(t *testing.T) {
		w := newWallet(t, `{"access_token":"t-%d","expires_in":10}`, func(o *api.CredentialsOptions) {
			o.URLs = append([]string{"https://acme.nowhere.invalid/oauth/token"}, o.URLs...)
		})
		w.token(t)
	})
}

func TestEachFailureOfTheTokenEndpointHasItsKind(t *testing.T) {
	tests := []struct {
		name  string
		fault faulty.Fault
		kind  api.Kind
		says  string
		auth  bool
	}{
		{"a wrong secret", faulty.JSON(401, `{"error":"access_denied","error_description":"Unauthorized"}`), api.KindTokenRefused, "client secret is wrong (401 Unauthorized)", true},
		{"invalid_client", faulty.JSON(400, `{"error":"invalid_client"}`), api.KindTokenRefused, "is wrong (400)", true},
		{"no grant", faulty.JSON(403, `{"error":"access_denied","error_description":"Client is not authorized to access \"urn:auth0-authz-api\""}`), api.KindTokenForbidden, "not allowed a token", true},
		{"an error with 200", faulty.JSON(200, `{"error":"unauthorized_client"}`), api.KindTokenForbidden, "not allowed", true},
		{"HTML", faulty.HTML(200), api.KindTokenAnswer, "HTML instead of JSON", true},
		{"HTML with 403", faulty.HTML(403), api.KindTokenAnswer, "HTML instead of JSON", true},
		{"nothing there", faulty.HTML(404), api.KindTokenAnswer, "no token endpoint", true},
		{"no token in it", faulty.JSON(200, `{}`), api.KindTokenAnswer, "no token in it", true},
		{"broken JSON", faulty.JSON(200, `{"access_token":"canary-x`), api.KindTokenAnswer, "JSON that this API doesn't return", true},
		{"a quota", faulty.Throttled("Retry-After", "60"), api.KindThrottled, "asks to wait 60 s", false},
		{"a failure", faulty.InternalError(), api.KindServer, "server failed", false},
		{"a redirect", faulty.Redirect("https://login.example/x"), api.KindRedirect, "login.example", false},
		{"a cut", faulty.Reset(false), api.KindReset, "connection closed", false},
		{"silence", faulty.Silent(), api.KindTimeout, "timed out", false},
		{"an echo", faulty.JSON(401, `{"error":"access_denied","error_description":"no client has the secret `+testSecret+`"}`), api.KindTokenRefused, "the secret ***", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) {
				if tt.kind == api.KindTimeout { // the others have all the time that a busy machine takes
					o.Timeouts.Answer = 100 * time.Millisecond
				}
			})
			w.server.Add(faulty.Rule{Fault: tt.fault})
			_, err := w.Token(t.Context())
			e := failure(t, err)
			if e.Kind != tt.kind || !strings.Contains(e.Error(), tt.says) || e.Authentication() != tt.auth {
				t.Errorf("%q: %v", e.Kind, e)
			}
			if e.Route != api.TokenRoute || !strings.HasPrefix(e.Error(), "POST http://127.0.0.1:") || e.Hint() == "" ||
				strings.Contains(e.Hint(), "base_url") || strings.Contains(e.Hint(), "another tenant") {
				t.Errorf("%v; hint %q", e, e.Hint())
			}
			if strings.Contains(fmt.Sprintf("%v %+v", err, e.Cause), "canary") {
				t.Errorf("shows a secret: %v", e)
			}
		})
	}
}

func TestASecretThatCannotBeHadIsSaid(t *testing.T) {
	w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) {
		o.Secret = func(context.Context) (secret.Secret, error) {
			return secret.Secret{}, errors.New("there is no keyring")
		}
	})
	_, err := w.Token(t.Context())
	if e := failure(t, err); e.Kind != api.KindTokenSecret || !strings.Contains(e.Error(), "no keyring") {
		t.Error(e)
	}
}

func TestATokenThatTheServerRefusesIsReplacedOnce(t *testing.T) {
	for _, tt := range []struct {
		name    string
		refused int // times; 0 is always
		sent    int
		issued  int
	}{{"once", 1, 2, 2}, {"always", 0, 2, 2}} {
		for what, call := range map[string]func() (endpointCall, bool){
			"a read":  func() (endpointCall, bool) { return read(), tt.refused == 1 },
			"a write": func() (endpointCall, bool) { return write(), tt.refused == 1 },
		} {
			t.Run(what+" is refused "+tt.name, func(t *testing.T) {
				w := newWallet(t, plainAnswer, nil)
				b := newBench(t, examples(), func(o *api.Options) { o.Tokens = w })
				b.server.Add(faulty.Rule{Times: tt.refused, Fault: faulty.Unauthorized()})
				c, fine := call()
				_, err := b.Do(t.Context(), c)
				if (err == nil) != fine || errors.Is(err, api.ErrOutcomeUnknown) {
					t.Error(err)
				}
				seen := b.server.Seen()
				if len(seen) != tt.sent || w.issuer.issued() != tt.issued {
					t.Fatalf("%d requests, %d tokens", len(seen), w.issuer.issued())
				}
				if seen[0].Authorization != "Bearer canary-token-1" || seen[1].Authorization != "Bearer canary-token-2" {
					t.Errorf("sent %v", seen)
				}
			})
		}
	}
}

func TestCallsOutliveAShortFailureOfTheTokenEndpoint(t *testing.T) {
	for name, call := range map[string]endpointCall{"read": read(), "write": write()} {
		w := newWallet(t, plainAnswer, nil)
		w.server.Add(faulty.Rule{Times: 1, Fault: faulty.InternalError()})
		b := newBench(t, examples(), func(o *api.Options) { o.Tokens = w })
		if _, err := b.Do(t.Context(), call); err != nil || len(b.server.Seen()) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWaitingForATokenEndsWithItsContext(t *testing.T) {
	w := newWallet(t, plainAnswer, nil)
	w.server.Add(faulty.Rule{Fault: faulty.Silent()})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	var both sync.WaitGroup
	for range 2 { // one asks, the other waits for its turn
		both.Go(func() {
			if _, err := w.Token(ctx); err == nil {
				t.Error("there is a token")
			}
		})
	}
	both.Wait()
}

func TestAllWhoWaitForATokenShareItsFailure(t *testing.T) {
	w := newWallet(t, plainAnswer, nil)
	release := make(chan struct{})
	refusal := faulty.JSON(401, `{"error":"access_denied"}`)
	w.server.Add(faulty.Rule{Fault: func(s *faulty.Server, rw http.ResponseWriter, r *http.Request, next http.Handler) {
		<-release
		refusal(s, rw, r, next)
	}})
	const n = 10
	started := make(chan struct{}, n)
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			started <- struct{}{}
			if _, err := w.Token(t.Context()); api.KindOf(err) != api.KindTokenRefused {
				t.Error(err)
			}
		})
	}
	for range n {
		<-started
	}
	close(release)
	all.Wait()
	// Who comes after the failure may ask again; who waited for it must not.
	if got := len(w.server.Seen()); got >= n {
		t.Errorf("%d requests with a wrong secret", got)
	}
	if _, err := w.Token(t.Context()); api.KindOf(err) != api.KindTokenRefused {
		t.Error(err)
	}
}

func TestATokenGivenByHandIsTriedOnce(t *testing.T) {
	b := newBench(t, examples(), nil)
	b.server.Add(faulty.Rule{Fault: faulty.Unauthorized()})
	if _, err := b.Do(t.Context(), read()); api.KindOf(err) != api.KindUnauthorized || len(b.server.Seen()) != 1 {
		t.Errorf("%v, %d requests", err, len(b.server.Seen()))
	}
}

func TestARequestForATokenSaysWhatItIsFor(t *testing.T) {
	var seen []api.Exchange
	w := newWallet(t, plainAnswer, func(o *api.CredentialsOptions) {
		o.Observe = func(x api.Exchange) { seen = append(seen, x) }
	})
	b := newBench(t, examples(), func(o *api.Options) { o.Tokens = w })
	if _, err := b.For("doctor").Do(t.Context(), read()); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 1 || seen[0].Route != api.TokenRoute || seen[0].Cause != "doctor" {
		t.Errorf("the log has %+v", seen)
	}
}
