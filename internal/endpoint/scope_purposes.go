package endpoint

import "strings"

// APIName is what the extension calls its API in Auth0's dashboard.
const APIName = "auth0-authorization-extension-api"

// Purpose is what somebody may want to do, and the scopes that it takes.
type Purpose struct {
	Name, Words string
	Scopes      []Scope
}

// Purposes are the scopes of the API by what they are for, each in one of them.
func Purposes() []Purpose {
	look := Purpose{Name: "look", Words: "to read everything"}
	edit := Purpose{Name: "edit", Words: "to change groups, roles and permissions as well"}
	administer := Purpose{Name: "administer", Words: "to change the extension itself: switches, API key, API access"}
	for _, s := range Scopes() {
		verb, of, _ := strings.Cut(s.Name, ":")
		p := &edit
		switch {
		case verb == "read":
			p = &look
		case of == "configuration", of == "resource-server":
			p = &administer
		}
		p.Scopes = append(p.Scopes, s)
	}
	return []Purpose{look, edit, administer}
}
