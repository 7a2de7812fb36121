package endpoint

func memberRoutes() []*Route {
	return []*Route{
		{
			ID: GroupsMembersList, Area: Members, Method: "GET", Template: "/groups/{id}/members", Scope: "read:groups", Paged: true,
			Doc: "Lists the profiles of the group's own members.", Path: []Param{groupParam()}, Query: pageParams(25, "25"),
			Answer: Answer{Status: 200, Doc: "{total, users: [profile]}",
				Example: `{"total":1,"users":[{"user_id":"` + exampleUser + `","name":"Ann Archer","nickname":"ann","email":"ann@acme.test",` +
					`"identities":[{"connection":"Username-Password-Authentication","provider":"auth0","user_id":"59396da1","isSocial":false}]}]}`},
			Quirks: []string{
				quirkPages,
				"Every row costs the tenant a read of its own: take the ids from the list of groups when ids will do.",
				"A member who is gone or could not be read comes as a row named <Error: …> with the connection N/A and status 200: keep it visible and removable.",
				"Pages are cut in stored order and only then sorted by name.",
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
			Doc: "Lists the members of the group and of all groups nested in it, each with one group that brings it in.", Path: []Param{groupParam()},
			Query: pageParams(25, "25"),
			Answer: Answer{Status: 200, Doc: "{total, nested: [{user: {user_id, name, nickname, email}, group: {_id, name, description}}]}",
				Example: `{"total":1,"nested":[{"user":{"user_id":"` + exampleUser + `","name":"Ann Archer","nickname":"ann","email":"ann@acme.test"},` +
					`"group":` + exampleChildRecord + `}]}`},
			Quirks: []string{quirkPages, quirkUnknown,
				"A user whom several groups bring in may be named with any one of them.", quirkThrottle},
		},
	}
}

func nestedRoutes() []*Route {
	return []*Route{
		{
			ID: GroupsNestedList, Area: Nested, Method: "GET", Template: "/groups/{id}/nested", Scope: "read:groups",
			Doc: "Lists the groups nested in the group, one level deep, whole and by name.", Path: []Param{groupParam()},
			Answer: Answer{Status: 200, Doc: "[{_id, name, description, members?, nested?, roles?, mappings?}]", Example: `[` + exampleChildRecord + `]`},
			Quirks: []string{quirkUnknown},
		},
		{
			ID: GroupsNestedAdd, Area: Nested, Method: "PATCH", Template: "/groups/{id}/nested", Scope: "update:groups",
			Doc: "Nests groups in the group: their members belong to it from then on.", Path: []Param{groupParam()},
			Body: idList(RefGroup, true, exampleChild), Answer: Answer{Status: 204},
			Quirks: []string{
				"Cycles are accepted; only nesting a group in itself is dropped, silently.",
				quirkStored, quirkAccepted, quirkLost,
			},
		},
		{
			ID: GroupsNestedRemove, Area: Nested, Method: "DELETE", Template: "/groups/{id}/nested", Scope: "update:groups",
			Doc: "Takes nested groups out of the group.", Path: []Param{groupParam()},
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
			Doc: "Lists the group's mappings to groups of identity providers.", Path: []Param{groupParam()},
			Answer: Answer{Status: 200, Doc: "[{_id, groupName, connectionName}], the connection as name (strategy)",
				Example: `[{"_id":"` + exampleMapping + `","groupName":"Domain Users","connectionName":"corp (ad)"}]`},
			Quirks: []string{
				"connectionName reads corp (ad) here; the list of groups and the policy say corp.",
				"Mappings to connections that are gone are left out here, but not in the list of groups.",
				quirkThrottle,
			},
		},
		{
			ID: GroupsMappingsAdd, Area: Mappings, Method: "PATCH", Template: "/groups/{id}/mappings", Scope: "update:groups",
			Doc: "Adds mappings: a login by that connection with that group counts as a member.", Path: []Param{loose},
			Body: mappingsBody(), Answer: Answer{Status: 204},
			Quirks: []string{
				"Duplicates and unknown connections are accepted.",
				quirkUnits,
				"A mapping can't be edited: delete it and create another.",
				"It also takes in direct members of a group of the extension that has this groupName.",
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
