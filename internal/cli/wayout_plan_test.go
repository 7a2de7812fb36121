package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// without is a snapshot with a user taken out of all groups and roles.
func without(t *testing.T, w *world, snapshot, name string) (file, user string) {
	t.Helper()
	doc := decoded[map[string]any](t, read(t, snapshot))
	for _, u := range doc["users"].([]any) {
		if u := u.(map[string]any); u["email"] == name {
			user = u["user_id"].(string)
		}
	}
	for _, lists := range [][2]string{{"groups", "members"}, {"roles", "users"}} {
		for _, record := range doc[lists[0]].([]any) {
			record := record.(map[string]any)
			if members, ok := record[lists[1]].([]any); ok {
				record[lists[1]] = slices.DeleteFunc(members, func(id any) bool { return id == user })
			}
		}
	}
	changed, err := json.Marshal(doc)
	if err != nil || user == "" {
		t.Fatalf("%s: %v", user, err)
	}
	return w.File("without.json", string(changed)), user
}

func TestALaterPlanOfAnEngineTakesAwayWhatAnEarlierOneGave(t *testing.T) {
	w, before := demoSnapshot(t)
	withNode(t, w)
	after, dmitri := without(t, w, before, "dmitri@acme.test")
	dir := func(name string) string { return filepath.Join(w.Env.Home, name) }
	engine := func(snapshot, out string, more ...string) string {
		t.Helper()
		got := w.run(append([]string{"--snapshot", snapshot, "exit", "engine", "--out", dir(out), "--namespace", claimsAt}, more...)...)
		if got.code != 0 {
			t.Fatalf("code %d: %s", got.code, got.stderr)
		}
		return got.stdout
	}
	type plan struct {
		Steps []struct {
			ID, Path string
			Body     json.RawMessage
			Undo     *struct{}
		}
	}
	steps := func(out string) plan {
		return decoded[plan](t, read(t, filepath.Join(dir(out), "engine", "plan.json")))
	}

	if said := engine(before, "first"); !strings.Contains(said, "--previous") {
		t.Errorf("not told that earlier plans are not known: %s", said)
	}
	if got := w.run("--snapshot", after, "exit", "verify", dir("first")); got.code != 3 {
		t.Errorf("the plan from before: code %d: %s", got.code, got.stdout)
	}
	engine(after, "unaware")
	if got := w.ok("--snapshot", after, "exit", "verify", dir("unaware")); !strings.Contains(got, "Not seen: what app_metadata.authz holds now") {
		t.Errorf("verification hides what it can't see: %s", got)
	}
	if said := engine(after, "second", "--previous", dir("first")); !strings.Contains(said, "from 1 user of the earlier plan") {
		t.Errorf("said %s", said)
	}
	first, unaware, second, third := steps("first"), steps("unaware"), steps("second"), plan{}
	if len(unaware.Steps) != len(first.Steps)-1 || len(second.Steps) != len(first.Steps) {
		t.Fatalf("%d, %d and %d steps", len(first.Steps), len(unaware.Steps), len(second.Steps))
	}
	last := second.Steps[len(second.Steps)-1]
	if last.Path != "/users/"+strings.ReplaceAll(dmitri, "|", "%7C") || !strings.Contains(string(last.Body), `"authz": null`) || last.Undo != nil {
		t.Errorf("the emptying step is %+v, %s", last, last.Body)
	}
	if got := w.run("--snapshot", after, "exit", "verify", dir("second")); got.code != 0 {
		t.Errorf("code %d: %s%s", got.code, got.stdout, got.stderr)
	}
	engine(after, "third", "--previous", dir("second"), "--previous", dir("first"))
	if third = steps("third"); len(third.Steps) != len(second.Steps) {
		t.Errorf("a chain of plans has %d steps, want %d", len(third.Steps), len(second.Steps))
	}
	engine(before, "back", "--previous", dir("third"))
	if back := steps("back"); len(back.Steps) != len(first.Steps) || !strings.HasPrefix(back.Steps[len(back.Steps)-1].ID, "memberships-") {
		t.Errorf("who is back is emptied: %+v", back.Steps[len(back.Steps)-1])
	}
	if got := w.run("--snapshot", after, "exit", "engine", "--out", dir("x"), "--namespace", claimsAt, "--previous", w.Env.Home); got.code != 2 || !strings.Contains(got.stderr, "plan.json") {
		t.Errorf("a folder of other things: code %d: %s", got.code, got.stderr)
	}
}

func TestAPlanThatNamesSomebodyWhomNothingListsIsNotEqual(t *testing.T) {
	w := newWorld(t)
	withNode(t, w)
	tenant := func(members, users string) string {
		return w.File("s"+fmt.Sprint(len(members))+".json", `{"groups":[{"_id":"g","name":"G","members":[`+members+`]}],"roles":[],"permissions":[],
			"configuration":[{"_id":"v1","groupsInToken":true}],"base_url":"https://ext.example/api","users":[`+users+`]}`)
	}
	before := tenant(`"auth0|a","auth0|b"`, `{"user_id":"auth0|a"}`)
	after := tenant(`"auth0|a"`, `{"user_id":"auth0|a"}`)
	dir := filepath.Join(w.Env.Home, "out")
	if got := w.ok("--snapshot", before, "exit", "check", "engine"); !strings.Contains(got, "no loss is known") || !strings.Contains(got, "1 member is not in the list of users") {
		t.Errorf("a snapshot can't know who was deleted: %s", got)
	}
	said := w.run("--snapshot", before, "exit", "engine", "--out", dir, "--namespace", claimsAt).stdout
	if verifies := "authzx --snapshot " + before + " exit verify " + dir; !strings.Contains(said, "run "+verifies+".") || !strings.Contains(read(t, filepath.Join(dir, "README.md")), verifies+"\n") {
		t.Errorf("what to run next can't be run: %s", said)
	}
	w.ok("--snapshot", before, "exit", "verify", dir)
	if got := w.run("--snapshot", after, "exit", "verify", dir); got.code != 3 || !strings.Contains(got.stdout, "auth0|b") {
		t.Errorf("code %d: %s%s", got.code, got.stdout, got.stderr)
	}
}

func TestWhatIsNoJavaScriptIsToldWithAndWithoutNode(t *testing.T) {
	const broken, subtle, sound = "exports.onExecutePostLogin = async (event api) => {\n};\n", "exports.onExecutePostLogin = async (event, api) => {\n  const const = 1;\n};\n",
		"exports.onExecutePostLogin = async (event, api) => {\n  if (event.x) /['(]/.test('');\n};\n"
	bare, full := newWorld(t), newWorld(t)
	withNode(t, full)
	for _, c := range []struct {
		w     *world
		code  string
		fault string
	}{
		{bare, broken, ":1: syntax-error"}, {bare, sound, ""},
		{full, broken, ":1: syntax-error"}, {full, subtle, ":2: syntax-error"}, {full, sound, ""},
		{full, "import x from 'y';\n" + sound, ""},
	} {
		got := c.w.run("exit", "check", "--action", c.w.File("port.js", c.code))
		if (got.code == 3) != (c.fault != "") || !strings.Contains(got.stdout, c.fault) || (c.fault == "") != strings.Contains(got.stdout, "docs/way-out.md") {
			t.Errorf("%q: code %d: %s%s", c.code, got.code, got.stdout, got.stderr)
		}
	}
}
