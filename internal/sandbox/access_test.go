package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"authzx/internal/sandbox"

	"github.com/google/go-cmp/cmp"
)

// accessTenant is one random tenant and what the real server said about it.
type accessTenant struct {
	Document   json.RawMessage
	Calculated []struct {
		User   string
		Groups []string
		Roles  []string
	}
	Policies []policy
}

// policy is a question to the policy and its answer.
type policy struct {
	User, Application, Connection string
	Claimed                       []string `json:"idp_groups"`
	access
}

// access is what the policy answers.
type access struct {
	Groups      []string `json:"groups"`
	Roles       []string `json:"roles"`
	Permissions []string `json:"permissions"`
}

func TestAccessOfRandomTenantsIsWhatTheRealServerSays(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(conformance, "access", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no access tenants: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".json"), func(t *testing.T) {
			var tenant accessTenant
			readJSON(t, f, &tenant)
			if len(tenant.Calculated) == 0 || len(tenant.Policies) == 0 {
				t.Fatal("nothing to compare with")
			}
			c := newCaller(t, start(t, sandbox.Options{}))
			c.send(http.MethodPost, "/configuration/import", string(tenant.Document), http.StatusNoContent)
			for _, want := range tenant.Calculated {
				user := "/users/" + url.PathEscape(want.User)
				if got := c.ids(user + "/groups/calculate"); !slices.Equal(got, want.Groups) {
					t.Errorf("groups of %s: got %v, want %v", want.User, got, want.Groups)
				}
				if got := c.ids(user + "/roles/calculate"); !slices.Equal(got, want.Roles) {
					t.Errorf("roles of %s: got %v, want %v", want.User, got, want.Roles)
				}
			}
			for _, want := range tenant.Policies {
				c.checkPolicy(want)
			}
		})
	}
}

func (c *caller) checkPolicy(want policy) {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{
		"connectionName": want.Connection, "groups": append([]string{}, want.Claimed...),
	})
	if err != nil {
		c.t.Fatal(err)
	}
	path := "/users/" + url.PathEscape(want.User) + "/policy/" + url.PathEscape(want.Application)
	var got access
	if err := json.Unmarshal(c.send(http.MethodPost, path, string(body), http.StatusOK), &got); err != nil {
		c.t.Fatal(err)
	}
	if d := cmp.Diff(want.access, got); d != "" {
		c.t.Errorf("policy of %s for %s by %s (-want +got):\n%s", want.User, want.Application, want.Connection, d)
	}
}

// caller asks a sandbox as its administrator.
type caller struct {
	t     *testing.T
	base  string
	token string
}

func newCaller(t *testing.T, s *sandbox.Server) *caller {
	t.Helper()
	return &caller{t: t, base: s.BaseURL(), token: newMint(t, s).token("admin")}
}

// send asks and gives the body of an answer that must have that status.
func (c *caller) send(method, path, body string, status int) []byte {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	res, got := do(c.t, req)
	if res.StatusCode != status {
		c.t.Fatalf("%s %s: status %d, want %d: %.300s", method, path, res.StatusCode, status, got)
	}
	return got
}

// ids are the ids of an answer that is an array of records.
func (c *caller) ids(path string) []string {
	c.t.Helper()
	var records []struct {
		ID string `json:"_id"`
	}
	if err := json.Unmarshal(c.send(http.MethodGet, path, "", http.StatusOK), &records); err != nil {
		c.t.Fatal(err)
	}
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	return ids
}

// create makes a group and gives its id.
func (c *caller) create(name string) string {
	c.t.Helper()
	var g struct {
		ID string `json:"_id"`
	}
	body := fmt.Sprintf(`{"name":%q,"description":"d"}`, name)
	if err := json.Unmarshal(c.send(http.MethodPost, "/groups", body, http.StatusOK), &g); err != nil {
		c.t.Fatal(err)
	}
	return g.ID
}
