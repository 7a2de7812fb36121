//go:build unix

package terminal

import (
	"context"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"authzx/internal/faulty"
)

// fronted is a home whose profile reaches the demo's tenant by way of a server of
// faults.
func fronted(t *testing.T) (home string, front *faulty.Server) {
	t.Helper()
	home = t.TempDir()
	at := serve(t, home)
	to, err := url.Parse(at.BaseURL)
	if err != nil {
		t.Fatal(err)
	}
	front = faulty.Start(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host = to.Scheme, to.Host
	}})
	t.Cleanup(front.Close)
	at.BaseURL = front.URL() + "/api"
	configured(t, home, at)
	return home, front
}

// ends leaves the explorer by its keys, and holds it to a clean terminal.
func (e explorer) ends() {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	for ended := false; !ended; {
		if ctx.Err() != nil {
			e.t.Fatalf("it does not end\n%s", e.Screen())
		}
		_ = e.Type("\x1b[27uq") // it may have ended just now
		short, stop := context.WithTimeout(ctx, 2*time.Second)
		code, err := e.Exit(short)
		stop()
		if ended = err == nil; ended && code != 0 {
			e.t.Errorf("it ends with %d\n%s", code, e.Screen())
		}
	}
	if altered, err := e.Altered(); err != nil || len(altered) > 0 {
		e.t.Errorf("the terminal is left with %q, %v", altered, err)
	}
}

// Whatever becomes of one list, a person reads what and where, the frame is marked,
// and the rest is there.
func TestEveryFaultOfAListIsSaidAndTheRestWorks(t *testing.T) {
	const head, marked = "not refreshed, r tries again: listing groups: GET /groups: ", "▲ incomplete"
	for name, c := range map[string]struct {
		fault faulty.Fault
		shows []string
	}{
		"reset before the answer": {faulty.Reset(false), []string{marked, head + "the connection closed before the response was complete"}},
		"reset in the answer":     {faulty.ResetInBody(30), []string{marked, head + "the connection closed before the response was complete"}},
		"cut":                     {faulty.CutJSON(30), []string{marked, head + "bad response"}},
		"of other types":          {faulty.JSON(200, `{"groups":[{"_id":5}]}`), []string{marked, head + "bad response: at /groups/0/_id"}},
		"null":                    {faulty.JSON(200, `{"groups":null}`), []string{marked, head + "bad response: at /groups there is null"}},
		"empty":                   {faulty.Empty(), []string{marked, head + "bad response: nothing instead of JSON"}},
		"a page":                  {faulty.HTML(200), []string{marked, head + "bad response: HTML instead of JSON"}},
		"a storm":                 {faulty.InternalError(), []string{marked, head + "the server failed (500"}},
		"forbidden":               {faulty.Forbidden(), []string{marked, head + "the token lacks read:groups"}},
		"redirected":              {faulty.Redirect("https://elsewhere.invalid/"), []string{marked, head + "the server redirects (302)"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home, front := fronted(t)
			front.Add(faulty.Rule{Method: http.MethodGet, Path: "/api/groups", Fault: c.fault})
			e := open(t, home, 120, 30)
			e.shows(c.shows...)
			e.types("3")
			e.shows("Roles", "Approver")
			tries := 0
			for _, seen := range front.Seen() {
				if seen.Faulted {
					tries++
				}
			}
			if tries > 4 {
				t.Errorf("it was tried %d times", tries)
			}
			e.ends()
		})
	}
}

func TestAListThatTakesItsTimeIsCountedAndCanBeGivenUp(t *testing.T) {
	for name, fault := range map[string]faulty.Fault{"silent": faulty.Silent(), "stalled": faulty.Stall(30), "throttled": faulty.Throttled("Retry-After", "20"), "throttled without a hint": faulty.Throttled()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home, front := fronted(t)
			front.Add(faulty.Rule{Method: http.MethodGet, Path: "/api/groups", Fault: fault})
			e := open(t, home, 120, 30)
			e.shows("s, ctrl+c cancels")
			e.types("\x03")
			e.shows("cancelled")
			e.ends()
		})
	}
}

// What keeps the whole tenant away is said as what it is.
func TestATenantThatCannotBeReachedIsSaid(t *testing.T) {
	refused, err := faulty.Refused()
	if err != nil {
		t.Fatal(err)
	}
	secured := faulty.StartTLS(http.NotFoundHandler())
	t.Cleanup(secured.Close)
	closed := faulty.StartProxy("", http.StatusForbidden)
	t.Cleanup(closed.Close)
	for name, c := range map[string]struct {
		base  string
		env   []string
		shows string
	}{
		"nobody listens":       {refused + "/api", nil, "refuses the"},
		"a name of nobody":     {"https://nobody.invalid/api", nil, "the name nobody.invalid"},
		"an unknown authority": {secured.URL() + "/api", nil, "no trusted TLS connection"},
		"a proxy that refuses": {"https://nobody.invalid/api", []string{"HTTPS_PROXY=" + closed.URL()}, "the proxy failed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			at := serve(t, home)
			at.BaseURL = c.base
			configured(t, home, at)
			e := openIn(t, c.env, home, 120, 30)
			e.shows("listing groups: GET /groups: ", c.shows)
			e.ends()
		})
	}
}

// adds puts a user into a group, and says yes.
func (e explorer) adds() {
	e.t.Helper()
	e.types("/ann\r")
	e.shows("/ ann")
	e.types("a")
	e.shows("type to filter")
	e.types("treasury\t")
	e.shows("+1")
	e.types("\r")
	e.shows("Treasury", "enter means no")
	e.types("y")
}

// A token that is refused in the middle of a plan is renewed once, and the plan goes on.
func TestATokenThatIsRefusedAmidAPlanIsRenewed(t *testing.T) {
	home, front := fronted(t)
	e := open(t, home, 100, 30)
	e.shows("61 users", "Ann Archer")
	front.Add(faulty.Rule{Method: http.MethodPatch, Path: "/api/**", Times: 1, Fault: faulty.Unauthorized()})
	e.adds()
	e.shows("applied, verified")
}

// Without a journal nothing is written, and the person reads why.
func TestWithoutAJournalNothingIsWritten(t *testing.T) {
	home, front := fronted(t)
	if err := os.MkdirAll(filepath.Join(home, ".local"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".local", "state"), nil, 0o400); err != nil {
		t.Fatal(err)
	}
	e := open(t, home, 100, 30)
	e.shows("Ann Archer", "ann@acme.test")
	e.adds()
	e.shows("journal")
	for _, seen := range front.Seen() {
		if seen.Method != http.MethodGet {
			t.Errorf("%s %s was sent", seen.Method, seen.Target)
		}
	}
}
