package sandbox

import (
	"errors"
	"strings"
	"testing"
)

func TestUsersAreReadFromTheTextTheyCameIn(t *testing.T) {
	d, err := newDirectory([]byte(` { "other" : [1] , "users" : [ {"user_id":"gone"} ],
		"clients": [ {"client_id" : "c"} ],
		"users" : [
			{"user_id":"auth0|old", "last_login":"2024-01-01T00:00:00.000Z", "n": [1, {"a":"\u0041"}]},
			{"user_id":"auth0|new", "last_login":"2025-01-01T00:00:00.000Z"},
			{"name":"no id"},
			{"user_id":"auth0|old", "name":"the later one"}
		] } `))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, u := range d.users {
		ids = append(ids, string(appendObject(nil, u.object())))
	}
	want := `{"user_id":"auth0|new","last_login":"2025-01-01T00:00:00.000Z"}
{"user_id":"auth0|old","last_login":"2024-01-01T00:00:00.000Z","n":[1,{"a":"A"}]}
{"name":"no id"}
{"user_id":"auth0|old","name":"the later one"}`
	if got := strings.Join(ids, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if at, ok := d.byID["auth0|old"]; !ok || at != 3 || len(d.byID) != 2 {
		t.Errorf("by id: %v", d.byID)
	}
	if len(d.clients) != 1 {
		t.Errorf("%d clients", len(d.clients))
	}
}

func TestATenantOfAnotherShapeIsToldFromOneThatIsBroken(t *testing.T) {
	for raw, broken := range map[string]bool{
		`[]`: false, `7`: false, `{"users":{}}`: false, `{"users":[1]}`: false, `{"users":[null]}`: false, `{"clients":7}`: false, `{"connections":[[]]}`: false,
		``: false, `{`: true, `[`: true, `{}x`: true, `{"users":[{}],}`: true, `{"users":[{},]}`: true, `{"users":[{} {}]}`: true,
		`{"users" [{}]}`: true, `{users:[]}`: true, `{"users":[{"a":}]}`: true, `{"a":1 "b":2}`: true, ` `: true,
	} {
		_, err := newDirectory([]byte(raw))
		if raw != "" && err == nil || errors.Is(err, errSyntax) != broken {
			t.Errorf("%s: %v", raw, err)
		}
	}
}
