package endpoint

import (
	"slices"
	"strings"
	"testing"
)

func TestQuirksStandWhereTheyBite(t *testing.T) {
	writesRecord := []ID{GroupsCreate, GroupsUpdate, RolesCreate, RolesUpdate, PermissionsCreate, PermissionsUpdate}
	creates := []ID{GroupsCreate, RolesCreate, PermissionsCreate, GroupsMembersAdd, ConfigurationImport, ConfigurationStatus}
	asksTenant := []ID{UsersList, UsersRead, GroupsMembersList, GroupsMembersNested, GroupsMappingsList, ApplicationsList,
		ApplicationsRead, ConnectionsList, ConfigurationStatus, ResourceServerRead}
	for quirk, routes := range map[string][]ID{
		"ignoring case, gets a 400":              writesRecord,
		"UTF-16 units":                           append([]ID{GroupsMappingsAdd}, writesRecord...),
		"stored and returned as they are":        writesRecord,
		"may contain commas":                     {GroupsCreate},
		"is a 204 without a body":                {ConfigurationRead},
		"the response is a 409":                  {ResourceServerCreate},
		"already off":                            {ResourceServerUpdate, ResourceServerDelete},
		"limited to 500 KB":                      creates,
		"429 without Retry-After":                asksTenant,
		"Blocked event loop":                     asksTenant,
		"end of life on 18 November 2026":        {ConfigurationRead, ConfigurationUpdate, ConfigurationStatus, PolicyAsk},
		"The first element decides":              {UsersGroupsAdd, UsersRolesAdd},
		"had such a list, the response is a 500": {GroupsMembersRemove, GroupsNestedRemove, GroupsRolesRemove},
		"q without field":                        {GroupsList, RolesList, PermissionsList},
	} {
		for _, id := range routes {
			if !slices.ContainsFunc(Lookup(id).Quirks, func(q string) bool { return strings.Contains(q, quirk) }) {
				t.Errorf("%s does not say: %s", id, quirk)
			}
		}
	}
}
