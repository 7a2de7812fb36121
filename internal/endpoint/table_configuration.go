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
			Doc: "Reads the nine switches that control what goes into tokens and user metadata.",
			Answer: Answer{Status: 200, Doc: "{_id, apikey, groupsInToken, …}; 204 without a body before the first change",
				Example: example, Secret: []string{"apikey"}},
			Quirks: []string{
				"If the configuration was never set, the response is a 204 without a body.",
				"The response contains the login rule's API key in clear text.",
				quirkRules,
			},
		},
		{
			ID: ConfigurationUpdate, Area: Configuration, Method: "PATCH", Template: "/configuration", Scope: "update:configuration",
			Doc: "Sets any of the nine switches; the login rule is written first.", Body: settingsBody(),
			Answer: Answer{Status: 200, Doc: "{_id, apikey, groupsInToken, …}", Example: example, Secret: []string{"apikey"}},
			Quirks: []string{
				"Every call, even an empty one, first writes the login rule, and creates an API key if there is none. Auth0 Rules reached end of life on 18 November 2026: if the rule can no longer be written, the call fails and the switches stay as they are.",
				"The response contains the API key in clear text.",
				quirkRules,
			},
			BodySecret: []string{"apikey"},
		},
		{
			ID: ConfigurationStatus, Area: Configuration, Method: "GET", Template: "/configuration/status", Scope: "read:configuration",
			Doc: "Returns whether the login rule exists and is enabled, and how much storage is used.",
			Answer: Answer{Status: 200, Doc: "{rule: {exists, enabled}, database: {size, type}}",
				Example: `{"rule":{"exists":true,"enabled":true},"database":{"size":48211,"type":"default"}}`},
			Quirks: []string{
				"size is the length of the stored document in bytes, or null if it is kept in S3.",
				quirkFull, quirkRules, quirkThrottle,
			},
		},
		{
			ID: ConfigurationRotateKey, Area: Configuration, Method: "PATCH", Template: "/configuration/rotate-apikey", Scope: "update:configuration",
			Doc: "Creates a new API key for the login rule, or an Action that replaces it; the old key stops working at once.",
			Answer: Answer{Status: 200, Doc: "{hash}: the new value for x-api-key",
				Example: `{"hash":"` + exampleMasked + `"}`, Secret: []string{"hash"}},
			Quirks: []string{"It can't be undone.", "hash is live: anyone who has it can query any user's policy."},
		},
		{
			ID: Meta, Area: Configuration, Method: "GET", Template: "/meta", Root: true, Open: true,
			Doc: "Reads the extension's manifest; it is outside /api and needs no token.",
			Answer: Answer{Status: 200, Doc: "{name, title, type, version, …}",
				Example: `{"name":"auth0-authz","title":"Auth0 Authorization","type":"application","version":"2.13.7"}`},
			Quirks: []string{"The manifest's version may lag behind the version that is running."},
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
				"It contains the login rule's API key in clear text.",
				"It can't be imported as is: import rejects the apikey.",
			},
		},
		{
			ID: ConfigurationImport, Area: Configuration, Method: "POST", Template: "/configuration/import", Scope: "update:configuration",
			Doc: "Replaces the whole stored document.", Body: documentBody(), BodySecret: []string{"configuration.*.apikey"},
			Answer: Answer{Status: 204},
			Quirks: []string{
				"Everything not in the body is deleted: {} erases everything, and can't be undone.",
				"An export that still contains its apikey is rejected; if it is imported without one, the login rule is locked out until the key is rotated.",
				"Records are barely validated: a group without a name is stored, and makes later calls fail with a 500.",
				"A body over 1,048,576 bytes gets a 413.",
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
			Doc:    "Returns whether this API is on, and the lifetime of its tokens in seconds.",
			Answer: Answer{Status: 200, Doc: "{apiAccess, token_lifetime?}", Example: `{"apiAccess":true,"token_lifetime":86400}`},
			Quirks: []string{"If the tenant doesn't respond, apiAccess is false, as if the API were off.", quirkThrottle},
		},
		{
			ID: ResourceServerCreate, Area: Configuration, Method: "POST", Template: path, Scope: "create:resource-server",
			Doc: "Turns this API on.",
			Answer: Answer{Status: 200, Doc: "{id, identifier, name, scopes, token_lifetime, …}",
				Example: `{"id":"5b1e7f2c9d4a","identifier":"urn:auth0-authz-api","name":"auth0-authorization-extension-api","is_system":false,` +
					`"scopes":[{"value":"read:users"}],"signing_alg":"RS256","token_lifetime":86400}`},
			Quirks: []string{"If it is already on, the response is a 409.", "The body is ignored."},
		},
		{
			ID: ResourceServerUpdate, Area: Configuration, Method: "PATCH", Template: path, Scope: "update:resource-server",
			Doc: "Sets the token lifetime, or turns this API off.", Body: resourceServerBody(), Answer: Answer{Status: 204},
			Quirks: []string{
				"apiAccess false deletes the resource server: this API is then off for everyone.",
				"Without token_lifetime the lifetime becomes 86,400 seconds.",
				"Turning it off when it is already off gets a 500.",
			},
		},
		{
			ID: ResourceServerDelete, Area: Configuration, Method: "DELETE", Template: path, Scope: "delete:resource-server",
			Doc: "Turns this API off.", Answer: Answer{Status: 204},
			Quirks: []string{
				"No more tokens are issued for this API: only the dashboard can turn it on again.",
				"If it is already off, the response is a 500.",
			},
		},
	}
}
