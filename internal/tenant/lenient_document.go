package tenant

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"authzx/internal/rbac"
)

// graphLists are the names of the three lists, with what is in them.
func graphLists() [3]struct{ name, of string } {
	return [3]struct{ name, of string }{{"groups", "group"}, {"roles", "role"}, {"permissions", "permission"}}
}

// unwrapped is a document whose lists stand within the answers of the server that they
// came in, with the lists in their place; nil for others.
func unwrapped(doc []byte) []byte {
	var parts map[string]jsontext.Value
	if json.Unmarshal(doc, &parts, loosely()) != nil {
		return nil
	}
	found := false
	for _, list := range graphLists() {
		var inner map[string]jsontext.Value
		if parts[list.name].Kind() != '{' || json.Unmarshal(parts[list.name], &inner, loosely()) != nil || inner[list.name].Kind() != '[' {
			continue
		}
		parts[list.name], found = inner[list.name], true
	}
	if !found {
		return nil
	}
	plain, err := json.Marshal(parts, loosely(), jsontext.PreserveRawStrings(true))
	if err != nil {
		return nil
	}
	return plain
}

// orWhatIsThere is the error of a document or, where an error response of the server stands
// in the place of a list, that this is so.
func orWhatIsThere(doc []byte, err error) error {
	var parts map[string]jsontext.Value
	if json.Unmarshal(doc, &parts, loosely()) != nil {
		return err
	}
	for _, name := range []string{"groups", "roles", "permissions", "users", "applications", "connections"} {
		var inner map[string]jsontext.Value
		if parts[name].Kind() != '{' || json.Unmarshal(parts[name], &inner, loosely()) != nil {
			continue
		}
		if what := knownAnswer(inner); strings.HasPrefix(what, "an error response") {
			return errors.New("at /" + name + " there is " + what)
		}
	}
	return err
}

// misplaced finds a list in the place of another: users as groups, groups as roles. It
// looks closer only where all records of a list lack what records of its kind have.
func misplaced(doc []byte, lists rbac.Document) error {
	plain := [3]bool{
		!slices.ContainsFunc(lists.Groups, func(g rbac.Group) bool {
			return !g.ID.IsZero() && len(g.Members)+len(g.Nested)+len(g.Mappings) > 0
		}),
		!slices.ContainsFunc(lists.Roles, func(r rbac.Role) bool { return !r.ID.IsZero() && !r.Application.IsZero() }),
		!slices.ContainsFunc(lists.Permissions, func(p rbac.Permission) bool { return !p.ID.IsZero() && !p.Application.IsZero() }),
	}
	if len(lists.Groups)+len(lists.Roles)+len(lists.Permissions) == 0 || !slices.Contains(plain[:], true) {
		return nil
	}
	var parts map[string]jsontext.Value
	if json.Unmarshal(doc, &parts, loosely()) != nil {
		return nil
	}
	for i, list := range graphLists() {
		var records []map[string]jsontext.Value
		if !plain[i] || json.Unmarshal(parts[list.name], &records, loosely()) != nil {
			continue
		}
		for at, record := range records {
			if is := evidently(record); is != "" && is != list.of {
				return fmt.Errorf("at /%s/%d there is a record of a %s instead of a %s", list.name, at, is, list.of)
			}
		}
	}
	return nil
}

// evidently is of what kind a record is by its members; empty where that is not plain.
func evidently(record map[string]jsontext.Value) string {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return record[n].Kind() != 0 })
	}
	switch {
	case has("user_id"):
		return "user"
	case has("client_id"):
		return "client"
	case has("strategy"):
		return "connection"
	case has("members", "mappings", "nested"):
		return "group"
	case has("applicationId") && has("permissions"):
		return "role"
	}
	return ""
}
