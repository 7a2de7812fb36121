package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/cli/command"
)

// counted is a world whose requests are written down as they come in.
type counted struct {
	*world
	mu    sync.Mutex
	seen  []string
	slow  time.Duration // how long each request takes
	spans []span
}

// span is from when until when a request was answered.
type span struct {
	line       string
	begin, end time.Time
}

func countedWorld(t *testing.T) *counted {
	t.Helper()
	w, server := connected(t)
	c := &counted{world: w}
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		c.seen = append(c.seen, r.Method+" "+r.URL.Path)
		slow := c.slow
		c.mu.Unlock()
		begin := time.Now()
		time.Sleep(slow)
		server.ServeHTTP(rw, r)
		c.mu.Lock()
		c.spans = append(c.spans, span{r.Method + " " + r.URL.Path, begin, time.Now()})
		c.mu.Unlock()
	}))
	t.Cleanup(front.Close)
	w.Configure(fmt.Sprintf("[profiles.dev]\nbase_url = %q\ntoken_url = %q\nclient_id = \"admin\"\nclient_secret = %q\n",
		front.URL+"/api", front.URL+"/oauth/token", canary))
	return c
}

func TestCommandsAskTheTenantForNoMoreThanTheyNeed(t *testing.T) {
	c := countedWorld(t)
	const (
		token, groups, roles, permissions = "POST /oauth/token", "GET /api/groups", "GET /api/roles", "GET /api/permissions"
		users, applications, connections  = "GET /api/users", "GET /api/applications", "GET /api/connections"
		switches, status, resourceServer  = "GET /api/configuration", "GET /api/configuration/status", "GET /api/configuration/resource-server"
		bruno                             = "GET /api/users/ad|corp|bruno"
	)
	first := true
	for _, tt := range []struct {
		line string
		more []string // beside the three lists
	}{
		{"access ad|corp|bruno -o json", nil},
		{"access ad|corp|bruno -o json --connection corp --idp-group Staff", nil},
		{"access ad|corp|bruno -o csv", []string{applications, bruno}},
		{"access ad|corp|bruno", []string{applications, bruno}},
		{"access ann@acme.test -o json", []string{users}},
		{"access ann@acme.test", []string{applications, users}},
		{"access ad|corp|bruno -o json --application Ledger", []string{applications}},
		{"access auth0|nobody -o json", []string{"GET /api/users/auth0|nobody"}},
		{"access ad|corp|bruno -o json --connection zap", []string{connections}},
		{"access --all -o json", []string{applications, users}},
		{"access --all -o csv", []string{applications, users}},
		{"why ad|corp|bruno pay:invoices -o json", nil},
		{"why ad|corp|bruno pay:invoices -o csv", []string{applications, bruno}},
		{"why ad|corp|bruno pay:invoices", []string{applications, bruno}},
		{"who-can pay:invoices -o json", nil},
		{"who-can pay:invoices -o csv", []string{applications, users}},
		{"who-can pay:invoices", []string{applications, users}},
		{"compare ad|corp|bruno ad|corp|bruno -o json", nil},
		{"list groups", nil},
		{"list users", []string{users}},
		{"list roles", []string{applications}},
		{"list permissions", []string{applications}},
		{"list applications", []string{applications}},
		{"list connections", []string{connections}},
		{"snapshot " + c.Env.Home + "/s.json", []string{users, applications, connections, switches, status, resourceServer}},
	} {
		c.seen = nil
		if got := c.run(strings.Fields(tt.line)...); got.code != command.Done {
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

// planned is a plan, by ids, that lets somebody join a group.
func (c *counted) planned(t *testing.T, user string) (path, out string) {
	t.Helper()
	path = c.Env.Home + "/plan.json"
	got := c.run("plan", "--add-member", "Finance="+user, "--out", path)
	if got.code != command.Done {
		t.Fatalf("%+v", got)
	}
	return path, got.stderr
}

// listings are how often the list of users was read before the first write.
func (c *counted) listings() (n int) {
	for _, line := range c.seen {
		switch {
		case strings.HasPrefix(line, "PATCH"):
			return n
		case line == "GET /api/users":
			n++
		}
	}
	return n
}

func TestNoWriteWaitsForTheListOfUsers(t *testing.T) {
	c := countedWorld(t)
	const newcomer = "auth0|newcomer-of-the-test"
	plan, _ := c.planned(t, newcomer)
	if n := c.listings(); n != 0 {
		t.Errorf("plan lists users %d times for an id", n)
	}
	for _, args := range [][]string{{"apply", plan, "--dry-run"}, {"apply", plan, "--yes"}, {"diff", plan}, {"export", "--without-members"}, {"undo", "--yes"}} {
		c.seen = nil
		if args[0] == "diff" {
			args[1] = c.File("state.toml", c.ok("export", "--without-members"))
			args = append(args, "--without-members")
			c.seen = nil
		}
		if got := c.run(args...); got.code != command.Done {
			t.Errorf("%v: %+v", args, got)
		}
		if n := c.listings(); n != 0 {
			t.Errorf("%v lists users %d times: %v", args, n, c.seen)
		}
	}
}

func TestAPlanNamesWhomItIsAbout(t *testing.T) {
	c := countedWorld(t)
	path, told := c.planned(t, "ann@acme.test")
	if !strings.Contains(told, `add user "ann@acme.test"`) || c.listings() != 1 {
		t.Errorf("says %s, after %v", told, c.seen)
	}
	c.seen = nil
	if got := c.run("apply", path, "--yes"); !strings.Contains(got.stderr, `done: add user "ann@acme.test"`) {
		t.Errorf("says %s", got.stderr)
	}
}

// waits is how many requests before the first write had to wait for one another.
func (c *counted) waits() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	slices.SortFunc(c.spans, func(a, b span) int { return a.end.Compare(b.end) })
	var last time.Time
	for _, s := range c.spans {
		switch {
		case strings.HasPrefix(s.line, "PATCH"):
			return n
		case s.begin.After(last):
			n, last = n+1, s.end
		}
	}
	return n
}

// On a slow server a write is sent after the lists were read, and its own once more.
func TestAWriteWaitsForTwoReadsOnASlowServer(t *testing.T) {
	c := countedWorld(t)
	path, _ := c.planned(t, "ann@acme.test")
	c.slow, c.spans = 300*time.Millisecond, nil
	if got := c.run("apply", path, "--yes"); got.code != command.Done {
		t.Fatalf("%+v", got)
	}
	if n := c.waits(); n > 2 {
		t.Errorf("%d waits: %v", n, c.spans)
	}
}
