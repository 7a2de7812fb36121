package api_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
	"authzx/internal/secret"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// examples answers every route with the example of the endpoint table.
func examples() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		path := strings.TrimPrefix(r.URL.EscapedPath(), "/api")
		route, _, ok := endpoint.Match(r.Method, path)
		if !ok {
			http.NotFound(w, r)
			return
		}
		if route.Answer.Example != "" {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
		}
		w.WriteHeader(route.Answer.Status)
		_, _ = io.WriteString(w, route.Answer.Example)
	})
}

// bench is a client in front of a server with faults, with a clock that never
// waits.
type bench struct {
	*api.Client
	server *faulty.Server

	mu        sync.Mutex
	waits     []api.Wait
	exchanges []api.Exchange
}

// testToken stands for whatever a token source gives.
const testToken = "canary-token-0123456789"

// newBench starts the server and makes the client; tweak may change its options.
func newBench(t *testing.T, next http.Handler, tweak func(*api.Options)) *bench {
	t.Helper()
	b := &bench{server: faulty.Start(next)}
	t.Cleanup(b.server.Close)
	transport := newTransport(t, api.Network{})
	o := api.Options{
		BaseURL:   b.server.URL() + "/api",
		Tokens:    api.NewStaticToken(secret.New(testToken)),
		Transport: transport,
		Sleep:     func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Rand:      func() float64 { return 0.5 },
		Observe: func(x api.Exchange) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.exchanges = append(b.exchanges, x)
		},
		OnWait: func(w api.Wait) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.waits = append(b.waits, w)
		},
	}
	if tweak != nil {
		tweak(&o)
	}
	client, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	b.Client = client
	return b
}

func newTransport(t *testing.T, n api.Network) *http.Transport {
	t.Helper()
	transport, err := api.NewTransport(n)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// read is a call that alters nothing, write one that does.
func read() endpoint.Call  { return endpoint.New(endpoint.ConnectionsList) }
func write() endpoint.Call { return endpoint.Lookup(endpoint.GroupsMembersAdd).Example() }

// failure is the *api.Error of err; the test ends when it is none.
func failure(t *testing.T, err error) *api.Error {
	t.Helper()
	if err == nil {
		t.Fatal("the call succeeded")
	}
	e, ok := err.(*api.Error)
	if !ok {
		t.Fatalf("%T is no *api.Error: %v", err, err)
	}
	return e
}

// must is value unless there is an error.
func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

type endpointCall = endpoint.Call
