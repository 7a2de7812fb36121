package sandbox_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/signer"
)

func TestBadOptionsAreRefusedWithAReason(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "data.json")
	if err := os.WriteFile(broken, []byte(`{"groups":`), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		options sandbox.Options
		reason  string
	}{
		"a document that is no JSON":     {sandbox.Options{Document: []byte(`{"groups":`)}, "malformed JSON"},
		"a document that is an array":    {sandbox.Options{Document: []byte(`[]`)}, "JSON object"},
		"groups that are no array":       {sandbox.Options{Document: []byte(`{"groups":{}}`)}, "groups must be an array"},
		"credentials that are no object": {sandbox.Options{Credentials: []byte(`[]`)}, "credentials"},
		"credentials without a secret":   {sandbox.Options{Credentials: []byte(`{"a":{"client_id":"x"}}`)}, `"a"`},
		"nobody with every scope":        {sandbox.Options{Credentials: []byte(`{"a":{"client_id":"x","client_secret":"y"}}`)}, "every scope"},
		"a data file in no folder":       {sandbox.Options{Data: filepath.Join(filepath.Dir(broken), "none", "data.json")}, "none"},
		"a data file that is cut off":    {sandbox.Options{Data: broken}, broken},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := sandbox.New(tt.options)
			if err == nil || !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("error %v, want one that says %q", err, tt.reason)
			}
		})
	}
}

func TestABadTenantIsToldByLoad(t *testing.T) {
	for _, raw := range []string{`{`, `[]`, `{"users":{}}`, `{"users":[1]}`} {
		s, err := sandbox.New(sandbox.Options{Tenant: []byte(raw)})
		if err != nil {
			t.Fatal(err)
		}
		if s.Load() == nil {
			t.Errorf("%s was taken for a tenant", raw)
		}
	}
	s, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Load(); err != nil {
		t.Errorf("no tenant at all: %v", err)
	}
}

