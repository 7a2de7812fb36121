package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"authzx/internal/faulty"
)

// through is a world whose profile reaches the sandbox by way of a server of faults.
func through(t *testing.T) (*world, *faulty.Server) {
	t.Helper()
	w, server := connected(t)
	front := faulty.Start(server)
	t.Cleanup(front.Close)
	w.Configure(fmt.Sprintf("[profiles.dev]\nbase_url = %q\ntoken_url = %q\nclient_id = \"admin\"\nclient_secret = %q\n",
		front.URL()+"/api", front.URL()+"/oauth/token", canary))
	return w, front
}

type applied struct {
	Status  string
	Changes []struct{ Status, Why string }
	Lost    []struct{ Kind, ID, What string }
	Unread  *string
}

func appliedBy(t *testing.T, w *world, plan string) (applied, outcome) {
	t.Helper()
	got := w.run("apply", plan, "--yes", "-o", "json")
	var a applied
	if err := json.Unmarshal([]byte(got.stdout), &a); err != nil {
		t.Fatalf("%v: %+v", err, got)
	}
	return a, got
}

func TestApplyDoesNotCallDoneWhatTheLastReadShowsGone(t *testing.T) {
	w, front := through(t)
	plan := w.Env.Home + "/plan.json"
	w.run("plan", "--add-member", "Finance=auth0|first", "--add-member", "Board=auth0|second", "--out", plan)
	var writes atomic.Int32
	front.Add(faulty.Rule{Fault: func(_ *faulty.Server, rw http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.Method == http.MethodPatch {
			writes.Add(1)
		}
		rec := httptest.NewRecorder()
		next.ServeHTTP(rec, r)
		body := rec.Body.Bytes()
		if r.URL.Path == "/api/groups" && writes.Load() > 1 { // somebody wrote over the first
			body = bytes.ReplaceAll(body, []byte(`"auth0|first"`), []byte(`"auth0|other"`))
		}
		for name, values := range rec.Header() {
			if name != "Content-Length" {
				rw.Header()[name] = values
			}
		}
		rw.WriteHeader(rec.Code)
		_, _ = rw.Write(body)
	}})
	a, got := appliedBy(t, w, plan)
	if got.code != 1 || a.Status != "partial" || len(a.Lost) != 1 || !strings.Contains(a.Lost[0].What, "auth0|first") ||
		strings.Contains(got.stderr, "all done") {
		t.Errorf("%+v\n%s", a, got.stderr)
	}
}

func TestApplySaysWhyItIsNotKnownWhetherAChangeWasMade(t *testing.T) {
	w, front := through(t)
	plan := w.Env.Home + "/plan.json"
	w.run("plan", "--add-member", "Finance=auth0|first", "--out", plan)
	var wrote atomic.Bool
	front.Add(faulty.Rule{Fault: func(s *faulty.Server, rw http.ResponseWriter, r *http.Request, next http.Handler) {
		wrote.Store(wrote.Load() || r.Method == http.MethodPatch)
		if wrote.Load() && r.URL.Path == "/api/groups" && r.Method == http.MethodGet {
			faulty.Forbidden()(s, rw, r, next)
			return
		}
		next.ServeHTTP(rw, r)
	}})
	a, got := appliedBy(t, w, plan)
	if got.code != 1 || a.Status != "unknown" || a.Changes[0].Status != "unknown" || a.Unread == nil ||
		!strings.HasPrefix(a.Changes[0].Why, "accepted, but not verified: ") || strings.Contains(got.stderr, "was lost") {
		t.Errorf("%+v\n%s", a, got.stderr)
	}
	if lines := strings.Split(strings.TrimSpace(got.stderr), "\n"); !strings.Contains(lines[len(lines)-1], `{"error": {"code": "outcome_unknown"`) {
		t.Errorf("the last line is %s", lines[len(lines)-1])
	}
}
