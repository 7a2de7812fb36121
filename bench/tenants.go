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
	document, lines string // paths
	size            int    // of the document, in bytes
	somebody        string // the id of a user
}

func (b bench) tenant(name string, users int) (tenant, error) {
	made := sample.Generate(sample.Options{Users: users, Groups: users / 10})
	t := tenant{users: users, document: filepath.Join(b.folder, name+".json"), lines: filepath.Join(b.folder, name+".txt")}
	document, err := snapshot(made)
	if err != nil {
		return t, err
	}
	t.size = len(document)
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
	t.users, t.somebody = len(people), people[len(people)/2].ID
	return t, os.WriteFile(t.lines, lines.Bytes(), 0o600)
}

// snapshot is a tenant as authzx saves one.
func snapshot(made sample.Tenant) ([]byte, error) {
	var document map[string]json.RawMessage
	if err := json.Unmarshal(made.Document, &document); err != nil {
		return nil, fmt.Errorf("reading the tenant: %w", err)
	}
	document["users"], document["applications"], document["connections"] = made.Users, made.Clients, made.Connections
	return json.Marshal(document)
}
