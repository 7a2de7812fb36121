package endpoint

// idList is the body of every route that adds or removes by id.
func idList(ref Ref, guid bool, example string) *Schema {
	return &Schema{
		Type:    Array,
		Min:     1,
		Items:   &Schema{Type: String, Ref: ref, GUID: guid, Min: 1},
		Example: `["` + example + `"]`,
	}
}

func shortText(max int) *Schema { return &Schema{Type: String, Min: 1, Max: max} }

func groupBody() *Schema {
	return &Schema{
		Type: Object,
		Fields: []Field{
			{"name", true, shortText(50), "1 to 50 UTF-16 units; unique among groups, ignoring case"},
			{"description", true, shortText(500), "1 to 500 UTF-16 units"},
		},
		Example: `{"name":"Finance","description":"Everybody who books or approves invoices"}`,
	}
}

// applicationFields tie a role or a permission to an application.
func applicationFields() []Field {
	return []Field{
		{"applicationType", true, &Schema{Type: String, Enum: []string{"client", "resource_server"}}, "what applicationId names"},
		{"applicationId", true, &Schema{Type: String, Ref: RefClient, Min: 1, Max: 500}, "the application; 1 to 500 UTF-16 units"},
	}
}

func roleBody() *Schema {
	fields := append([]Field{
		{"name", true, shortText(50), "1 to 50 UTF-16 units; unique within the application, ignoring case"},
		{"description", true, shortText(500), "1 to 500 UTF-16 units"},
	}, applicationFields()...)
	return &Schema{
		Type: Object,
		Fields: append(fields, Field{"permissions", false,
			&Schema{Type: Array, Items: &Schema{Type: String, Ref: RefPermission, GUID: true, Min: 1}},
			"ids of permissions of the same application; none if left out"}),
		Example: `{"name":"Approver","description":"Approves expense reports","applicationType":"client",` +
			`"applicationId":"` + exampleClient + `","permissions":["` + examplePermission + `"]}`,
	}
}

func permissionBody() *Schema {
	return &Schema{
		Type: Object,
		Fields: append([]Field{
			{"name", true, shortText(100), "1 to 100 UTF-16 units; unique within the application, ignoring case"},
			{"description", true, shortText(500), "1 to 500 UTF-16 units"},
		}, applicationFields()...),
		Example: `{"name":"approve:reports","description":"May approve expense reports","applicationType":"client",` +
			`"applicationId":"` + exampleClient + `"}`,
	}
}

func mappingsBody() *Schema {
	return &Schema{
		Type: Array,
		Min:  1,
		Items: &Schema{Type: Object, Fields: []Field{
			{"groupName", true, shortText(50), "the group's name at the identity provider; 1 to 50 UTF-16 units"},
			{"connectionName", true, &Schema{Type: String, Ref: RefConnection, Min: 1, Max: 50}, "the connection's name alone; 1 to 50 UTF-16 units"},
		}},
		Example: `[{"groupName":"Domain Users","connectionName":"` + exampleConnection + `"}]`,
	}
}

// switchFields are the nine settings of the extension.
func switchFields() []Field {
	flag := func(name, doc string) Field {
		return Field{name, false, &Schema{Type: Boolean, Enum: []string{"yes", "no"}}, doc}
	}
	return []Field{
		flag("groupsInToken", "put the user's groups into tokens"),
		flag("rolesInToken", "put the user's roles into tokens"),
		flag("permissionsInToken", "put the user's permissions into tokens"),
		flag("persistGroups", "store the groups in the user's app_metadata at login"),
		flag("persistRoles", "store the roles in the user's app_metadata at login"),
		flag("persistPermissions", "store the permissions in the user's app_metadata at login"),
		flag("groupsPassthrough", "merge in the groups that the identity provider reports"),
		flag("rolesPassthrough", "merge in the roles that the identity provider reports"),
		flag("permissionsPassthrough", "merge in the permissions that the identity provider reports"),
	}
}

func settingsBody() *Schema {
	return &Schema{Type: Object, Fields: switchFields(), Example: `{"groupsInToken":true,"rolesInToken":true}`}
}

// documentBody is the whole store. Its records are hardly looked at; only the
// settings are checked key by key.
func documentBody() *Schema {
	records := func() *Schema { return &Schema{Type: Array, Items: &Schema{Type: Object, Open: true}} }
	settings := &Schema{Type: Array, Items: &Schema{Type: Object, Fields: append(
		[]Field{{"_id", true, shortText(0), "v1"}}, switchFields()...)}}
	return &Schema{
		Type: Object,
		Fields: []Field{
			{"configuration", false, settings, "the settings: one record with _id v1; apikey is rejected"},
			{"groups", false, records(), "groups with members, nested, roles and mappings"},
			{"roles", false, records(), "roles with permissions and users"},
			{"permissions", false, records(), "permissions"},
			{"applications", false, records(), "unused by the API"},
			{"rules", false, records(), "unused by the API"},
		},
		Example: `{"configuration":[{"_id":"v1","groupsInToken":true}],"groups":[{"_id":"` + exampleGroup +
			`","name":"Finance","description":"Everybody who books or approves invoices","members":["` + exampleUser +
			`"]}],"roles":[],"permissions":[]}`,
	}
}

func resourceServerBody() *Schema {
	return &Schema{
		Type: Object,
		Fields: []Field{
			{"apiAccess", true, &Schema{Type: Boolean}, "false turns this API off"},
			{"token_lifetime", false, &Schema{Type: Number, Integer: true}, "seconds; 86400 if left out"},
		},
		Example: `{"apiAccess":true,"token_lifetime":86400}`,
	}
}

func policyBody() *Schema {
	return &Schema{
		Type: Object,
		Fields: []Field{
			{"connectionName", true, &Schema{Type: String, Ref: RefConnection, Min: 1}, "the connection of the login"},
			{"groups", false, &Schema{Type: Array, Items: &Schema{Type: String, Min: 1}}, "names of groups that the identity provider reports"},
		},
		Example: `{"connectionName":"` + exampleConnection + `","groups":["Domain Users"]}`,
	}
}
