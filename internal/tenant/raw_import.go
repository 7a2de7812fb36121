package tenant

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/private"
	"authzx/internal/rbac"
)

// Replacement is a raw import made ready: what it would replace is kept in a
// file, and what it would alter is known.
type Replacement struct {
	// Backup is the file that holds the whole stored document as it was, but for
	// the API key, so that it can be imported again.
	Backup string
	// Groups, Roles and Permissions count what would come, go and be altered.
	Groups, Roles, Permissions Turnover
	// Effect is who would gain and lose what.
	Effect rbac.Effect
}

// Turnover counts the records of a list that come, go and are altered.
type Turnover struct{ Added, Removed, Altered int }

// Replace makes a raw import of doc ready and sends nothing that writes: it
// reads the stored document, keeps it, and compares. The error says why there
// is no backup, or what is wrong with doc; nothing may be imported then.
func (t *Tenant) Replace(ctx context.Context, doc []byte) (*Replacement, error) {
	after, err := api.ReadDocument(doc)
	if err != nil {
		return nil, fmt.Errorf("the document to import: %w", err)
	}
	answer, err := t.Send(ctx, endpoint.New(endpoint.ConfigurationExport), "backup")
	if err != nil {
		return nil, fmt.Errorf("reading the stored data: %w", err)
	}
	before, err := api.ReadDocument(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("reading the stored data: %w", err)
	}
	r := &Replacement{
		Groups:      turnover(before.Groups, after.Groups, func(g rbac.Group) rbac.GroupID { return g.ID }),
		Roles:       turnover(before.Roles, after.Roles, func(r rbac.Role) rbac.RoleID { return r.ID }),
		Permissions: turnover(before.Permissions, after.Permissions, func(p rbac.Permission) rbac.PermissionID { return p.ID }),
		Effect:      rbac.Diff(rbac.Index(before), rbac.Index(after)),
	}
	r.Backup, err = t.keepBackup(answer.Body)
	return r, err
}

// keepBackup writes an export without its API key to a file of its own.
func (s *records) keepBackup(export []byte) (string, error) {
	if s.folder == "" {
		return "", ErrNoState
	}
	doc, err := withoutKey(export)
	if err != nil {
		return "", fmt.Errorf("keeping a backup: %w", err)
	}
	path := filepath.Join(s.folder.backups(), s.now().UTC().Format("20060102T150405.000Z")+".json")
	if err := private.WriteFile(path, doc); err != nil {
		return "", fmt.Errorf("keeping a backup: %w", err)
	}
	return path, nil
}

func (f folder) backups() string { return filepath.Join(string(f), "backups") }

// withoutKey leaves the API key out of an export, which an import refuses; all
// else stays as it came, byte for byte.
func withoutKey(export []byte) ([]byte, error) {
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(export, &doc); err != nil {
		return nil, err
	}
	if settings, ok := doc["configuration"]; ok {
		var records []map[string]json.RawMessage
		if err := json.Unmarshal(settings, &records); err != nil {
			return nil, err
		}
		for _, r := range records {
			for name := range r {
				if strings.EqualFold(name, "apikey") {
					delete(r, name)
				}
			}
		}
		clean, err := json.Marshal(records)
		if err != nil {
			return nil, err
		}
		doc["configuration"] = clean
	}
	return encodeLine(doc)
}

// turnover compares two lists by id, and records as the API gives them.
func turnover[R any, K comparable](before, after []R, id func(R) K) Turnover {
	old := make(map[K]string, len(before))
	for _, r := range before {
		old[id(r)] = asJSON(r)
	}
	var n Turnover
	seen := make(map[K]bool, len(after))
	for _, r := range after {
		k := id(r)
		was, had := old[k]
		switch {
		case seen[k]:
		case !had:
			n.Added++
		case was != asJSON(r):
			n.Altered++
		}
		seen[k] = true
	}
	for k := range old {
		if !seen[k] {
			n.Removed++
		}
	}
	return n
}

func asJSON(record any) string {
	b, err := json.Marshal(record)
	if err != nil {
		return err.Error() // no record is like another that can't be written
	}
	return string(b)
}