func TestTheDataFileOutlivesTheServer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "data.json")
	first := start(t, sandbox.Options{Data: file, Document: []byte(`{"extra":{"a":1},"groups":[{"_id":"x","name":"Kept","own":[1,{"b":null}]}]}`)})
	c := newCaller(t, first)
	id := c.create("Finance")
	c.send(http.MethodPatch, "/groups/"+id+"/members", `["auth0|alice"]`, http.StatusNoContent)
	var key struct{ Hash string }
	if err := json.Unmarshal(c.send(http.MethodPatch, "/configuration/rotate-apikey", "", http.StatusOK), &key); err != nil {
		t.Fatal(err)
	}
	before := string(c.send(http.MethodGet, "/configuration/export", "", http.StatusOK))
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != fs.FileMode(0o600) {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
	}

	// What the options would begin with gives way to the file.
	second := start(t, sandbox.Options{Data: file, Document: []byte(`{}`)})
	c = newCaller(t, second)
	if after := string(c.send(http.MethodGet, "/configuration/export", "", http.StatusOK)); after != before {
		t.Errorf("after the restart\n%s\nbefore\n%s", after, before)
	}
	if !strings.Contains(before, `"extra":{"a":1}`) || !strings.Contains(before, `"own":[1,{"b":null}]`) {
		t.Errorf("unknown keys are gone: %s", before)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, second.BaseURL()+"/users/u/policy/c", strings.NewReader(`{"connectionName":"x"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Api-Key", key.Hash)
	if res, b := do(t, req); res.StatusCode != http.StatusOK {
		t.Errorf("the key of before the restart: %d %s", res.StatusCode, b)
	}
}

func TestAWriteThatCannotBeKeptIsNotMade(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	s := start(t, sandbox.Options{Data: filepath.Join(folder, "data.json")})
	if err := errors.Join(os.Remove(folder), os.WriteFile(folder, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	c := newCaller(t, s)
	c.send(http.MethodPost, "/groups", `{"name":"n","description":"d"}`, http.StatusInternalServerError)
	if got := string(c.send(http.MethodGet, "/groups", "", http.StatusOK)); got != `{"groups":[],"total":0}` {
		t.Errorf("got %s", got)
	}
}

func TestManyAtOnceLoseNothing(t *testing.T) {
	s := start(t, sandbox.Options{})
	c := newCaller(t, s)
	id := c.create("Finance")
	const writers = 20
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			post(t, c, http.MethodPatch, "/groups/"+id+"/members", fmt.Sprintf(`["auth0|%d"]`, i), http.StatusNoContent)
		})
		all.Go(func() {
			post(t, c, http.MethodPut, "/groups/"+id, fmt.Sprintf(`{"name":"Finance %d","description":"d"}`, i), http.StatusOK)
		})
		all.Go(func() { post(t, c, http.MethodGet, "/groups", "", http.StatusOK) })
		all.Go(func() { post(t, c, http.MethodGet, "/users/auth0%7Calice/groups/calculate", "", http.StatusOK) })
	}
	all.Wait()
	var list struct {
		Groups []struct{ Members []string }
	}
	if err := json.Unmarshal(c.send(http.MethodGet, "/groups", "", http.StatusOK), &list); err != nil {
		t.Fatal(err)
	}
	if n := len(list.Groups[0].Members); n != writers {
		t.Errorf("%d members, want %d", n, writers)
	}
}

// post is send for use in goroutines: it reports and goes on.
func post(t *testing.T, c *caller, method, path, body string, status int) {
	req, err := http.NewRequestWithContext(t.Context(), method, c.base+path, strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Error(err)
		return
	}
	_ = res.Body.Close()
	if res.StatusCode != status {
		t.Errorf("%s %s: status %d, want %d", method, path, res.StatusCode, status)
	}
}

func TestAWriterInBetweenLosesItsUpdateWhenAskedFor(t *testing.T) {
	var between atomic.Pointer[func()]
	s := start(t, sandbox.Options{BeforeWrite: func(id endpoint.ID) {
		if f := between.Swap(nil); f != nil && id == endpoint.GroupsMembersAdd {
			(*f)()
		}
	}})
	c := newCaller(t, s)
	id := c.create("Finance")
	write := func() {
		post(t, c, http.MethodPatch, "/groups/"+id+"/members", `["auth0|lost"]`, http.StatusNoContent)
	}
	between.Store(&write)
	c.send(http.MethodPatch, "/groups/"+id+"/members", `["auth0|kept"]`, http.StatusNoContent)
	got := string(c.send(http.MethodGet, "/groups", "", http.StatusOK))
	if !strings.Contains(got, `["auth0|kept"]`) {
		t.Errorf("got %s", got)
	}
}

func TestTheSameRandomBytesGiveTheSameIDs(t *testing.T) {
	id := func() string {
		s := start(t, sandbox.Options{Random: strings.NewReader(strings.Repeat("0123456789abcdef", 100))})
		return newCaller(t, s).create("Finance")
	}
	if first, second := id(), id(); first != second {
		t.Errorf("%s and %s", first, second)
	}
}

func TestAServerWithoutRandomnessSaysSo(t *testing.T) {
	if _, err := sandbox.New(sandbox.Options{Random: strings.NewReader("")}); err == nil {
		t.Error("a secret was made of nothing")
	}
	s := start(t, sandbox.Options{Random: strings.NewReader(strings.Repeat("x", 32))})
	newCaller(t, s).send(http.MethodPost, "/groups", `{"name":"n","description":"d"}`, http.StatusInternalServerError)
}

func TestTheServerIsAHandlerToo(t *testing.T) {
	s, err := sandbox.New(sandbox.Options{Key: signer.Key()})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/oauth/token",
		strings.NewReader(grantBody(s.ClientID(), s.ClientSecret().Reveal(), audience))))
	var g granted
	if err := json.Unmarshal(w.Body.Bytes(), &g); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/groups", nil)
	r.Header.Set("Authorization", "Bearer "+g.Token)
	w = httptest.NewRecorder()
	if s.ServeHTTP(w, r); w.Code != http.StatusOK {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing what was never started: %v", err)
	}
}

func TestStartSaysWhenItCannotListen(t *testing.T) {
	s := start(t, sandbox.Options{})
	if s.Start("") == nil {
		t.Error("started twice")
	}
	other, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	taken := strings.TrimSuffix(strings.TrimPrefix(s.BaseURL(), "http://"), "/api")
	if err := other.Start(taken); err == nil {
		t.Error("two servers on one address")
	}
}

func TestWhatListensEverywhereNamesAnAddressThatCanBeReached(t *testing.T) {
	for _, asked := range []string{"0.0.0.0:0", ":0"} {
		s, err := sandbox.New(sandbox.Options{Key: signer.Key()})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Start(asked); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		if !strings.HasPrefix(s.BaseURL(), "http://127.0.0.1:") {
			t.Errorf("%s: %s", asked, s.BaseURL())
		}
		newCaller(t, s).send(http.MethodGet, "/groups", "", http.StatusOK)
	}
}

func TestEveryRouteOfTheTableIsServed(t *testing.T) {
	s := start(t, sandbox.Options{})
	c := newCaller(t, s)
	for _, r := range endpoint.All() {
		if r.Root {
			continue
		}
		path := r.Template
		for _, p := range r.Path {
			path = strings.Replace(path, "{"+p.Name+"}", "00000000-0000-4000-8000-000000000000", 1)
		}
		req, err := http.NewRequestWithContext(t.Context(), r.Method, c.base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if res, b := do(t, req); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s %s without a token: %d %s", r.Method, r.Template, res.StatusCode, b)
		}
		req.Header.Set("Authorization", "Bearer "+c.token)
		if _, b := do(t, req); strings.Contains(string(b), `"message":"Not Found"`) {
			t.Errorf("%s %s does not exist", r.Method, r.Template)
		}
	}
}

func TestRequestsWaitUntilTheStoreIsFilled(t *testing.T) {
	fill := make(chan struct{})
	s, err := sandbox.New(sandbox.Options{Fill: func() (tenant, document []byte, err error) {
		<-fill
		return nil, []byte(`{"groups":[{"_id":"g","name":"Late","description":"d"}]}`), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	answered := make(chan string)
	go func() {
		answer, err := http.Get(s.BaseURL() + "/groups")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer answer.Body.Close()
		answered <- answer.Status
	}()
	select {
	case got := <-answered:
		t.Fatalf("answered %q before the store was filled", got)
	default:
	}
	close(fill)
	if got := <-answered; got != "401 Unauthorized" {
		t.Errorf("answered %q", got)
	}
}
