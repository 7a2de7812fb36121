package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/faulty"
)

func TestListsOfNamesThatAreForbiddenAreToldWithWhereToGrantThem(t *testing.T) {
	w, front := through(t)
	for _, path := range []string{"/api/users", "/api/applications"} {
		front.Add(faulty.Rule{Path: path, Fault: faulty.Forbidden()})
	}
	const grant = "grant read:users and read:applications to the client under Dashboard > APIs"
	got := w.run("doctor", "-o", "json")
	if strings.Count(got.stderr, grant) != 1 || !strings.Contains(got.stdout, `"incomplete": ["users", "applications"]`) {
		t.Errorf("%+v", got)
	}
	saved := filepath.Join(w.Env.Home, "saved.json")
	got = w.run("snapshot", saved, "-o", "json")
	if got.code != 0 || !strings.Contains(got.stderr, "no list of users to "+saved) || !strings.Contains(got.stdout, `"users": null`) {
		t.Errorf("%+v", got)
	}
}

func TestJSONSaysWhichListsAnAnswerLacks(t *testing.T) {
	w := newWorld(t)
	file := filepath.Join("..", "tenant", "testdata", "saved", "groups-answer.json")
	for _, line := range []string{"access auth0|u1", "access --all", "why auth0|u1 11111111-0c28-4da7-8639-ae998512c838", "who-can 11111111-0c28-4da7-8639-ae998512c838", "compare auth0|u1 auth0|u2", "doctor"} {
		got := w.run(append(strings.Fields(line), "-o", "json", "--snapshot", file)...)
		if got.code != 1 || !strings.Contains(got.stdout, `"incomplete": ["roles", "permissions"]`) {
			t.Errorf("%s: %+v", line, got)
		}
	}
	whole := w.File("whole.json", exported)
	if got := w.run("access", "auth0|u1", "-o", "json", "--snapshot", whole); strings.Contains(got.stdout, "incomplete") {
		t.Errorf("%+v", got)
	}
}
