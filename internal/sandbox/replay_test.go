package sandbox_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"authzx/internal/sandbox"
	"authzx/internal/sandbox/signer"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start is a served sandbox with the tenant of the recordings.
func start(t *testing.T, o sandbox.Options) *sandbox.Server {
	t.Helper()
	if o.Tenant == nil {
		o.Tenant = recordedTenant(t)
	}
	o.Key = signer.Key()
	s, err := sandbox.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fromMemory says of which steps the real server answers from memory. The
// sandbox answers with what is so.
func fromMemory(scenario, step string) bool {
	return scenario == "groups-expand-stale" && slices.Contains([]string{
		"expanded is old", "expanded newborn is not found", "expanded groups of a user are old too",
	}, step)
}

func TestEveryRecordedAnswerComesAgain(t *testing.T) {
	for _, tr := range readTranscripts(t) {
		t.Run(tr.Scenario, func(t *testing.T) {
			s := start(t, sandbox.Options{APIOff: true})
			p := &player{t: t, server: s, mint: newMint(t, s), names: names{}}
			p.names["root"] = strings.TrimSuffix(s.BaseURL(), "/api")
			for i, st := range tr.Steps {
				if fromMemory(tr.Scenario, st.Name) {
					continue
				}
				if d := p.play(st); d != "" {
					t.Errorf("#%d %s: %s", i+1, st.Name, d)
				}
			}
		})
	}
}

// player plays the steps of one scenario.
type player struct {
	t      *testing.T
	server *sandbox.Server
	mint   *mint
	names  names
}

// play sends one step and says what is different from what was recorded.
func (p *player) play(st step) string {
	if st.Target == "tenant" {
		return p.throttle(st)
	}
	res, body := p.send(st)
	if res.StatusCode != st.Response.Status {
		return fmt.Sprintf("status %d, want %d: %.300s", res.StatusCode, st.Response.Status, body)
	}
	for k, want := range st.Response.Headers {
		if got := strings.Join(res.Header.Values(k), ", "); !p.names.same(want, got) {
			return fmt.Sprintf("header %s is %q, want %q", k, got, want)
		}
	}
	switch {
	case st.Response.Text != nil:
		if !p.names.same(*st.Response.Text, string(body)) {
			return fmt.Sprintf("text %q, want %q", body, *st.Response.Text)
		}
	case st.Response.Body == nil:
		if len(body) > 0 {
			return fmt.Sprintf("body %.200q, want none", body)
		}
	default:
		return p.compare(st, body)
	}
	return ""
}

func (p *player) compare(st step, body []byte) string {
	got := decodeJSON(p.t, body)
	if o, ok := got.(map[string]any); ok && st.Only != nil {
		kept := map[string]any{}
		for _, k := range st.Only {
			kept[k] = o[k]
		}
		got = kept
	}
	p.names.bind(p.t, st.Binds, got)
	return p.names.difference("$", decodeJSON(p.t, st.Response.Body), got)
}

// throttle plays a step that makes the tenant refuse what it is asked.
func (p *player) throttle(st step) string {
	var refuse struct{ Count int }
	if st.Request.Path != "/rate-limit" || json.Unmarshal(st.Request.Body, &refuse) != nil {
		return "a switch of the tenant that is not known here"
	}
	p.server.Throttle(refuse.Count)
	return ""
}

func (p *player) send(st step) (*http.Response, []byte) {
	p.t.Helper()
	fill := func(s string) string { return p.names.fill(p.t, s, p.mint.token) }
	address := p.server.BaseURL()
	if st.Target == "root" {
		address = p.names["root"]
	}
	address += fill(st.Request.Path)
	if st.Request.Query != "" {
		address += "?" + fill(st.Request.Query)
	}
	var body io.Reader
	if st.Request.RawBody != nil {
		body = strings.NewReader(fill(*st.Request.RawBody))
	} else if st.Request.Body != nil {
		body = strings.NewReader(fill(string(st.Request.Body)))
	}
	req, err := http.NewRequestWithContext(p.t.Context(), st.Request.Method, address, body)
	if err != nil {
		p.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if st.Auth != "none" {
		req.Header.Set("Authorization", "Bearer "+p.mint.token(st.Auth))
	}
	for k, v := range st.Request.Headers {
		if req.Header.Set(k, fill(v)); v == "" {
			req.Header.Del(k)
		}
	}
	return do(p.t, req)
}

// do sends a request and reads the whole answer; redirects are not followed.
func do(t *testing.T, req *http.Request) (*http.Response, []byte) {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, b
}
