package sandbox

import "authzx/internal/endpoint"

// The routes, by what they are about.
type (
	userRoutes        struct{ *backend }
	groupRoutes       struct{ *backend }
	roleRoutes        struct{ *backend }
	permissionRoutes  struct{ *backend }
	applicationRoutes struct{ *backend } // and connections
	settingRoutes     struct{ *backend } // the configuration, and whether the API can be called
)

// handlers are what each route does once a request is let in.
func (b *backend) handlers() map[endpoint.ID]handler {
	users, groups, roles, permissions := userRoutes{b}, groupRoutes{b}, roleRoutes{b}, permissionRoutes{b}
	applications, settings := applicationRoutes{b}, settingRoutes{b}
	return map[endpoint.ID]handler{
		endpoint.UsersList:            users.listUsers,
		endpoint.UsersRead:            users.readUser,
		endpoint.UsersGroupsList:      users.listUserGroups,
		endpoint.UsersGroupsAdd:       users.addUserToGroups,
		endpoint.UsersGroupsCalculate: users.calculateGroups,
		endpoint.UsersRolesList:       users.listUserRoles,
		endpoint.UsersRolesAdd:        users.addUserToRoles,
		endpoint.UsersRolesRemove:     users.removeUserFromRoles,
		endpoint.UsersRolesCalculate:  users.calculateRoles,
		endpoint.PolicyAsk:            users.askPolicy,

		endpoint.GroupsList:   groups.listGroups,
		endpoint.GroupsCreate: groups.createGroup,
		endpoint.GroupsRead:   groups.readGroup,
		endpoint.GroupsUpdate: groups.updateGroup,
		endpoint.GroupsDelete: groups.deleteGroup,

		endpoint.GroupsMembersList:   groups.listMembers,
		endpoint.GroupsMembersAdd:    groups.addTo("members"),
		endpoint.GroupsMembersRemove: groups.removeFrom("members"),
		endpoint.GroupsMembersNested: groups.listNestedMembers,

		endpoint.GroupsNestedList:   groups.listNested,
		endpoint.GroupsNestedAdd:    groups.addTo("nested"),
		endpoint.GroupsNestedRemove: groups.removeFrom("nested"),

		endpoint.GroupsMappingsList:   groups.listMappings,
		endpoint.GroupsMappingsAdd:    groups.addMappings,
		endpoint.GroupsMappingsRemove: groups.removeMappings,

		endpoint.GroupsRolesList:   groups.listGroupRoles,
		endpoint.GroupsRolesAdd:    groups.addTo("roles"),
		endpoint.GroupsRolesRemove: groups.removeFrom("roles"),
		endpoint.GroupsRolesNested: groups.listNestedRoles,

		endpoint.RolesList:   roles.listRoles,
		endpoint.RolesCreate: roles.createRole,
		endpoint.RolesRead:   roles.readRole,
		endpoint.RolesUpdate: roles.updateRole,
		endpoint.RolesDelete: roles.deleteRole,

		endpoint.PermissionsList:   permissions.listPermissions,
		endpoint.PermissionsCreate: permissions.createPermission,
		endpoint.PermissionsRead:   permissions.readPermission,
		endpoint.PermissionsUpdate: permissions.updatePermission,
		endpoint.PermissionsDelete: permissions.deletePermission,

		endpoint.ApplicationsList: applications.listApplications,
		endpoint.ApplicationsRead: applications.readApplication,
		endpoint.ConnectionsList:  applications.listConnections,

		endpoint.ConfigurationRead:      settings.readConfiguration,
		endpoint.ConfigurationUpdate:    settings.updateConfiguration,
		endpoint.ConfigurationStatus:    settings.readStatus,
		endpoint.ConfigurationExport:    settings.export,
		endpoint.ConfigurationImport:    settings.importDocument,
		endpoint.ConfigurationRotateKey: settings.rotateKey,

		endpoint.ResourceServerRead:   settings.readAPIAccess,
		endpoint.ResourceServerCreate: settings.createAPIAccess,
		endpoint.ResourceServerUpdate: settings.updateAPIAccess,
		endpoint.ResourceServerDelete: settings.deleteAPIAccess,
	}
}
