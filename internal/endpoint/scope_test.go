package endpoint

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// documented are the scopes of the routes as the extension's own documentation and source
// have them, written down apart from the table: the sandbox reads the table too, so that a
// wrong scope there would pass every test against the sandbox.
func documented() map[string]string {
	lists := map[string]string{
		"":                  "GET /meta, POST /users/{id}/policy/{client_id}",
		"read:users":        "GET /users, GET /users/{id}",
		"read:applications": "GET /applications, GET /applications/{client_id}",
		"read:connections":  "GET /connections",
		"read:groups": "GET /users/{id}/groups, GET /users/{id}/groups/calculate, GET /groups, GET /groups/{id}, GET /groups/{id}/mappings, " +
			"GET /groups/{id}/members, GET /groups/{id}/members/nested, GET /groups/{id}/nested, GET /groups/{id}/roles, GET /groups/{id}/roles/nested",
		"create:groups": "POST /groups",
		"update:groups": "PATCH /users/{id}/groups, PUT /groups/{id}, PATCH /groups/{id}/mappings, DELETE /groups/{id}/mappings, " +
			"PATCH /groups/{id}/members, DELETE /groups/{id}/members, PATCH /groups/{id}/nested, DELETE /groups/{id}/nested, " +
			"PATCH /groups/{id}/roles, DELETE /groups/{id}/roles",
		"delete:groups":          "DELETE /groups/{id}",
		"read:roles":             "GET /users/{id}/roles, GET /users/{id}/roles/calculate, GET /roles, GET /roles/{id}",
		"create:roles":           "POST /roles",
		"update:roles":           "PATCH /users/{id}/roles, DELETE /users/{id}/roles, PUT /roles/{id}",
		"delete:roles":           "DELETE /roles/{id}",
		"read:permissions":       "GET /permissions, GET /permissions/{id}",
		"create:permissions":     "POST /permissions",
		"update:permissions":     "PUT /permissions/{id}",
		"delete:permissions":     "DELETE /permissions/{id}",
		"read:configuration":     "GET /configuration, GET /configuration/status, GET /configuration/export",
		"update:configuration":   "PATCH /configuration, POST /configuration/import, PATCH /configuration/rotate-apikey",
		"read:resource-server":   "GET /configuration/resource-server",
		"create:resource-server": "POST /configuration/resource-server",
		"update:resource-server": "PATCH /configuration/resource-server",
		"delete:resource-server": "DELETE /configuration/resource-server",
	}
	scopes := make(map[string]string)
	for scope, list := range lists {
		for _, route := range strings.Split(list, ", ") {
			scopes[shape(route)] = scope
		}
	}
	return scopes
}

// shape is a route whatever its parameters are called.
func shape(route string) string {
	parts := strings.Split(route, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

func TestEveryRouteAsksForTheScopeThatIsDocumented(t *testing.T) {
	want := documented()
	if len(want) != len(All()) {
		t.Errorf("%d routes are documented, the table has %d", len(want), len(All()))
	}
	for _, r := range All() {
		scope, ok := want[shape(r.Method+" "+r.Template)]
		if !ok || scope != r.Scope {
			t.Errorf("%s %s asks for %q, documented is %q (%v)", r.Method, r.Template, r.Scope, scope, ok)
		}
	}
}

// TestTheRecordedServerRefusesATokenWithoutScopesWhereTheTableSays holds the table against
// what a running server answered.
func TestTheRecordedServerRefusesATokenWithoutScopesWhereTheTableSays(t *testing.T) {
	raw, err := os.ReadFile("../../testdata/conformance/transcripts/auth-scopes.json")
	if err != nil {
		t.Fatal(err)
	}
	var tr transcript
	if err := json.Unmarshal(raw, &tr); err != nil {
		t.Fatal(err)
	}
	seen := make(map[ID]bool)
	for _, s := range tr.Steps {
		if s.Auth != "noscope" {
			continue
		}
		route, _, ok := Match(s.Request.Method, filled(s.Request.Path))
		if !ok {
			continue // one that the server doesn't know either
		}
		seen[route.ID] = true
		if refused := s.Response.Status == 403; refused != (route.Scope != "") {
			t.Errorf("%s: answered %d, the table says %q", s.Name, s.Response.Status, route.Scope)
		}
	}
	for _, r := range All() {
		if !seen[r.ID] && !r.Open {
			t.Errorf("%s was not recorded; recorded are %v", r.ID, slices.Sorted(maps.Keys(seen)))
		}
	}
}
