package sample_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"authzx/internal/sandbox/sample"
)

// TestRecordsHaveTheShapesOfTheRecordedTenant holds every key and the kind of
// its value against those that the recorded server was fed with.
func TestRecordsHaveTheShapesOfTheRecordedTenant(t *testing.T) {
	recorded, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "conformance", "tenant.json"))
	if err != nil {
		t.Fatal(err)
	}
	known := shapes(t, recorded)
	for name, made := range map[string]sample.Tenant{
		"company":   sample.Company(),
		"generated": sample.Generate(sample.Options{Users: 500, Groups: 20}),
	} {
		t.Run(name, func(t *testing.T) {
			for shape := range shapes(t, made.Directory()) {
				if !known[shape] {
					t.Errorf("%s was never recorded", shape)
				}
			}
		})
	}
}

func TestGroupsKeepTheListsThatTheStoreKeeps(t *testing.T) {
	allowed := map[string][]string{
		"configuration": {
			"_id", "groupsInToken", "rolesInToken", "permissionsInToken", "persistGroups", "persistRoles", "persistPermissions",
			"groupsPassthrough", "rolesPassthrough", "permissionsPassthrough",
		},
		"groups":      {"_id", "name", "description", "members", "nested", "roles", "mappings"},
		"roles":       {"_id", "name", "description", "applicationType", "applicationId", "permissions", "users"},
		"permissions": {"_id", "name", "description", "applicationType", "applicationId"},
	}
	for name, made := range map[string]sample.Tenant{"company": sample.Company(), "generated": sample.Generate(sample.Options{Users: 500, Groups: 20})} {
		var stored map[string][]map[string]any
		if err := json.Unmarshal(made.Document, &stored); err != nil {
			t.Fatal(err)
		}
		if len(stored) != len(allowed) {
			t.Errorf("%s has %d collections", name, len(stored))
		}
		for collection, records := range stored {
			for _, record := range records {
				for key := range record {
					if !slices.Contains(allowed[collection], key) {
						t.Errorf("%s: %s has %s", name, collection, key)
					}
				}
			}
		}
	}
}

// shapes is every path in a JSON document with the kind of value there, such as
// "users.identities.isSocial bool"; places in arrays are left out.
func shapes(t *testing.T, document []byte) map[string]bool {
	t.Helper()
	var whole any
	if err := json.Unmarshal(document, &whole); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	var walk func(path string, value any)
	walk = func(path string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for key, inner := range value {
				walk(path+"."+key, inner)
			}
		case []any:
			for _, inner := range value {
				walk(path, inner)
			}
		default:
			found[fmt.Sprintf("%s %T", path, value)] = true
		}
	}
	walk("", whole)
	return found
}
