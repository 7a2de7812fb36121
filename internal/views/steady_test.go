package views

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/api"
	"authzx/internal/sandbox/sample"
	"authzx/internal/secret"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// steady is a tenant whose address is the same in every run, so that frames
// with snippets come out the same.
type steady struct{ overheard }

func (steady) BaseURL() string {
	return "https://acme.eu.webtask.io/adf6e2f2b84784b57522e3b19dfc9201/api"
}

// identity is that of the tests' tenants.
func identity() tenant.Identity {
	return tenant.Identity{
		Profile: text.New("demo"), Tenant: text.New("acme"), Region: text.New("eu"),
		TokenURL: text.New("https://acme.eu.auth0.com/oauth/token"), ClientID: text.New("cli-7Qx"), Audience: text.New("urn:auth0-authz-api"),
	}
}

// exploreSteady opens the explorer on the sample company with a clock that
// stands still: no request takes any time.
func exploreSteady(t *testing.T, w, h int, change func(*tenant.Identity)) *driver {
	t.Helper()
	server := serve(t, sample.Company())
	id := identity()
	if change != nil {
		change(&id)
	}
	transport := network(t)
	tokens, err := api.NewCredentials(api.CredentialsOptions{
		URLs: []string{server.TokenURL()}, ClientID: server.ClientID(),
		Secret:   func(context.Context) (secret.Secret, error) { return server.ClientSecret(), nil },
		Audience: "urn:auth0-authz-api", Transport: transport,
	})
	if err != nil {
		t.Fatal(err)
	}
	return exploreAt(t, id, server.BaseURL(), tokens, w, h)
}

func network(t *testing.T) *http.Transport {
	t.Helper()
	transport, err := api.NewTransport(api.Network{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// exploreAt opens the explorer on whatever answers at an address.
func exploreAt(t *testing.T, id tenant.Identity, base string, tokens api.TokenSource, w, h int) *driver {
	t.Helper()
	log := tenant.NewLog(1000)
	now := func() time.Time { return clock }
	client, err := api.New(api.Options{
		BaseURL: base, Tokens: tokens, Transport: network(t), Observe: log.Add, Now: now,
		Retry: api.Retry{Tries: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	e.tenant = tenant.New(tenant.Options{Identity: id, Client: client, Log: log, Now: now, State: t.TempDir()})
	e.open(steady{overheard{e.tenant, e.news}}, theme.Options{Profile: theme.None}, w, h)
	return e
}

// exploreServer opens the explorer on a server that answers as it likes.
func exploreServer(t *testing.T, answer http.HandlerFunc) *driver {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return exploreAt(t, identity(), server.URL+"/api", api.NewStaticToken(secret.New("a-token-of-the-test")), 80, 24)
}

// settleUntil takes messages until a text is on the screen: what comes by itself
// comes when it likes.
func (e *driver) settleUntil(want string) {
	e.t.Helper()
	deadline := time.After(30 * time.Second)
	for !strings.Contains(e.frame(), want) {
		select {
		case msg := <-e.news:
			e.take(msg)
		case <-deadline:
			e.t.Fatalf("%q does not come; the screen is:\n%s", want, e.frame())
		}
	}
	e.settle()
}
