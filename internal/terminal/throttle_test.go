package terminal

import (
	"net/http"
	"net/http/httputil"
	"net/url"
	"testing"

	"authzx/internal/faulty"
)

func TestAThrottledTenantIsWaitedForWithACountAndCanBeGivenUp(t *testing.T) {
	home := t.TempDir()
	at := serve(t, home)
	to, err := url.Parse(at.BaseURL)
	if err != nil {
		t.Fatal(err)
	}
	front := faulty.Start(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host = to.Scheme, to.Host
	}})
	t.Cleanup(front.Close)
	front.Add(faulty.Rule{Method: http.MethodGet, Path: "/api/groups", Fault: faulty.Throttled("Retry-After", "20")})
	at.BaseURL = front.URL() + "/api"
	configured(t, home, at)
	e := open(t, home, 100, 24)
	e.shows("throttled, again in 1", "s, ctrl+c cancels")
	e.types("\x03")
	e.shows("cancelled")
}
