package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

const exported = `{"groups":[{"_id":"11111111-0c28-4da7-8639-ae998512c838","name":"Leads","description":"x","members":["auth0|u1"]}],"roles":[],"permissions":[]}`

func TestAListOfUsersNamesThoseOfASavedStateOfAnyKind(t *testing.T) {
	w, _ := connected(t)
	w.ok("list", "groups") // keeps a state
	people := w.File("users.csv", "user_id,name,email\nauth0|u1,Uma One,u1@a.test\n")
	document := w.File("export.json", exported)
	file := w.File("state.toml", w.run("export", "--snapshot", document).stdout)
	for name, source := range map[string]string{"an export": document, "a state file": file, "history": "@"} {
		t.Run(name, func(t *testing.T) {
			got := w.run("list", "users", "-o", "csv", "--snapshot", source, "--users", people)
			if got.code != 0 || !strings.Contains(got.stdout, "auth0|u1,Uma One,u1@a.test") {
				t.Errorf("%+v", got)
			}
		})
	}
	for line, says := range map[string]string{
		"access u1@a.test":               "Uma One <u1@a.test> auth0|u1",
		"access auth0|u1 -o csv":         "auth0|u1,Uma One,u1@a.test,group",
		"who-can Leads":                  "u1@a.test  auth0|u1  direct",
		"export":                         `"auth0|u1", # Uma One`,
		"plan --like auth0|u2=u1@a.test": `"user": "auth0|u2"`,
	} {
		t.Run(line, func(t *testing.T) {
			got := w.run(append(strings.Fields(line), "--snapshot", document, "--users", people)...)
			if got.code != 0 || !strings.Contains(got.stdout, says) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestAListOfUsersThatCannotServeIsAnError(t *testing.T) {
	w, server := connected(t)
	document := w.File("export.json", exported)
	people := w.File("users.csv", "user_id,name\nauth0|u1,Uma One\n")
	wrong := w.File("wrong.json", `{"statusCode":401,"error":"Unauthorized","message":"Missing authentication"}`)
	_ = server.Close()
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"a tenant":          {[]string{"--users", people}, "needs --snapshot"},
		"a profile":         {[]string{"--users", people, "--snapshot", "profile:dev"}, "needs --snapshot"},
		"an error response": {[]string{"--users", wrong, "--snapshot", document}, "reading the users: " + wrong + ": line 1: no user_id: it looks like an error response: 401"},
		"no file":           {[]string{"--users", filepath.Join(w.Env.Home, "none"), "--snapshot", document}, "reading the users: "},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.run(append([]string{"list", "users"}, c.args...)...)
			if got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, c.says) {
				t.Errorf("%+v", got)
			}
		})
	}
}
