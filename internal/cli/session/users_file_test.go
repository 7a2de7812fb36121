package session

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func person(id, name, email string) rbac.Person {
	return rbac.Person{ID: rbac.User(id), Name: text.New(name), Email: text.New(email)}
}

func TestAListOfUsersIsReadInEveryFormThatPeopleHave(t *testing.T) {
	u1, u2 := person("auth0|u1", "One, U", "u1@a.test"), person("auth0|u2", "", "u2@a.test")
	for name, c := range map[string]struct {
		file string
		want []rbac.Person
	}{
		"JSON Lines": {`{"user_id":"auth0|u1","name":"One, U","email":"u1@a.test","logins_count":3}` + "\n\n" +
			`{"user_id":"auth0|u2","name":null,"email":"u2@a.test"}` + "\n", []rbac.Person{u1, u2}},
		"one line":          {`{"user_id":"auth0|u1","name":"One, U","email":"u1@a.test"}`, []rbac.Person{u1}},
		"an array":          {`[{"id":"auth0|u1","name":"One, U","email":"u1@a.test"},{"user_id":"auth0|u2","email":"u2@a.test"}]`, []rbac.Person{u1, u2}},
		"the API's answer":  {`{"start":0,"users":[{"user_id":"auth0|u1","name":"One, U","email":"u1@a.test"}]}`, []rbac.Person{u1}},
		"a snapshot":        {`{"groups":[{"_id":"g"}],"users":[{"user_id":"auth0|u2","email":"u2@a.test"}]}`, []rbac.Person{u2}},
		"CSV":               {"user_id,name,email\nauth0|u1,\"One, U\",u1@a.test\n\nauth0|u2,,u2@a.test\n", []rbac.Person{u1, u2}},
		"other words":       {"\ufeffEmail;Id;Name\r\nu1@a.test;auth0|u1;One, U\r\n", []rbac.Person{u1}},
		"UTF-16":            {"\xff\xfeu\x00s\x00e\x00r\x00,\x00e\x00m\x00a\x00i\x00l\x00\n\x00a\x00,\x00b\x00\n\x00", []rbac.Person{person("a", "", "b")}},
		"a guarded formula": {"user_id,name\nauth0|u1,\"'=1+1\"\n", []rbac.Person{person("auth0|u1", "=1+1", "")}},
		"names as they are": {"user_id,name\na|b\tc,\" x \"\n", []rbac.Person{person("a|b\tc", " x ", "")}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := usersOf([]byte(c.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmp.Comparer(func(a, b text.Text) bool { return a == b })); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsNoListOfUsersIsSaidToBeWhatItIs(t *testing.T) {
	for name, c := range map[string]struct{ file, says string }{
		"nothing":             {"", "the file is empty"},
		"blanks":              {" \n", "the file is empty"},
		"an error response":   {`{"statusCode":401,"error":"Unauthorized","message":"Missing authentication"}`, "no user_id: it looks like an error response: 401 Missing authentication"},
		"HTML":                {"<!doctype html>", "it looks like HTML"},
		"cut off":             {"{\"user_id\":\"a\"}\n{\"user_id\":", "line 2: broken JSON"},
		"an empty array":      {"[]", "its list is empty"},
		"strings":             {`["auth0|u1"]`, "at /0: the file holds no users: it is a string"},
		"an id of another":    {`{"user_id":3}`, "at /user_id there is a number"},
		"groups":              {`{"groups":[{"_id":"g","name":"G"}]}`, "no user_id"},
		"other columns":       {"group_name,member_id\nLeads,auth0|u1\n", "columns group_name, member_id: user_id is required, and name or email"},
		"column names alone":  {"user_id,name\n", "no users below the header row"},
		"a row without an id": {"user_id,name\na,A\n,B\n", "line 3: the user_id is empty"},
		"another encoding":    {"user_id,name\na,Jos\xe9\n", "line 2 is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			people, err := usersOf([]byte(c.file))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%d people, %v; want %q", len(people), err, c.says)
			}
		})
	}
}

func TestAListOfUsersFillsInWhatADocumentLacks(t *testing.T) {
	var d *rbac.Directory
	read := rbac.Extent{At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	d = d.WithUsers([]rbac.Person{person("a", "Ann", ""), person("b", "", "b@x.test")}, read).WithGone(rbac.User("gone"))
	d = withPeople(d, []rbac.Person{person("a", "Another", "a@x.test"), person("gone", "Ghost", ""), person("c", "Cy", ""), person("c", "", "c@x.test")}, read)
	for _, want := range []rbac.Person{person("a", "Ann", "a@x.test"), person("b", "", "b@x.test"), person("c", "Cy", "c@x.test")} {
		if got, _ := d.User(want.ID); got.Name != want.Name || got.Email != want.Email || got.Status != rbac.StatusListed {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if got, _ := d.User(rbac.User("gone")); got.Status != rbac.StatusGone {
		t.Errorf("who is gone came back as %+v", got)
	}
}
