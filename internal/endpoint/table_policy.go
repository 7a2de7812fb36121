package endpoint

func policyRoutes() []*Route {
	return []*Route{{
		ID: PolicyAsk, Area: Policy, Method: "POST", Template: "/users/{id}/policy/{client_id}", APIKey: true,
		Doc:  "Returns what a login to an application would get, group mappings included; nothing is changed.",
		Path: []Param{userParam(), clientParam()}, Body: policyBody(),
		Answer: Answer{Status: 200, Doc: "{groups: [name], roles: [name], permissions: [name]}",
			Example: `{"groups":["Finance"],"roles":["Approver"],"permissions":["approve:reports"]}`},
		Quirks: []string{
			"The response has names, not ids; a name that occurs twice is listed once.",
			"An unknown user, application or connection is not an error: the response is empty, or only what mappings grant.",
			"Tokens may differ: the login rule writes them, and Auth0 Rules reached end of life on 18 November 2026.",
		},
	}}
}
