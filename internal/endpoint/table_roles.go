package endpoint

const exampleRoleRecord = `{"_id":"` + exampleRole + `","name":"Approver","description":"Approves expense reports","applicationType":"client",` +
	`"applicationId":"` + exampleClient + `","permissions":["` + examplePermission + `"]}`

func roleRoutes() []*Route {
	return []*Route{
		{
			ID: RolesList, Area: Roles, Method: "GET", Template: "/roles", Scope: "read:roles", Large: true,
			Doc: "Lists every role with its application, its permissions and the users who hold it directly.", Query: searchParams(),
			Answer: Answer{Status: 200, Doc: "{roles: [{_id, name, description, applicationType, applicationId, permissions, users?}], total}",
				Example: `{"roles":[` + exampleRoleRecord + `],"total":1}`},
			Quirks: []string{quirkNoPages, quirkSearch, quirkTotal},
		},
		{
			ID: RolesCreate, Area: Roles, Method: "POST", Template: "/roles", Scope: "create:roles",
			Doc: "Creates a role in an application.", Body: roleBody(),
			Answer: Answer{Status: 200, Doc: "the role", Example: exampleRoleRecord},
			Quirks: []string{
				"A permission of another application gets a bare 500; unknown permissions are accepted.",
				"A name that another role of the application already has, ignoring case, gets a 400.",
				quirkUnits, quirkRaw, quirkFull,
			},
		},
		{
			ID: RolesRead, Area: Roles, Method: "GET", Template: "/roles/{id}", Scope: "read:roles",
			Doc: "Reads the name and the description of one role.", Path: []Param{roleParam()},
			Answer: Answer{Status: 200, Doc: "{_id, name, description}",
				Example: `{"_id":"` + exampleRole + `","name":"Approver","description":"Approves expense reports"}`},
			Quirks: []string{quirkThin},
		},
		{
			ID: RolesUpdate, Area: Roles, Method: "PUT", Template: "/roles/{id}", Scope: "update:roles",
			Doc: "Replaces a role and its permissions.", Path: []Param{roleParam()}, Body: roleBody(),
			Answer: Answer{Status: 200, Doc: "the role", Example: exampleRoleRecord},
			Quirks: []string{
				"If permissions is left out, the role loses them all; its users stay.",
				"applicationId can't change: doing so, or adding a permission of another application, gets a bare 500.",
				"A role in use can be edited, unlike a permission in use.",
				"A name that another role of the application already has, ignoring case, gets a 400.",
				quirkUnits, quirkRaw,
			},
		},
		{
			ID: RolesDelete, Area: Roles, Method: "DELETE", Template: "/roles/{id}", Scope: "delete:roles",
			Doc: "Deletes a role.", Path: []Param{roleParam()}, Answer: Answer{Status: 204},
			Quirks: []string{quirkGone,
				"A role granted to groups can't be deleted: a 400 lists them. One assigned only to users is deleted without warning."},
		},
	}
}

func groupRoleRoutes() []*Route {
	return []*Route{
		{
			ID: GroupsRolesList, Area: Roles, Method: "GET", Template: "/groups/{id}/roles", Scope: "read:groups",
			Doc: "Lists the roles granted to the group, in full, in stored order.", Path: []Param{groupParam()},
			Answer: Answer{Status: 200, Doc: "[role]", Example: `[` + exampleRoleRecord + `]`},
		},
		{
			ID: GroupsRolesAdd, Area: Roles, Method: "PATCH", Template: "/groups/{id}/roles", Scope: "update:groups",
			Doc: "Grants roles to the group: all its members have them, including those of nested groups.", Path: []Param{groupParam()},
			Body: idList(RefRole, true, exampleRole), Answer: Answer{Status: 204},
			Quirks: []string{quirkStored, quirkAccepted, quirkLost},
		},
		{
			ID: GroupsRolesRemove, Area: Roles, Method: "DELETE", Template: "/groups/{id}/roles", Scope: "update:groups",
			Doc: "Revokes roles from the group.", Path: []Param{groupParam()},
			Body: idList(RefRole, true, exampleRole), Answer: Answer{Status: 204},
			Quirks: []string{quirkNoList, quirkAccepted, quirkLost},
		},
		{
			ID: GroupsRolesNested, Area: Roles, Method: "GET", Template: "/groups/{id}/roles/nested", Scope: "read:groups",
			Doc: "Lists the roles of the group and of its parents, each with the group that grants it.", Path: []Param{groupParam()},
			Answer: Answer{Status: 200, Doc: "[{role, group}]", Example: `[{"role":` + exampleRoleRecord + `,"group":` + exampleGroupRecord + `}]`},
			Quirks: []string{quirkUnknown},
		},
	}
}
