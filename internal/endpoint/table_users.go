package endpoint

func userRoutes() []*Route {
	return append(userReads(), append(userGroupRoutes(), userRoleRoutes()...)...)
}

func userReads() []*Route {
	return []*Route{
		{
			ID: UsersList, Area: Users, Method: "GET", Template: "/users", Scope: "read:users", Paged: true,
			Doc: "Lists or searches the tenant's users, latest login first.",
			Query: append([]Param{
				{Name: "q", Type: String, Max: 1000, Example: "ann*", Doc: "a Lucene query, search engine v3"},
				{Name: "field", Type: String, Max: 1000, Example: "name", Doc: "a field to prefix to q, as field:q"},
			}, pageParams(100, "100")...),
			Answer: Answer{Status: 200,
				Doc: "{start, limit, length, total, users: [{user_id, name, email, identities, picture, last_login, logins_count, multifactor, blocked}]}",
				Example: `{"start":0,"limit":100,"length":1,"total":1,"users":[{"user_id":"` + exampleUser + `","name":"Ann Archer",` +
					`"email":"ann@acme.test","identities":[{"connection":"Username-Password-Authentication","provider":"auth0","user_id":"59396da1","isSocial":false}],` +
					`"picture":"https://pictures.example.com/ann.png","last_login":"2024-05-30T10:15:00.000Z","logins_count":42}]}`,
				Secret: identitySecrets("users.*.")},
			Quirks: []string{
				quirkPages,
				"A search returns at most 1,000 users; the page after that gets a 400.",
				"Users are sorted by last login, so rows move between pages while you read: drop duplicates, and don't conclude that a user who is missing doesn't exist.",
				"Unknown parameters get a 400.",
				quirkThrottle,
			},
		},
		{
			ID: UsersRead, Area: Users, Method: "GET", Template: "/users/{id}", Scope: "read:users",
			Doc:  "Reads one user's full profile.",
			Path: []Param{userParam()},
			Answer: Answer{Status: 200, Doc: "the profile, as the Management API returns it",
				Example: `{"user_id":"` + exampleUser + `","name":"Ann Archer","nickname":"ann","email":"ann@acme.test","email_verified":true,` +
					`"identities":[{"connection":"Username-Password-Authentication","provider":"auth0","user_id":"59396da1","isSocial":false}],` +
					`"created_at":"2023-11-05T08:00:00.000Z","updated_at":"2024-06-01T08:00:00.000Z"}`,
				Secret: identitySecrets("")},
			Quirks: []string{
				"Only a 404 here proves that a user was deleted; absence from the list proves nothing.",
				"An id without a | gets a 400 from the tenant.",
				quirkThrottle,
			},
		},
	}
}

func userGroupRoutes() []*Route {
	return []*Route{
		{
			ID: UsersGroupsList, Area: Users, Method: "GET", Template: "/users/{id}/groups", Scope: "read:groups",
			Doc:  "Lists the user's direct groups; expanded, also their parents, roles and permissions.",
			Path: []Param{userParam()}, AnyQuery: true,
			Query: []Param{{Name: "expand", Type: String, Example: "true", Doc: "any non-empty value expands, even false"}},
			Answer: Answer{Status: 200, Doc: "[{_id, name, description}]; expanded {groups, roles: [{…, permissions}]}",
				Example: `[{"_id":"` + exampleGroup + `","name":"Finance","description":"Everybody who books or approves invoices"}]`},
			Quirks: []string{
				"expand=false expands too: leave the parameter out.",
				quirkStale,
				"A user who doesn't exist has no groups: this is not an error.",
			},
		},
		{
			ID: UsersGroupsAdd, Area: Users, Method: "PATCH", Template: "/users/{id}/groups", Scope: "update:groups",
			Doc: "Adds the user to groups, given by id or name.", Path: []Param{userParam()},
			Body:   idList(RefGroup, false, exampleGroup),
			Answer: Answer{Status: 204},
			Quirks: []string{
				"The first element decides whether the list holds ids or names; elements of the other kind are silently dropped.",
				"Unknown groups are skipped, names are case-sensitive, and users need not exist.",
				"There is no endpoint for the reverse: remove the user from the members of each group.",
				quirkAccepted, quirkLost,
			},
		},
		{
			ID: UsersGroupsCalculate, Area: Users, Method: "GET", Template: "/users/{id}/groups/calculate", Scope: "read:groups",
			Doc: "Lists the user's groups and all their parents.", Path: []Param{userParam()},
			Answer: Answer{Status: 200, Doc: "[{_id, name, description}], in stored order",
				Example: `[{"_id":"` + exampleGroup + `","name":"Finance","description":"Everybody who books or approves invoices"}]`},
			Quirks: []string{"Group mappings aren't counted; only the policy counts them."},
		},
	}
}

func userRoleRoutes() []*Route {
	example := `[{"_id":"` + exampleRole + `","name":"Approver","applicationId":"` + exampleClient + `","description":"Approves expense reports"}]`
	return []*Route{
		{
			ID: UsersRolesList, Area: Users, Method: "GET", Template: "/users/{id}/roles", Scope: "read:roles",
			Doc: "Lists the user's direct roles.", Path: []Param{userParam()},
			Answer: Answer{Status: 200, Doc: "[{_id, name, applicationId, description}]", Example: example},
			Quirks: []string{"A user who doesn't exist has no roles: this is not an error."},
		},
		{
			ID: UsersRolesAdd, Area: Users, Method: "PATCH", Template: "/users/{id}/roles", Scope: "update:roles",
			Doc: "Assigns roles to the user, given by id or name.", Path: []Param{userParam()},
			Body: idList(RefRole, false, exampleRole), Answer: Answer{Status: 204},
			Quirks: []string{
				"The first element decides whether the list holds ids or names; elements of the other kind are silently dropped.",
				"A name that several applications share assigns all of those roles; unknown roles are skipped.",
				quirkAccepted, quirkLost,
			},
		},
		{
			ID: UsersRolesRemove, Area: Users, Method: "DELETE", Template: "/users/{id}/roles", Scope: "update:roles",
			Doc: "Unassigns roles from the user.", Path: []Param{userParam()},
			Body: idList(RefRole, true, exampleRole), Answer: Answer{Status: 204},
			Quirks: []string{
				"It stops with a 404 at the first unknown role; the roles before it are already unassigned.",
				quirkAccepted, quirkLost,
			},
		},
		{
			ID: UsersRolesCalculate, Area: Users, Method: "GET", Template: "/users/{id}/roles/calculate", Scope: "read:roles",
			Doc: "Lists the user's roles in all applications, direct and via groups.", Path: []Param{userParam()},
			Answer: Answer{Status: 200, Doc: "[{_id, name, applicationId, description}], roles via groups first", Example: example},
			Quirks: []string{"Group mappings aren't counted; only the policy counts them."},
		},
	}
}

// identitySecrets are the tokens of identity providers that a profile may hold.
func identitySecrets(within string) []string {
	within += "identities.*."
	return []string{within + "access_token", within + "access_token_secret", within + "refresh_token"}
}
