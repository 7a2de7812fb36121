package endpoint

import (
	"slices"
	"strings"
)

// CertainFailure says in a sentence why the answer will be a bare 500, however often the
// call is sent; empty where nothing is known to speak for that.
func (c Call) CertainFailure() string {
	if c.Route == nil {
		return ""
	}
	fields := []string{"_id", "name", "description"}
	switch c.Route.ID {
	case GroupsList:
	case RolesList, PermissionsList:
		fields = append(fields, "applicationId", "applicationType")
	default:
		return ""
	}
	switch field := c.query("field"); {
	case c.query("q") == "":
		return ""
	case field == "":
		return "q without field gets a 500."
	case !slices.Contains(fields, field):
		return "A field that isn't text in every record gets a 500."
	}
	return ""
}

// KnownFailure says, in a clause, what a bare 500 to a call that reads is known to mean;
// empty where it may mean anything. Unlike what CertainFailure tells of, it is not sure.
func (c Call) KnownFailure() string {
	if certain := strings.TrimSuffix(c.CertainFailure(), "."); certain != "" {
		return strings.ToLower(certain[:1]) + certain[1:]
	}
	if c.Route != nil {
		switch c.Route.ID {
		case GroupsNestedList, GroupsMembersNested, GroupsRolesNested:
			return "an unknown group id gets a 500 here: check it against GET /groups"
		}
	}
	return ""
}

func (c Call) query(name string) string {
	for _, q := range c.Query {
		if q.Name == name {
			return q.Value
		}
	}
	return ""
}
