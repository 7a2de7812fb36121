package config

// key is one key of the file: what it may hold, and where that goes.
type key struct {
	name    string
	allowed string
	// set takes the value, or says what is wrong with it.
	set func(value any) (problem string)
}

func documentKeys(doc *document) []key {
	return []key{
		{"default_profile", "the name of a profile in quotes", textOf(&doc.defaultProfile)},
		{"profiles", "tables such as [profiles.dev]", anyTable},
		{"ui", "a table [ui]", anyTable},
		{"history", "a table [history]", anyTable},
		{"keys", "a table [keys]", anyTable},
	}
}

func uiKeys(ui *UI, env Env, file string) []key {
	return []key{
		{"theme", "auto, dark, light, or a file such as colours.toml, in quotes", themeOf(ui, env, file)},
		{"refresh", `a time in quotes, such as "60s" or "5m"`, refreshOf(ui)},
		oneOf("colours", &ui.Colours, "auto", "truecolor", "256", "16", "none"),
		{"mouse", allowedBool, boolOf(&ui.Mouse)},
		{"ascii", allowedBool, switchOf(&ui.ASCII)},
		{"synchronized_output", allowedBool, switchOf(&ui.SynchronizedOutput)},
	}
}

func profileKeys(p *Profile, env Env, file string) []key {
	return append([]key{
		{"tenant", "the tenant's name, the first part of acme.eu.auth0.com: a-z, 0-9 and -", tenantOf(&p.Tenant)},
		{"region", regionNames(), regionOf(&p.Region)},
		{"base_url", allowedURL, urlOf(func(u string) { p.BaseURL = u }, BaseURL)},
		{"token_url", allowedURL, urlOf(func(u string) { p.TokenURLs = []string{u} }, checkTokenURL)},
		{"audience", "the API's identifier in quotes; " + DefaultAudience + " when left out", textOf(&p.Audience)},
		{"ca_file", "the path of a PEM file", pathOf(&p.CAFile, env, file)},
		{"client_id", "the id of a machine-to-machine application in quotes", textOf(&p.ClientID)},
		{"production", allowedBool, boolOf(&p.Production)},
		{"read_only", allowedBool, boolOf(&p.ReadOnly)},
		{"rules", "the path of a file of tests and rules", pathOf(&p.Rules, env, file)},
		{"map_application", allowedMap, mapOf(&p.MapApplication)},
		{"map_connection", allowedMap, mapOf(&p.MapConnection)},
		{"max_list_mib", allowedMiB, mibOf(&p.Limits.List)},
		{"max_answer_mib", allowedMiB, mibOf(&p.Limits.Answer)},
	}, credentialKeys(&p.credential)...)
}

// secretKeys are the four ways in which a profile may give its secret.
func secretKeys() []string {
	return []string{"client_secret", "client_secret_env", "client_secret_command", "client_secret_keyring"}
}

func credentialKeys(c *credential) []key {
	return []key{
		{"client_secret", "the secret in quotes", inlineOf(c)},
		{"client_secret_env", "the name of an environment variable in quotes", variableOf(c)},
		{"client_secret_command", `the program and its arguments, such as ["pass", "show", "auth0/acme"]`, commandOf(c)},
		{"client_secret_keyring", "true, or leave it out", keyringOf(c)},
	}
}
