package endpoint

func applicationRoutes() []*Route {
	return []*Route{
		{
			ID: ApplicationsList, Area: Applications, Method: "GET", Template: "/applications", Scope: "read:applications",
			Doc: "Lists the single-page, native and regular web applications by name.",
			Answer: Answer{Status: 200, Doc: "[{client_id, name, callbacks?, app_type}]",
				Example: `[{"client_id":"` + exampleClient + `","name":"Expenses","callbacks":["https://expenses.example.com/callback"],"app_type":"spa"}]`,
				Secret:  []string{"*.client_secret"}},
			Quirks: []string{"Machine-to-machine applications aren't listed, but they can be read, and roles can belong to them.", quirkThrottle},
		},
		{
			ID: ApplicationsRead, Area: Applications, Method: "GET", Template: "/applications/{client_id}", Scope: "read:applications",
			Doc: "Reads one application of any type.", Path: []Param{clientParam()},
			Answer: Answer{Status: 200, Doc: "the whole application",
				Example: `{"client_id":"` + exampleClient + `","name":"Expenses","callbacks":["https://expenses.example.com/callback"],` +
					`"app_type":"spa","is_first_party":true,"global":false,"tenant":"acme"}`,
				Secret: []string{"client_secret"}},
			Quirks: []string{quirkThrottle},
		},
	}
}

func connectionRoutes() []*Route {
	return []*Route{{
		ID: ConnectionsList, Area: Connections, Method: "GET", Template: "/connections", Scope: "read:connections",
		Doc: "Lists the connections of the tenant by name.",
		Answer: Answer{Status: 200, Doc: "[{id, name, strategy}]",
			Example: `[{"id":"con_4pQ7sLw2ZxRt9KvB","name":"` + exampleConnection + `","strategy":"ad"}]`},
		Quirks: []string{"There is no endpoint for a single connection.", quirkThrottle},
	}}
}
