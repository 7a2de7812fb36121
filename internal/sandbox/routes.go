package sandbox

import "authzx/internal/endpoint"

// handlers are what each route does once a request is let in.
func (s *Server) handlers() map[endpoint.ID]handler {
	return map[endpoint.ID]handler{
		endpoint.UsersList:            s.listUsers,
		endpoint.UsersRead:            s.readUser,
		endpoint.UsersGroupsList:      s.listUserGroups,
		endpoint.UsersGroupsAdd:       s.addUserToGroups,
		endpoint.UsersGroupsCalculate: s.calculateGroups,
		endpoint.UsersRolesList:       s.listUserRoles,
		endpoint.UsersRolesAdd:        s.addUserToRoles,
		endpoint.UsersRolesRemove:     s.removeUserFromRoles,
		endpoint.UsersRolesCalculate:  s.calculateRoles,
		endpoint.PolicyAsk:            s.askPolicy,

		endpoint.GroupsList:   s.listGroups,
		endpoint.GroupsCreate: s.createGroup,
		endpoint.GroupsRead:   s.readGroup,
		endpoint.GroupsUpdate: s.updateGroup,
		endpoint.GroupsDelete: s.deleteGroup,

		endpoint.GroupsMembersList:   s.listMembers,
		endpoint.GroupsMembersAdd:    s.addTo("members"),
		endpoint.GroupsMembersRemove: s.removeFrom("members"),
		endpoint.GroupsMembersNested: s.listNestedMembers,

		endpoint.GroupsNestedList:   s.listNested,
		endpoint.GroupsNestedAdd:    s.addTo("nested"),
		endpoint.GroupsNestedRemove: s.removeFrom("nested"),

		endpoint.GroupsMappingsList:   s.listMappings,
		endpoint.GroupsMappingsAdd:    s.addMappings,
		endpoint.GroupsMappingsRemove: s.removeMappings,

		endpoint.GroupsRolesList:   s.listGroupRoles,
		endpoint.GroupsRolesAdd:    s.addTo("roles"),
		endpoint.GroupsRolesRemove: s.removeFrom("roles"),
		endpoint.GroupsRolesNested: s.listNestedRoles,

		endpoint.RolesList:   s.listRoles,
		endpoint.RolesCreate: s.createRole,
		endpoint.RolesRead:   s.readRole,
		endpoint.RolesUpdate: s.updateRole,
		endpoint.RolesDelete: s.deleteRole,

		endpoint.PermissionsList:   s.listPermissions,
		endpoint.PermissionsCreate: s.createPermission,
		endpoint.PermissionsRead:   s.readPermission,
		endpoint.PermissionsUpdate: s.updatePermission,
		endpoint.PermissionsDelete: s.deletePermission,

		endpoint.ApplicationsList: s.listApplications,
		endpoint.ApplicationsRead: s.readApplication,
		endpoint.ConnectionsList:  s.listConnections,

		endpoint.ConfigurationRead:      s.readConfiguration,
		endpoint.ConfigurationUpdate:    s.updateConfiguration,
		endpoint.ConfigurationStatus:    s.readStatus,
		endpoint.ConfigurationExport:    s.export,
		endpoint.ConfigurationImport:    s.importDocument,
		endpoint.ConfigurationRotateKey: s.rotateKey,

		endpoint.ResourceServerRead:   s.readAPIAccess,
		endpoint.ResourceServerCreate: s.createAPIAccess,
		endpoint.ResourceServerUpdate: s.updateAPIAccess,
		endpoint.ResourceServerDelete: s.deleteAPIAccess,
	}
}
