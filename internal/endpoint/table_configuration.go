package endpoint

const exampleMasked = "***"

func configurationRoutes() []*Route {
	return append(settingsRoutes(), documentRoutes()...)
}

func settingsRoutes() []*Route {
	example := `{"_id":"v1","apikey":"` + exampleMasked + `","groupsInToken":true,"rolesInToken":true}`
	return []*Route{
		{
			ID: ConfigurationRead, Area: Configuration, Method: "GET", Template: "/configuration", Scope: "read:configuration",
			Doc: "Reads the nine switches that say what goes into tokens and profiles.",
			Answer: Answer{Status: 200, Doc: "{_id, apikey, groupsInToken, …}; 204 and nothing before the first change",
				Example: example, Secret: []string{"apikey"}},
			Quirks: []string{
				"A configuration that was never set is a 204 without a body.",
				"The API key of the login rule stands in it in clear.",
				quirkRules,
			},
		},
		{
			ID: ConfigurationUpdate, Area: Configuration, Method: "PATCH", Template: "/configuration", Scope: "update:configuration",
			Doc: "Sets any of the nine switches, for which the login rule has to be written first.", Body: settingsBody(),
			Answer: Answer{Status: 200, Doc: "{_id, apikey, groupsInToken, …}", Example: example, Secret: []string{"apikey"}},
			Quirks: []string{
				"Every call, an empty one too, first writes the login rule and makes an API key where there is none. Auth0 Rules reached their end of life on 18 November 2026: where the rule can't be written any more the call fails, and the switches stay.",
				"The answer holds the API key in clear.",
				quirkRules,
			},
			BodySecret: []string{"apikey"},
		},
		{
			ID: ConfigurationStatus, Area: Configuration, Method: "GET", Template: "/configuration/status", Scope: "read:configuration",
			Doc: "Says whether the login rule exists and is on, and how much storage is used.",
			Answer: Answer{Status: 200, Doc: "{rule: {exists, enabled}, database: {size, type}}",
				Example: `{"rule":{"exists":true,"enabled":true},"database":{"size":48211,"type":"default"}}`},
			Quirks: []string{
				"size is the length of the stored document in bytes, null where it is kept in S3.",
				quirkFull, quirkRules, quirkThrottle,
			},
		},
		{
			ID: ConfigurationRotateKey, Area: Configuration, Method: "PATCH", Template: "/configuration/rotate-apikey", Scope: "update:configuration",
			Doc: "Makes a new API key for the login rule or an Action in its place; the old one stops working at once.",
			Answer: Answer{Status: 200, Doc: "{hash}: what x-api-key takes from now on",
				Example: `{"hash":"` + exampleMasked + `"}`, Secret: []string{"hash"}},
			Quirks: []string{"It can't be undone.", "hash is live: with it anybody may ask for any user's policy."},
		},
		{
			ID: Meta, Area: Configuration, Method: "GET", Template: "/meta", Root: true, Open: true,
			Doc: "Reads the extension's manifest; it stands beside the API and needs no token.",
			Answer: Answer{Status: 200, Doc: "{name, title, type, version, …}",
				Example: `{"name":"auth0-authz","title":"Auth0 Authorization","type":"application","version":"2.13.7"}`},
			Quirks: []string{"The manifest's version may lag behind the one that runs."},
		},
	}
}

func documentRoutes() []*Route {
	return []*Route{
		{
			ID: ConfigurationExport, Area: Configuration, Method: "GET", Template: "/configuration/export", Scope: "read:configuration", Large: true,
			Doc: "Reads the whole stored document.",
			Answer: Answer{Status: 200, Doc: "{configuration?, groups?, roles?, permissions?, …}",
				Example: `{"configuration":[{"_id":"v1","apikey":"` + exampleMasked + `","groupsInToken":true}],"groups":[` + exampleGroupRecord +
					`],"roles":[` + exampleRoleRecord + `],"permissions":[` + examplePermissionRecord + `]}`,
				Secret: []string{"configuration.*.apikey"}},
			Quirks: []string{
				"The API key of the login rule is in it in clear.",
				"It can't be imported as it is: import refuses the apikey.",
			},
		},
		{
			ID: ConfigurationImport, Area: Configuration, Method: "POST", Template: "/configuration/import", Scope: "update:configuration",
			Doc: "Replaces the whole stored document.", Body: documentBody(), BodySecret: []string{"configuration.*.apikey"},
			Answer: Answer{Status: 204},
			Quirks: []string{
				"What is not in the body is gone: {} erases everything, and there is no way back.",
				"An export that holds its apikey is refused; imported without it, the login rule is locked out until the key is rotated.",
				"Records are hardly checked: a group without a name is stored and makes later calls fail with 500.",
				"A body of more than 1,048,576 bytes is a 413.",
				quirkFull,
			},
		},
	}
}

func resourceServerRoutes() []*Route {
	const path = "/configuration/resource-server"
	return []*Route{
		{
			ID: ResourceServerRead, Area: Configuration, Method: "GET", Template: path, Scope: "read:resource-server",
			Doc:    "Says whether this API is on and how many seconds its tokens live.",
			Answer: Answer{Status: 200, Doc: "{apiAccess, token_lifetime?}", Example: `{"apiAccess":true,"token_lifetime":86400}`},
			Quirks: []string{"A tenant that does not answer counts as one where it is off: apiAccess false.", quirkThrottle},
		},
		{
			ID: ResourceServerCreate, Area: Configuration, Method: "POST", Template: path, Scope: "create:resource-server",
			Doc: "Turns this API on.",
			Answer: Answer{Status: 200, Doc: "{id, identifier, name, scopes, token_lifetime, …}",
				Example: `{"id":"5b1e7f2c9d4a","identifier":"urn:auth0-authz-api","name":"auth0-authorization-extension-api","is_system":false,` +
					`"scopes":[{"value":"read:users"}],"signing_alg":"RS256","token_lifetime":86400}`},
			Quirks: []string{"When it is on already the answer is a 409.", "A body is ignored."},
		},
		{
			ID: ResourceServerUpdate, Area: Configuration, Method: "PATCH", Template: path, Scope: "update:resource-server",
			Doc: "Sets how long tokens live, or turns this API off.", Body: resourceServerBody(), Answer: Answer{Status: 204},
			Quirks: []string{
				"apiAccess false deletes the resource server: this very API is off from then on, for everybody.",
				"Without token_lifetime the lifetime becomes 86,400 seconds.",
				"Turning off what is off already is a 500.",
			},
		},
		{
			ID: ResourceServerDelete, Area: Configuration, Method: "DELETE", Template: path, Scope: "delete:resource-server",
			Doc: "Turns this API off.", Answer: Answer{Status: 204},
			Quirks: []string{
				"No token for this API can be had from then on: only the dashboard turns it on again.",
				"When it is off already the answer is a 500.",
			},
		},
	}
}
