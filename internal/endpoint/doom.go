package endpoint

import (
	"slices"
	"strings"
)

// Doom says in a sentence why the answer will be a bare 500, however often the
// call is sent; empty where nothing is known to speak for that.
func (c Call) Doom() string {
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
		return "q without field is answered with a 500."
	case !slices.Contains(fields, field):
		return "A field that is no text of every record is answered with a 500."
	}
	return ""
}

// Mishap says, in a clause, what a bare 500 to a call that reads is known to mean;
// empty where it may mean anything. Unlike what Doom tells of, it is not sure.
func (c Call) Mishap() string {
	if doom := strings.TrimSuffix(c.Doom(), "."); doom != "" {
		return strings.ToLower(doom[:1]) + doom[1:]
	}
	if c.Route != nil {
		switch c.Route.ID {
		case GroupsNestedList, GroupsMembersNested, GroupsRolesNested:
			return "a group that is not there is answered with a 500 here: compare its id with GET /groups"
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
