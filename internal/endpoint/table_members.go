package endpoint

func memberRoutes() []*Route {
	return []*Route{
		{
			ID: GroupsMembersList, Area: Members, Method: "GET", Template: "/groups/{id}/members", Scope: "read:groups", Paged: true,
			Doc: "Lists the profiles of the group's direct members.", Path: []Param{groupParam()}, Query: pageParams(25, "25"),
			Answer: Answer{Status: 200, Doc: "{total, users: [profile]}",
				Example: `{"total":1,"users":[{"user_id":"` + exampleUser + `","name":"Ann Archer","nickname":"ann","email":"ann@acme.test",` +
					`"identities":[{"connection":"Username-Password-Authentication","provider":"auth0","user_id":"59396da1","isSocial":false}]}]}`},
			Quirks: []string{
				quirkPages,
				"Each row costs one read of the tenant: if ids are enough, take them from the list of groups.",
				"A member who was deleted or couldn't be read is a row named <Error: …> with the connection N/A, in a response with status 200: keep such rows visible and removable.",
				"Pages follow the stored order; only the rows within a page are sorted by name.",
				quirkThrottle,
			},
		},
		{
			ID: GroupsMembersAdd, Area: Members, Method: "PATCH", Template: "/groups/{id}/members", Scope: "update:groups",
			Doc: "Adds users to the group.", Path: []Param{groupParam()},
			Body: idList(RefUser, false, exampleUser), Answer: Answer{Status: 204},
			Quirks: []string{quirkStored, quirkAccepted, quirkLost, quirkFull},
		},
		{
			ID: GroupsMembersRemove, Area: Members, Method: "DELETE", Template: "/groups/{id}/members", Scope: "update:groups",
			Doc: "Removes users from the group.", Path: []Param{groupParam()},
			Body: idList(RefUser, false, exampleUser), Answer: Answer{Status: 204},
			Quirks: []string{quirkNoList, quirkAccepted, quirkLost},
		},
		{
			ID: GroupsMembersNested, Area: Members, Method: "GET", Template: "/groups/{id}/members/nested", Scope: "read:groups", Paged: true,
			Doc: "Lists the members of the group and of all groups nested in it, each with one of the groups they come through.", Path: []Param{groupParam()},
			Query: pageParams(25, "25"),
			Answer: Answer{Status: 200, Doc: "{total, nested: [{user: {user_id, name, nickname, email}, group: {_id, name, description}}]}",
				Example: `{"total":1,"nested":[{"user":{"user_id":"` + exampleUser + `","name":"Ann Archer","nickname":"ann","email":"ann@acme.test"},` +
					`"group":` + exampleChildRecord + `}]}`},
			Quirks: []string{quirkPages, quirkUnknown,
				"A user who comes through several groups is listed with any one of them.", quirkThrottle},
		},
	}
}

func nestedRoutes() []*Route {
	return []*Route{
		{
			ID: GroupsNestedList, Area: Nested, Method: "GET", Template: "/groups/{id}/nested", Scope: "read:groups",
			Doc: "Lists the groups nested directly in the group, in full, sorted by name.", Path: []Param{groupParam()},
			Answer: Answer{Status: 200, Doc: "[{_id, name, description, members?, nested?, roles?, mappings?}]", Example: `[` + exampleChildRecord + `]`},
			Quirks: []string{quirkUnknown},
		},
		{
			ID: GroupsNestedAdd, Area: Nested, Method: "PATCH", Template: "/groups/{id}/nested", Scope: "update:groups",
			Doc: "Nests groups in the group: their members then belong to it as well.", Path: []Param{groupParam()},
			Body: idList(RefGroup, true, exampleChild), Answer: Answer{Status: 204},
			Quirks: []string{
				"Cycles are accepted; nesting a group in itself is silently ignored.",
				quirkStored, quirkAccepted, quirkLost,
			},
		},
		{
			ID: GroupsNestedRemove, Area: Nested, Method: "DELETE", Template: "/groups/{id}/nested", Scope: "update:groups",
			Doc: "Unnests groups from the group.", Path: []Param{groupParam()},
			Body: idList(RefGroup, true, exampleChild), Answer: Answer{Status: 204},
			Quirks: []string{quirkNoList, quirkAccepted, quirkLost},
		},
	}
}

func mappingRoutes() []*Route {
	// Adding is the one route of a group that does not look at the id's form.
	loose := groupParam()
	loose.GUID = false
	return []*Route{
		{
			ID: GroupsMappingsList, Area: Mappings, Method: "GET", Template: "/groups/{id}/mappings", Scope: "read:groups",
			Doc: "Lists the group's mappings from identity provider groups.", Path: []Param{groupParam()},
			Answer: Answer{Status: 200, Doc: "[{_id, groupName, connectionName}], the connection as name (strategy)",
				Example: `[{"_id":"` + exampleMapping + `","groupName":"Domain Users","connectionName":"corp (ad)"}]`},
			Quirks: []string{
				"connectionName is corp (ad) here, but corp in the list of groups and in the policy.",
				"Mappings to deleted connections are left out here, but not in the list of groups.",
				quirkThrottle,
			},
		},
		{
			ID: GroupsMappingsAdd, Area: Mappings, Method: "PATCH", Template: "/groups/{id}/mappings", Scope: "update:groups",
			Doc: "Adds mappings: a user who logs in via that connection with that group counts as a member.", Path: []Param{loose},
			Body: mappingsBody(), Answer: Answer{Status: 204},
			Quirks: []string{
				"Duplicates and unknown connections are accepted.",
				quirkUnits,
				"A mapping can't be edited: delete it and create another.",
				"It also matches direct members of an extension group named groupName.",
				quirkAccepted, quirkLost,
			},
		},
		{
			ID: GroupsMappingsRemove, Area: Mappings, Method: "DELETE", Template: "/groups/{id}/mappings", Scope: "update:groups",
			Doc: "Deletes mappings of the group.", Path: []Param{groupParam()},
			Body: idList(RefMapping, true, exampleMapping), Answer: Answer{Status: 204},
			Quirks: []string{"Unknown ids are skipped.", quirkAccepted, quirkLost},
		},
	}
}
