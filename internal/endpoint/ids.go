package endpoint

// The routes, grouped as their paths are. A name says the collection and what
// is done with it.
const (
	UsersList            ID = "users.list"
	UsersRead            ID = "users.read"
	UsersGroupsList      ID = "users.groups.list"
	UsersGroupsAdd       ID = "users.groups.add"
	UsersGroupsCalculate ID = "users.groups.calculate"
	UsersRolesList       ID = "users.roles.list"
	UsersRolesAdd        ID = "users.roles.add"
	UsersRolesRemove     ID = "users.roles.remove"
	UsersRolesCalculate  ID = "users.roles.calculate"

	GroupsList   ID = "groups.list"
	GroupsCreate ID = "groups.create"
	GroupsRead   ID = "groups.read"
	GroupsUpdate ID = "groups.update"
	GroupsDelete ID = "groups.delete"

	GroupsMembersList   ID = "groups.members.list"
	GroupsMembersAdd    ID = "groups.members.add"
	GroupsMembersRemove ID = "groups.members.remove"
	GroupsMembersNested ID = "groups.members.nested"

	GroupsNestedList   ID = "groups.nested.list"
	GroupsNestedAdd    ID = "groups.nested.add"
	GroupsNestedRemove ID = "groups.nested.remove"

	GroupsMappingsList   ID = "groups.mappings.list"
	GroupsMappingsAdd    ID = "groups.mappings.add"
	GroupsMappingsRemove ID = "groups.mappings.remove"

	RolesList   ID = "roles.list"
	RolesCreate ID = "roles.create"
	RolesRead   ID = "roles.read"
	RolesUpdate ID = "roles.update"
	RolesDelete ID = "roles.delete"

	GroupsRolesList   ID = "groups.roles.list"
	GroupsRolesAdd    ID = "groups.roles.add"
	GroupsRolesRemove ID = "groups.roles.remove"
	GroupsRolesNested ID = "groups.roles.nested"

	PermissionsList   ID = "permissions.list"
	PermissionsCreate ID = "permissions.create"
	PermissionsRead   ID = "permissions.read"
	PermissionsUpdate ID = "permissions.update"
	PermissionsDelete ID = "permissions.delete"

	ApplicationsList ID = "applications.list"
	ApplicationsRead ID = "applications.read"

	ConnectionsList ID = "connections.list"

	ConfigurationRead      ID = "configuration.read"
	ConfigurationUpdate    ID = "configuration.update"
	ConfigurationStatus    ID = "configuration.status"
	ConfigurationExport    ID = "configuration.export"
	ConfigurationImport    ID = "configuration.import"
	ConfigurationRotateKey ID = "configuration.rotate-key"
	ResourceServerRead     ID = "resource-server.read"
	ResourceServerCreate   ID = "resource-server.create"
	ResourceServerUpdate   ID = "resource-server.update"
	ResourceServerDelete   ID = "resource-server.delete"
	Meta                   ID = "meta"

	PolicyAsk ID = "policy.ask"
)
