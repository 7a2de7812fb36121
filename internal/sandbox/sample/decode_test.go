package sample_test

import (
	"encoding/json"
	"slices"
	"testing"

	"authzx/internal/sandbox/sample"
)

// The test reads what the package writes with types of its own.
type (
	user struct {
		ID         string `json:"user_id"`
		Name       string
		Email      string
		Nickname   string
		Identities []struct {
			Connection, Provider string
			UserID               string `json:"user_id"`
		}
		CreatedAt   string   `json:"created_at"`
		LastLogin   string   `json:"last_login"`
		LoginsCount int      `json:"logins_count"`
		Multifactor []string `json:"multifactor"`
		Blocked     bool
	}
	client struct {
		ID     string `json:"client_id"`
		Name   string
		Type   string `json:"app_type"`
		Global bool
	}
	connection struct{ ID, Name, Strategy string }
	mapping    struct {
		ID         string `json:"_id"`
		GroupName  string `json:"groupName"`
		Connection string `json:"connectionName"`
	}
	group struct {
		ID                     string `json:"_id"`
		Name, Description      string
		Members, Nested, Roles []string
		Mappings               []mapping
	}
	role struct {
		ID                 string `json:"_id"`
		Name, Description  string
		Application        string `json:"applicationId"`
		ApplicationType    string `json:"applicationType"`
		Permissions, Users []string
	}
	permission struct {
		ID                string `json:"_id"`
		Name, Description string
		Application       string `json:"applicationId"`
		ApplicationType   string `json:"applicationType"`
	}
)

type tenant struct {
	Users       []user
	Clients     []client
	Connections []connection

	Groups      []group
	Roles       []role
	Permissions []permission
}

func decode(t *testing.T, from sample.Tenant) tenant {
	t.Helper()
	var out tenant
	for _, part := range [][]byte{from.Directory(), from.Document} {
		if err := json.Unmarshal(part, &out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func find[T any](t *testing.T, values []T, what string, is func(T) bool) T {
	t.Helper()
	i := slices.IndexFunc(values, is)
	if i < 0 {
		t.Fatalf("no %s", what)
	}
	return values[i]
}

func (d tenant) group(t *testing.T, name string) group {
	t.Helper()
	return find(t, d.Groups, "group "+name, func(g group) bool { return g.Name == name })
}

func (d tenant) userIDs() map[string]bool {
	return set(d.Users, func(u user) string { return u.ID })
}

func set[T any](values []T, key func(T) string) map[string]bool {
	out := make(map[string]bool, len(values))
	for _, v := range values {
		out[key(v)] = true
	}
	return out
}

// levels is the longest chain of nested groups, counted in groups; a group
// within itself ends the chain.
func (d tenant) levels() int {
	byID := make(map[string]*group, len(d.Groups))
	for i := range d.Groups {
		byID[d.Groups[i].ID] = &d.Groups[i]
	}
	var deepest int
	var walk func(g *group, chain []string)
	walk = func(g *group, chain []string) {
		if g == nil || slices.Contains(chain, g.ID) {
			return
		}
		chain = append(chain, g.ID)
		deepest = max(deepest, len(chain))
		for _, child := range g.Nested {
			walk(byID[child], chain)
		}
	}
	for i := range d.Groups {
		walk(&d.Groups[i], nil)
	}
	return deepest
}

// cycles is how many pairs of groups nest each other.
func (d tenant) cycles() int {
	nests := make(map[[2]string]bool)
	for _, g := range d.Groups {
		for _, child := range g.Nested {
			nests[[2]string{g.ID, child}] = true
		}
	}
	n := 0
	for edge := range nests {
		if edge[0] < edge[1] && nests[[2]string{edge[1], edge[0]}] {
			n++
		}
	}
	return n
}
