package plan

import (
	"fmt"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// losses are the lists that go with what is deleted.
func (x detailer) losses() []string {
	var lines []string
	for _, f := range x.before().fields() {
		kind, noun := listOf(f.name)
		if len(f.values) == 0 || noun == "" {
			continue
		}
		names := make([]string, 0, maxListed)
		for _, v := range f.values[:min(len(f.values), maxListed)] {
			names = append(names, x.name(kind, v))
		}
		line := fmt.Sprintf("also removed: %s: %s", text.Counted(len(f.values), noun), strings.Join(names, ", "))
		if more := len(f.values) - len(names); more > 0 {
			line += fmt.Sprintf(" and %d more", more)
		}
		lines = append(lines, line)
	}
	return lines
}

// listOf is what a list of a record holds, and the noun for one of them; no noun for
// fields that are no lists.
func listOf(field string) (kind rbac.Kind, noun string) {
	switch field {
	case FieldMembers:
		return rbac.KindUser, "member"
	case FieldUsers:
		return rbac.KindUser, "direct holder"
	case FieldNested:
		return rbac.KindGroup, "nested group"
	case FieldRoles:
		return rbac.KindRole, "role"
	case FieldPermissions:
		return rbac.KindPermission, "permission"
	case FieldMappings:
		return rbac.KindMapping, "mapping"
	}
	return "", ""
}
