package sandbox

import (
	"strings"
	"testing"
)

const searched = `{"users":[
	{"user_id":"auth0|1","name":"Ann Adams","nickname":"ann","email":"ann@acme.test","logins_count":3,"blocked":false,"last_login":"2024-01-01T00:00:00.000Z"},
	{"user_id":"auth0|2","name":"Bob Brown","email":"bob@acme.test","blocked":true,"identities":[{"connection":"corp"},{"connection":"sms"}],"last_login":"2024-03-01T00:00:00.000Z"},
	{"user_id":"ad|corp|3","name":"ÉMILE","app_metadata":{"team":{"name":"corp"}}}
]}`

func TestUsersAreFound(t *testing.T) {
	d, err := newDirectory([]byte(searched))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ q, want string }{
		"everybody, newest login first":  {"", "auth0|2 auth0|1 ad|corp|3"},
		"everybody by a star":            {"*", "auth0|2 auth0|1 ad|corp|3"},
		"text in a name":                 {"adam", "auth0|1"},
		"text in another case":           {"éMiLe", "ad|corp|3"},
		"text in an id":                  {"corp|3", "ad|corp|3"},
		"text in a mail address":         {"acme.test", "auth0|2 auth0|1"},
		"quoted text":                    {`"bob brown"`, "auth0|2"},
		"text with a wildcard":           {"b*n", "auth0|2"},
		"a field, whole":                 {"name:Bob Brown", "auth0|2"},
		"a field, in part":               {"name:Bob", ""},
		"a field with a wildcard":        {"email:*@acme.test", "auth0|2 auth0|1"},
		"a wildcard in the middle":       {"name:a*d*s", "auth0|1"},
		"a wildcard that does not fit":   {"name:a*dams*x", ""},
		"a quoted value has no wildcard": {`name:"a*"`, ""},
		"a field that is there":          {"nickname:*", "auth0|1"},
		"a field that nobody has":        {"shoe:7", ""},
		"a number":                       {"logins_count:3", "auth0|1"},
		"a boolean":                      {"blocked:TRUE", "auth0|2"},
		"a field within a list":          {"identities.connection:corp", "auth0|2"},
		"a field within a field":         {"app_metadata.team.name:corp", "ad|corp|3"},
		"a colon behind no field":        {"a b:c", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			q, err := parseUserQuery(tt.q)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, u := range d.found(q) {
				id, _ := u.object().text("user_id")
				ids = append(ids, id)
			}
			if got := strings.Join(ids, " "); got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSearchesTheTenantDoesNotUnderstand(t *testing.T) {
	for q, want := range map[string]string{
		`"open`:   `Unbalanced quotes in: "open`,
		`name:"a`: `Unbalanced quotes in: name:"a`,
		`email:`:  `Expected a value after email:`,
		`a.b.c: `: `Expected a value after a.b.c:`,
	} {
		if _, err := parseUserQuery(q); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v", q, err)
		}
	}
}
