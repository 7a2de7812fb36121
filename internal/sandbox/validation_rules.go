package sandbox

import "authzx/internal/endpoint"

// rules are the checks of one route; a nil rule lets everything through.
type rules struct {
	guid    bool // the first value in the path must be a GUID
	query   *rule
	payload *rule
}

func ids() *rule {
	return &rule{kind: anArray, least: 1, items: &rule{kind: aString, guid: true}}
}

func names() *rule {
	return &rule{kind: anArray, least: 1, items: &rule{kind: aString}}
}

func anObjectOf(keys ...key) *rule { return &rule{kind: anObject, keys: keys} }

func label(name string, most int) key {
	return key{name, rule{kind: aString, required: true, most: most}}
}

// search is the query of lists that are filtered.
func search() *rule {
	words := rule{kind: aString, allowEmpty: true, most: 1000, fallback: ""}
	return anObjectOf(key{"q", words}, key{"field", words})
}

// pages is the query of lists that come in pages.
func pages(most float64) []key {
	return []key{
		{"per_page", rule{kind: aNumber, bounded: true, low: 1, high: most, fallback: most}},
		{"page", rule{kind: aNumber, bounded: true, fallback: 0.0}},
	}
}

func switches(words bool) []key {
	var keys []key
	for _, name := range []string{
		"groupsInToken", "rolesInToken", "permissionsInToken",
		"persistGroups", "persistRoles", "persistPermissions",
		"groupsPassthrough", "rolesPassthrough", "permissionsPassthrough",
	} {
		keys = append(keys, key{name, rule{kind: aBoolean, words: words}})
	}
	return keys
}

func groupBody() *rule { return anObjectOf(label("name", 50), label("description", 500)) }

func permissionBody() *rule { return anObjectOf(applicationKeys(100)...) }

func roleBody() *rule {
	permissions := rule{kind: anArray, items: &rule{kind: aString, guid: true}, fallback: newArray()}
	return anObjectOf(append(applicationKeys(50), key{"permissions", permissions})...)
}

func applicationKeys(nameMost int) []key {
	return []key{
		label("name", nameMost),
		label("description", 500),
		{"applicationType", rule{kind: aString, required: true, only: []string{"client", "resource_server"}}},
		label("applicationId", 500),
	}
}

func mappingsBody() *rule {
	return &rule{kind: anArray, least: 1, items: anObjectOf(label("groupName", 50), label("connectionName", 50))}
}

func policyBody() *rule {
	return anObjectOf(label("connectionName", 0), key{"groups", rule{kind: anArray, items: &rule{kind: aString}}})
}

func importBody() *rule {
	configuration := anObjectOf(append([]key{label("_id", 0)}, switches(true)...)...)
	keys := []key{{configurationKey, rule{kind: anArray, items: configuration}}}
	for _, name := range []string{groupsKey, rolesKey, permissionsKey, "applications", "rules"} {
		keys = append(keys, key{name, rule{kind: anArray, items: &rule{kind: anObject, open: true}}})
	}
	return anObjectOf(keys...)
}

func resourceServerBody() *rule {
	return anObjectOf(
		key{"apiAccess", rule{kind: aBoolean, required: true}},
		key{"token_lifetime", rule{kind: aNumber}},
	)
}

// checks are the rules of every route that has any. What is not here is not
// checked: one of the routes that change a group takes any id.
func checks() map[endpoint.ID]rules {
	group := func(payload *rule) rules { return rules{guid: true, payload: payload} }
	memberPages := anObjectOf(pages(25)...)
	return map[endpoint.ID]rules{
		endpoint.UsersList:            {query: anObjectOf(append(search().keys, pages(100)...)...)},
		endpoint.UsersGroupsAdd:       {payload: names()},
		endpoint.UsersRolesAdd:        {payload: names()},
		endpoint.UsersRolesRemove:     {payload: ids()},
		endpoint.GroupsList:           {query: search()},
		endpoint.GroupsCreate:         {payload: groupBody()},
		endpoint.GroupsRead:           {guid: true, query: anObjectOf(key{"expand", rule{kind: aBoolean}})},
		endpoint.GroupsUpdate:         group(groupBody()),
		endpoint.GroupsDelete:         group(nil),
		endpoint.GroupsMembersList:    {guid: true, query: memberPages},
		endpoint.GroupsMembersAdd:     group(names()),
		endpoint.GroupsMembersRemove:  group(names()),
		endpoint.GroupsMembersNested:  {guid: true, query: memberPages},
		endpoint.GroupsNestedList:     group(nil),
		endpoint.GroupsNestedAdd:      group(ids()),
		endpoint.GroupsNestedRemove:   group(ids()),
		endpoint.GroupsMappingsList:   group(nil),
		endpoint.GroupsMappingsAdd:    {payload: mappingsBody()},
		endpoint.GroupsMappingsRemove: group(ids()),
		endpoint.GroupsRolesList:      group(nil),
		endpoint.GroupsRolesAdd:       group(ids()),
		endpoint.GroupsRolesRemove:    group(ids()),
		endpoint.GroupsRolesNested:    group(nil),
		endpoint.RolesList:            {query: search()},
		endpoint.RolesCreate:          {payload: roleBody()},
		endpoint.RolesRead:            group(nil),
		endpoint.RolesUpdate:          group(roleBody()),
		endpoint.RolesDelete:          group(nil),
		endpoint.PermissionsList:      {query: search()},
		endpoint.PermissionsCreate:    {payload: permissionBody()},
		endpoint.PermissionsRead:      group(nil),
		endpoint.PermissionsUpdate:    group(permissionBody()),
		endpoint.PermissionsDelete:    group(nil),
		endpoint.PolicyAsk:            {payload: policyBody()},
		endpoint.ConfigurationUpdate:  {payload: anObjectOf(switches(true)...)},
		endpoint.ConfigurationImport:  {payload: importBody()},
		endpoint.ResourceServerUpdate: {payload: resourceServerBody()},
	}
}
