package endpoint

const (
	exampleGroupRecord = `{"_id":"` + exampleGroup + `","name":"Finance","description":"Everybody who books or approves invoices"}`
	exampleChildRecord = `{"_id":"` + exampleChild + `","name":"Accounts payable","description":"Pays what was approved"}`
)

func groupRoutes() []*Route {
	return []*Route{
		{
			ID: GroupsList, Area: Groups, Method: "GET", Template: "/groups", Scope: "read:groups", Large: true,
			Doc: "Lists every group with its members, nested groups, roles and mappings.", Query: searchParams(),
			Answer: Answer{Status: 200, Doc: "{groups: [{_id, name, description, members, mappings, nested?, roles?}], total}",
				Example: `{"groups":[{"_id":"` + exampleGroup + `","name":"Finance","description":"Everybody who books or approves invoices",` +
					`"members":["` + exampleUser + `"],"mappings":[{"_id":"` + exampleMapping + `","groupName":"Domain Users","connectionName":"corp"}],` +
					`"nested":["` + exampleChild + `"],"roles":["` + exampleRole + `"]}],"total":1}`},
			Quirks: []string{quirkNoPages, quirkSearch, quirkTotal,
				"nested and roles are absent until the group has had one; members and mappings are always present."},
		},
		{
			ID: GroupsCreate, Area: Groups, Method: "POST", Template: "/groups", Scope: "create:groups",
			Doc: "Creates a group.", Body: groupBody(),
			Answer: Answer{Status: 200, Doc: "{_id, name, description}", Example: exampleGroupRecord},
			Quirks: []string{
				"A name that another group already has, ignoring case, gets a 400.",
				quirkUnits, quirkRaw,
				"A name may contain commas, or be a single space.",
				quirkFull,
			},
		},
		{
			ID: GroupsRead, Area: Groups, Method: "GET", Template: "/groups/{id}", Scope: "read:groups",
			Doc: "Reads one group; expanded, also its roles and permissions, including those of its parents.", Path: []Param{groupParam()},
			Query:  []Param{{Name: "expand", Type: Boolean, Default: "false", Example: "true", Doc: "only true or false"}},
			Answer: Answer{Status: 200, Doc: "{_id, name, description}; expanded with roles: [{…, permissions}]", Example: exampleGroupRecord},
			Quirks: []string{quirkThin, quirkStale, "Expanding an unknown group gets a 400 instead of a 404."},
		},
		{
			ID: GroupsUpdate, Area: Groups, Method: "PUT", Template: "/groups/{id}", Scope: "update:groups",
			Doc: "Changes a group's name and description.", Path: []Param{groupParam()}, Body: groupBody(),
			Answer: Answer{Status: 200, Doc: "the whole group", Example: exampleGroupRecord},
			Quirks: []string{
				"Members, roles, nested groups and mappings are unchanged.",
				"A name that another group already has, ignoring case, gets a 400.",
				quirkUnits, quirkRaw, quirkLost,
			},
		},
		{
			ID: GroupsDelete, Area: Groups, Method: "DELETE", Template: "/groups/{id}", Scope: "delete:groups",
			Doc: "Deletes a group.", Path: []Param{groupParam()}, Answer: Answer{Status: 204},
			Quirks: []string{quirkGone, "A group nested in another can't be deleted: a 400 lists its parents."},
		},
	}
}
