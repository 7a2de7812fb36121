package exit_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/signer"
)

// live is a sandbox that serves a recorded document, with a fresh API key.
type live struct {
	base, key, token string
}

func serve(t *testing.T, document []byte) live {
	t.Helper()
	s, err := sandbox.New(sandbox.Options{
		Document: document, Key: signer.Key(),
		Credentials: []byte(`{"all":{"client_id":"c","client_secret":"s","scopes":["` + strings.Join(allScopes(), `","`) + `"]}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	base := s.BaseURL()
	var token struct {
		Token string `json:"access_token"`
	}
	ask(t, http.MethodPost, s.TokenURL(), "", `{"grant_type":"client_credentials","client_id":"c","client_secret":"s","audience":"urn:auth0-authz-api"}`, &token)
	var rotated struct{ Hash string }
	ask(t, http.MethodPatch, base+"/configuration/rotate-apikey", token.Token, "", &rotated)
	return live{base: base, key: rotated.Hash, token: token.Token}
}

func allScopes() []string {
	scopes := []string{"read:users", "read:applications", "read:connections", "read:configuration", "update:configuration"}
	for _, verb := range []string{"read", "create", "update", "delete"} {
		for _, kind := range []string{"groups", "roles", "permissions", "resource-server"} {
			scopes = append(scopes, verb+":"+kind)
		}
	}
	return scopes
}

func ask(t *testing.T, method, url, token, body string, into any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	b, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %d %s (%v)", method, url, answer.StatusCode, b, err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}

// expected are the claims of a recorded answer.
func (r recorded) expected(n int) map[string][]string {
	p := r.Policies[n]
	claims := map[string][]string{"groups": {}, "roles": {}, "permissions": {}}
	for kind := range claims {
		list := p.Groups
		switch kind {
		case "roles":
			list = p.Roles
		case "permissions":
			list = p.Permissions
		}
		for _, name := range list {
			claims[kind] = append(claims[kind], name.Raw())
		}
	}
	return claims
}

// hold compares what Actions did with the recorded answers.
func hold(t *testing.T, wants []map[string][]string, about []string, did []outcome) {
	t.Helper()
	if len(wants) != 894 {
		t.Fatalf("%d policies are recorded, want 894", len(wants))
	}
	for i, want := range wants {
		if did[i].Denied != nil {
			t.Errorf("%s: denied with %s", about[i], *did[i].Denied)
			continue
		}
		for kind, list := range want {
			for _, claims := range []map[string][]string{did[i].IDToken, did[i].AccessToken} {
				if got := claims[namespace+kind]; !slices.Equal(got, list) {
					t.Errorf("%s: %s are %q, want %q", about[i], kind, got, list)
				}
			}
		}
	}
}

func TestTheActionGivesEveryRecordedPolicyOverHTTP(t *testing.T) {
	nodeFile(t)
	var jobs []job
	var wants []map[string][]string
	var about []string
	for name, r := range recordings(t) {
		document, err := json.Marshal(r.Document)
		if err != nil {
			t.Fatal(err)
		}
		server := serve(t, document)
		s := exit.Source{Graph: indexed(r.Document), Switches: intoTokens(), BaseURL: server.base}
		code := string(made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace})[exit.FileCode])
		for i, p := range r.Policies {
			event := postLogin(p.User, p.Application, p.Connection, p.IdPGroups)
			event["secrets"] = map[string]any{"AUTHZ_EXT_API_KEY": server.key}
			jobs, wants = append(jobs, job{Code: code, Event: event}), append(wants, r.expected(i))
			about = append(about, fmt.Sprintf("%s, %s in %s by %s", name, p.User, p.Application, p.Connection))
		}
	}
	hold(t, wants, about, runNode[job, outcome](t, runScript, jobs))
}

func TestTheEngineGivesEveryRecordedPolicyWithoutNetwork(t *testing.T) {
	var jobs []job
	var wants []map[string][]string
	var about []string
	for name, r := range recordings(t) {
		s := exit.Source{Graph: indexed(r.Document), Switches: intoTokens()}
		files := made(t, exit.TargetEngine, s, exit.Parameters{Namespace: namespace})
		metadata := planned(t, files[exit.FilePlan])
		for i, p := range r.Policies {
			event := postLogin(p.User, p.Application, p.Connection, p.IdPGroups)
			if own, ok := metadata[p.User.Raw()]; ok {
				event["user"].(map[string]any)["app_metadata"] = own
			}
			jobs = append(jobs, job{Code: string(files[exit.FileCode]), Event: event, Answer: map[string]any{"error": "a request was sent"}})
			wants = append(wants, r.expected(i))
			about = append(about, fmt.Sprintf("%s, %s in %s by %s", name, p.User, p.Application, p.Connection))
		}
	}
	did := runNode[job, outcome](t, runScript, jobs)
	hold(t, wants, about, did)
	for i, d := range did {
		if len(d.Requests) > 0 {
			t.Fatalf("%s: a request was sent", about[i])
		}
	}
}

// planned are the metadata that a plan writes, by user.
func planned(t *testing.T, plan []byte) map[string]map[string]any {
	t.Helper()
	var file struct {
		Format string
		Steps  []struct {
			ID, Method, Path string
			Body             struct {
				AppMetadata map[string]any `json:"app_metadata"`
			}
			Undo struct{ Method, Path string }
		}
	}
	if err := json.Unmarshal(plan, &file); err != nil || file.Format != "authzx.exit.plan/1" {
		t.Fatalf("%q (%v)", file.Format, err)
	}
	all := map[string]map[string]any{}
	for _, s := range file.Steps {
		r, err := http.NewRequestWithContext(t.Context(), s.Method, "https://tenant.example/api/v2"+s.Path, nil)
		if err != nil || s.Method != http.MethodPatch || s.Undo.Path != s.Path {
			t.Fatalf("step %+v (%v)", s, err)
		}
		all[strings.TrimPrefix(r.URL.Path, "/api/v2/users/")] = s.Body.AppMetadata
	}
	return all
}

// Every failure of the extension denies the login, with a reason and without the key.
func TestAFailingExtensionDeniesTheLogin(t *testing.T) {
	nodeFile(t)
	good := serve(t, []byte("{}"))
	answering := func(status int, body string) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(s.Close)
		return s.URL + "/api"
	}
	hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	t.Cleanup(hanging.Close)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	tests := map[string]struct {
		base, key string
		groups    any
		reason    string // within the reason
	}{
		"a wrong key":                     {good.base, "wrong", nil, "Invalid API Key"},
		"a key that no header can hold":   {good.base, "line\nbreak-canary", nil, "header"},
		"no key":                          {good.base, "", nil, "AUTHZ_EXT_API_KEY is not set"},
		"a server that hangs":             {hanging.URL + "/api", "canary", nil, "timeout"},
		"a server that is gone":           {closed.URL + "/api", "canary", nil, "fetch failed"},
		"an error of the server":          {answering(500, `{"message":"An internal server error occurred"}`), "canary", nil, "An internal server error occurred"},
		"a page":                          {answering(502, "<html>Bad Gateway</html>"), "canary", nil, "<html>Bad Gateway</html>"},
		"a page with status 200":          {answering(200, "<html>"), "canary", nil, "not three lists"},
		"null":                            {answering(200, "null"), "canary", nil, "not three lists"},
		"another document":                {answering(200, `{"groups":"A"}`), "canary", nil, "not three lists"},
		"a redirection":                   {answering(307, ""), "canary", nil, "307"},
		"groups that are null":            {good.base, good.key, json.RawMessage("null"), ""},
		"groups that are a number":        {good.base, good.key, 7, ""},
		"groups that are an object":       {good.base, good.key, map[string]any{"a": 1}, ""},
		"groups with a number among them": {good.base, good.key, []any{"A", 7}, ""},
		"groups that are an empty string": {good.base, good.key, "", ""},
		"groups with a blank at the end":  {good.base, good.key, "A ", ""},
	}
	var jobs []job
	var names []string
	for name, tt := range tests {
		s := exit.Source{Graph: indexed(rbac.Document{}), Switches: intoTokens(), BaseURL: tt.base}
		code := string(made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace})[exit.FileCode])
		event := postLogin("auth0|a", "app", "corp", tt.groups)
		event["secrets"] = map[string]any{"AUTHZ_EXT_API_KEY": tt.key}
		code = strings.Replace(code, "timeoutMs: 5000", "timeoutMs: 1500", 1)
		jobs, names = append(jobs, job{Code: code, Event: event}), append(names, name)
	}
	for i, did := range runNode[job, outcome](t, runScript, jobs) {
		tt := tests[names[i]]
		if did.Denied == nil || !strings.HasPrefix(*did.Denied, "Authorization Extension: ") || !strings.Contains(*did.Denied, tt.reason) {
			t.Errorf("%s: denied with %v, want %q", names[i], did.Denied, tt.reason)
			continue
		}
		if len(did.IDToken)+len(did.AccessToken)+len(did.Metadata) > 0 {
			t.Errorf("%s: claims were set", names[i])
		}
		for _, line := range append(did.Logged, *did.Denied) {
			if strings.Contains(line, "canary") || len(line) > 256 {
				t.Errorf("%s: says %q", names[i], line)
			}
		}
	}
}

// A token serves where the key can no longer be had.
func TestTheActionWithATokenAsksAsTheOneWithAKey(t *testing.T) {
	nodeFile(t)
	for name, r := range recordings(t) {
		if name != "tenant-001.json" {
			continue
		}
		document, err := json.Marshal(r.Document)
		if err != nil {
			t.Fatal(err)
		}
		server := serve(t, document)
		tokenURL := strings.TrimSuffix(server.base, "/api") + "/oauth/token"
		s := exit.Source{Graph: indexed(r.Document), Switches: intoTokens(), BaseURL: server.base, TokenURL: tokenURL}
		code := string(made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace, Auth: exit.AuthToken})[exit.FileCode])
		p := r.Policies[0]
		event := postLogin(p.User, p.Application, p.Connection, p.IdPGroups)
		event["secrets"] = map[string]any{"AUTHZ_CLIENT_ID": "c", "AUTHZ_CLIENT_SECRET": "s"}
		wrong := postLogin(p.User, p.Application, p.Connection, p.IdPGroups)
		wrong["secrets"] = map[string]any{"AUTHZ_CLIENT_ID": "c", "AUTHZ_CLIENT_SECRET": "wrong-canary"}
		did := runNode[job, outcome](t, runScript, []job{{Code: code, Event: event}, {Code: code, Event: wrong}})
		if did[0].Denied != nil || !slices.Equal(did[0].IDToken[namespace+"groups"], r.expected(0)["groups"]) {
			t.Errorf("%+v", did[0])
		}
		if did[1].Denied == nil || strings.Contains(*did[1].Denied, "canary") {
			t.Errorf("%+v", did[1])
		}
	}
}
