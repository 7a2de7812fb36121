package endpoint

import (
	"errors"
	"testing"
)

func TestLiteralPathsAreEncodedForTheirReader(t *testing.T) {
	const group = "/groups/" + exampleGroup
	tests := map[string]struct{ method, path, want string }{
		"a user":                            {"GET", "/users/auth0|x", "users.read /users/auth0%7Cx"},
		"a small method":                    {"get", "/users/auth0|x", "users.read /users/auth0%7Cx"},
		"nothing is decoded":                {"GET", "/users/auth0%7Cx", "users.read /users/auth0%257Cx"},
		"a query":                           {"GET", "/users?q=name:\"a b\"&page=2", "users.list /users?q=name%3A%22a%20b%22&page=2"},
		"a query that holds ? and =":        {"GET", "/users?q=a?b=c", "users.list /users?q=a%3Fb%3Dc"},
		"a known parameter of elsewhere":    {"GET", "/users/auth0|x?per_page=5", "users.read /users/auth0%7Cx?per_page=5"},
		"an unknown parameter":              {"GET", "/users?sort=name", "users.list /users?sort=name"},
		"an unknown one on a group":         {"GET", group + "?x=1", "groups.read " + group + "?x=1"},
		"an unknown one behind a word":      {"GET", "/users/auth0|x/groups?x=1", "users.groups.list /users/auth0%7Cx/groups?x=1"},
		"a question mark in an id":          {"GET", "/users/auth0|with space/slash?&#", "users.read /users/auth0%7Cwith%20space%2Fslash%3F%26%23"},
		"… and a word behind it":            {"GET", "/users/auth0|with space/slash?&#/groups", "users.groups.list /users/auth0%7Cwith%20space%2Fslash%3F%26%23/groups"},
		"… and a query behind that":         {"GET", "/users/auth0|what?/groups?expand=true", "users.groups.list /users/auth0%7Cwhat%3F/groups?expand=true"},
		"a slash in an id":                  {"GET", "/users/auth0|a/b", "users.read /users/auth0%7Ca%2Fb"},
		"a slash at an id's end":            {"GET", "/users/auth0|a//roles", "users.roles.list /users/auth0%7Ca%2F/roles"},
		"the longer template wins":          {"GET", "/users/a/b/groups/calculate", "users.groups.calculate /users/a%2Fb/groups/calculate"},
		"slashes before the policy":         {"POST", "/users/a/policy/b/policy/c", "policy.ask /users/a%2Fpolicy%2Fb/policy/c"},
		"line breaks and unicode":           {"GET", "/users/auth0|ü\n", "users.read /users/auth0%7C%C3%BC%0A"},
		"a fragment is part of the id":      {"GET", "/users/auth0|a#b", "users.read /users/auth0%7Ca%23b"},
		"a word wins over an id":            {"GET", "/configuration/export", "configuration.export /configuration/export"},
		"the manifest":                      {"GET", "/meta", "meta /meta"},
		"a bare question mark":              {"GET", "/groups?", "groups.list /groups"},
		"a group's id holds no slash":       {"GET", "/groups/a/b", ""},
		"an unknown path":                   {"GET", "/nothing", ""},
		"an unknown method":                 {"POST", "/groups/1", ""},
		"a slash at the end":                {"GET", "/groups/", ""},
		"an empty id":                       {"GET", "/users/", ""},
		"a step up":                         {"GET", "/users/..", "error"},
		"a step up within an id is no step": {"GET", "/users/../x", "users.read /users/..%2Fx"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { checkParse(t, tt.method, tt.path, false, tt.want) })
	}
}

func TestEncodedPathsAreReadAsAServerReadsThem(t *testing.T) {
	tests := map[string]struct{ method, path, want string }{
		"a user":                {"GET", "/users/auth0%7Cx", "users.read /users/auth0%7Cx"},
		"what need not be":      {"GET", "/users/auth0|x%41", "users.read /users/auth0%7CxA"},
		"a query":               {"GET", "/users?q=a+b%20c&page=2&flag", "users.list /users?q=a%20b%20c&page=2&flag="},
		"an encoded separator":  {"GET", "/users?q=a%26b%3Dc", "users.list /users?q=a%26b%3Dc"},
		"a slash splits":        {"GET", "/users/a/b", ""},
		"a fragment":            {"GET", "/users/a#b", "error"},
		"bad encoding":          {"GET", "/users/%zz", "error"},
		"bad encoding in query": {"GET", "/users?q=%", "error"},
		"an encoded step":       {"GET", "/users/%2e%2E", "error"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { checkParse(t, tt.method, tt.path, true, tt.want) })
	}
}

// checkParse wants "id target", "" where there is no route, or "error".
func checkParse(t *testing.T, method, path string, encoded bool, want string) {
	t.Helper()
	c, err := Parse(method, path, encoded)
	switch {
	case want == "":
		if !errors.Is(err, ErrNoRoute) {
			t.Errorf("%v, want no route", err)
		}
	case want == "error":
		if err == nil || errors.Is(err, ErrNoRoute) {
			t.Errorf("error %v, call %s", err, c.Target())
		}
	case err != nil:
		t.Error(err)
	default:
		if got := string(c.Route.ID) + " " + c.Target(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func FuzzParseAndTargetAgree(f *testing.F) {
	for _, id := range nastyIDs {
		f.Add("GET", "/users/"+id+"/groups?expand="+id)
		f.Add("GET", "/groups?q="+id)
	}
	f.Add("POST", "/users/a/policy/b/policy/c")
	f.Fuzz(func(t *testing.T, method, path string) {
		for _, encoded := range []bool{false, true} {
			c, err := Parse(method, path, encoded)
			if err != nil {
				continue
			}
			target := c.Target()
			for i := range len(target) {
				if target[i] <= ' ' || target[i] > '~' {
					t.Fatalf("%q of %q holds byte %#x", target, path, target[i])
				}
			}
			again, err := Parse(c.Method(), target, true)
			if err != nil || again.Route != c.Route || again.Target() != target {
				t.Fatalf("%q became %q, read again as %q, %v", path, target, again.Target(), err)
			}
		}
	})
}
