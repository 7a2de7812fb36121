package endpoint

// Scope is one right that a token may carry.
type Scope struct {
	Name string // as in the token: update:groups
	Doc  string // what it opens, in a few words
}

// Scopes lists the 21 scopes of the API. A route that asks for none of them is
// satisfied by any valid token.
func Scopes() []Scope {
	return []Scope{
		{"read:users", "list, search and read users"},
		{"read:applications", "list and read applications"},
		{"read:connections", "list connections"},
		{"read:configuration", "read the settings, the rule's state and the whole export, including the API key"},
		{"update:configuration", "change the settings, rotate the API key, import a whole document"},
		{"read:groups", "list groups, their members, nested groups, mappings and roles"},
		{"create:groups", "create groups"},
		{"update:groups", "edit groups, their members, nested groups, mappings and roles"},
		{"delete:groups", "delete groups"},
		{"read:roles", "list roles and read the roles of a user"},
		{"create:roles", "create roles"},
		{"update:roles", "edit roles, assign them to users and unassign them"},
		{"delete:roles", "delete roles"},
		{"read:permissions", "list and read permissions"},
		{"create:permissions", "create permissions"},
		{"update:permissions", "edit permissions that no role uses"},
		{"delete:permissions", "delete permissions that no role uses"},
		{"read:resource-server", "see whether this API is on, and its token lifetime"},
		{"create:resource-server", "turn this API on"},
		{"update:resource-server", "set the token lifetime; turn this API off"},
		{"delete:resource-server", "turn this API off"},
	}
}

// ScopeNames are the names of scopes.
func ScopeNames(scopes []Scope) []string {
	list := make([]string, len(scopes))
	for i, s := range scopes {
		list[i] = s.Name
	}
	return list
}
