package endpoint

func policyRoutes() []*Route {
	return []*Route{{
		ID: PolicyAsk, Area: Policy, Method: "POST", Template: "/users/{id}/policy/{client_id}", APIKey: true,
		Doc:  "Asks what a login of the user at an application would get, mappings included; nothing is changed.",
		Path: []Param{userParam(), clientParam()}, Body: policyBody(),
		Answer: Answer{Status: 200, Doc: "{groups: [name], roles: [name], permissions: [name]}",
			Example: `{"groups":["Finance"],"roles":["Approver"],"permissions":["approve:reports"]}`},
		Quirks: []string{
			"Names come back, not ids, and a name that occurs twice comes once.",
			"An unknown user, application or connection is no error: the answer is empty, or what mappings give.",
			"Tokens may hold something else: Auth0 Rules, one of which writes them, reached their end of life on 18 November 2026.",
		},
	}}
}
