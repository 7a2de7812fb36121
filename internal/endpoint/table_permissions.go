package endpoint

const examplePermissionRecord = `{"_id":"` + examplePermission + `","name":"approve:reports","description":"May approve expense reports",` +
	`"applicationType":"client","applicationId":"` + exampleClient + `"}`

func permissionRoutes() []*Route {
	return []*Route{
		{
			ID: PermissionsList, Area: Permissions, Method: "GET", Template: "/permissions", Scope: "read:permissions", Large: true,
			Doc: "Lists every permission with its application.", Query: searchParams(),
			Answer: Answer{Status: 200, Doc: "{permissions: [{_id, name, description, applicationType, applicationId}], total}",
				Example: `{"permissions":[` + examplePermissionRecord + `],"total":1}`},
			Quirks: []string{quirkNoPages, quirkSearch, quirkTotal},
		},
		{
			ID: PermissionsCreate, Area: Permissions, Method: "POST", Template: "/permissions", Scope: "create:permissions",
			Doc: "Creates a permission in an application.", Body: permissionBody(),
			Answer: Answer{Status: 200, Doc: "the permission", Example: examplePermissionRecord},
			Quirks: []string{
				"A name that another permission of the application already has, ignoring case, gets a 400.",
				"The application need not exist.",
				quirkUnits, quirkRaw, quirkFull,
			},
		},
		{
			ID: PermissionsRead, Area: Permissions, Method: "GET", Template: "/permissions/{id}", Scope: "read:permissions",
			Doc: "Reads the name and the description of one permission.", Path: []Param{permissionParam()},
			Answer: Answer{Status: 200, Doc: "{_id, name, description}",
				Example: `{"_id":"` + examplePermission + `","name":"approve:reports","description":"May approve expense reports"}`},
			Quirks: []string{quirkThin},
		},
		{
			ID: PermissionsUpdate, Area: Permissions, Method: "PUT", Template: "/permissions/{id}", Scope: "update:permissions",
			Doc: "Replaces a permission.", Path: []Param{permissionParam()}, Body: permissionBody(),
			Answer: Answer{Status: 200, Doc: "the permission", Example: examplePermissionRecord},
			Quirks: []string{
				"A permission that a role uses can't be updated at all, not even without a change: remove it from the roles first.",
				"A name that another permission of the application already has, ignoring case, gets a 400.",
				quirkUnits, quirkRaw,
			},
		},
		{
			ID: PermissionsDelete, Area: Permissions, Method: "DELETE", Template: "/permissions/{id}", Scope: "delete:permissions",
			Doc: "Deletes a permission.", Path: []Param{permissionParam()}, Answer: Answer{Status: 204},
			Quirks: []string{quirkGone, "A permission that roles use can't be deleted: a 400 lists them."},
		},
	}
}
