//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"authzx/internal/sandbox/sample"
)

// tenant is a made-up tenant as a snapshot, and its users as lines for fzf.
type tenant struct {
	users           int
	document, lines string            // paths
	size            int               // of the document, in bytes
	things          map[string]string // ids of some, by the names that commands have for them
	goals           goals
}

// goals are what is wanted of a start.
type goals struct{ first, all, memory string }

func (b bench) tenant(name string, users int, g goals) (tenant, error) {
	made := sample.Generate(sample.Options{Users: users, Groups: users / 10})
	t := tenant{users: users, goals: g, things: map[string]string{}, document: filepath.Join(b.folder, name+".json"), lines: filepath.Join(b.folder, name+".txt")}
	lists, document, err := snapshot(made)
	if err != nil {
		return t, err
	}
	t.size = len(document)
	for list, thing := range map[string]string{"groups": "GROUP", "roles": "ROLE", "permissions": "PERMISSION"} {
		var records []struct {
			ID string `json:"_id"`
		}
		if err := json.Unmarshal(lists[list], &records); err != nil {
			return t, fmt.Errorf("reading the %s: %w", list, err)
		}
		t.things[thing] = records[0].ID
	}
	if err := os.WriteFile(t.document, document, 0o600); err != nil {
		return t, err
	}
	var people []struct {
		ID    string `json:"user_id"`
		Name  string `json:"name"`
		Email string `json:"email"`
	}
	if err := json.Unmarshal(made.Users, &people); err != nil {
		return t, fmt.Errorf("reading the users: %w", err)
	}
	var lines bytes.Buffer
	for _, p := range people {
		fmt.Fprintf(&lines, "%s  %s\n", p.Name, p.Email)
	}
	t.users, t.things["USER"], t.things["OTHER"] = len(people), people[len(people)/2].ID, people[len(people)/3].ID
	return t, os.WriteFile(t.lines, lines.Bytes(), 0o600)
}

// snapshot is a tenant as authzx saves one, and its lists.
func snapshot(made sample.Tenant) (lists map[string]json.RawMessage, document []byte, err error) {
	if err := json.Unmarshal(made.Document, &lists); err != nil {
		return nil, nil, fmt.Errorf("reading the tenant: %w", err)
	}
	lists["users"], lists["applications"], lists["connections"] = made.Users, made.Clients, made.Connections
	document, err = json.Marshal(lists)
	return lists, document, err
}
