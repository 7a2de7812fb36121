package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// counted is a world whose requests are written down as they come in.
type counted struct {
	*world
	mu   sync.Mutex
	seen []string
}

func countedWorld(t *testing.T) *counted {
	t.Helper()
	w, server := connected(t)
	c := &counted{world: w}
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		c.seen = append(c.seen, r.Method+" "+r.URL.Path)
		c.mu.Unlock()
		server.ServeHTTP(rw, r)
	}))
	t.Cleanup(front.Close)
	w.configure(fmt.Sprintf("[profiles.dev]\nbase_url = %q\ntoken_url = %q\nclient_id = \"admin\"\nclient_secret = %q\n",
		front.URL+"/api", front.URL+"/oauth/token", canary))
	return c
}

func TestCommandsAskTheTenantForNoMoreThanTheyNeed(t *testing.T) {
	c := countedWorld(t)
	const (
		token, groups, roles, permissions = "POST /oauth/token", "GET /api/groups", "GET /api/roles", "GET /api/permissions"
		users, applications, connections  = "GET /api/users", "GET /api/applications", "GET /api/connections"
		bruno                             = "GET /api/users/ad|corp|bruno"
	)
	first := true
	for _, tt := range []struct {
		line string
		more []string // beside the three lists
	}{
		{"access ad|corp|bruno -o json", nil},
		{"access ad|corp|bruno -o json --connection corp --idp-group Staff", nil},
		{"access ad|corp|bruno -o csv", []string{bruno}},
		{"access ad|corp|bruno", []string{applications, bruno}},
		{"access ann@acme.test -o json", []string{users}},
		{"access ann@acme.test", []string{applications, users}},
		{"access ad|corp|bruno -o json --application Ledger", []string{applications}},
		{"access auth0|nobody -o json", []string{"GET /api/users/auth0|nobody"}},
		{"access ad|corp|bruno -o json --connection zap", []string{connections}},
		{"access --all -o json", []string{users}},
		{"access --all -o csv", []string{users}},
		{"why ad|corp|bruno pay:invoices -o json", nil},
		{"why ad|corp|bruno pay:invoices -o csv", nil},
		{"why ad|corp|bruno pay:invoices", []string{applications, bruno}},
		{"who-can pay:invoices -o json", nil},
		{"who-can pay:invoices -o csv", []string{users}},
		{"who-can pay:invoices", []string{applications, users}},
		{"compare ad|corp|bruno ad|corp|bruno -o json", nil},
		{"list groups", nil},
		{"list users", []string{users}},
		{"list roles", []string{applications}},
		{"list permissions", []string{applications}},
		{"list applications", []string{applications}},
		{"list connections", []string{connections}},
		{"snapshot " + c.env.Home + "/s.json", []string{users, applications, connections}},
	} {
		c.seen = nil
		if got := c.run(strings.Fields(tt.line)...); got.code != exitDone {
			t.Fatalf("%s: code %d\n%s", tt.line, got.code, got.stderr)
		}
		want := append([]string{groups, roles, permissions}, tt.more...)
		if first {
			want = append(want, token) // later runs find it kept
			first = false
		}
		slices.Sort(want)
		slices.Sort(c.seen)
		if diff := cmp.Diff(want, c.seen); diff != "" {
			t.Errorf("%s asks for other things:\n%s", tt.line, diff)
		}
	}
}
