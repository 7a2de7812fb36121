package cli

import (
	"authzx/internal/cli/command"

	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"authzx/internal/cli/clitest"
	"authzx/internal/rbac"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/sandbox/signer"
	"authzx/internal/text"
)

// between is a world with two sandboxes: the profiles from and to.
func between(t *testing.T, from, to []byte) *world {
	t.Helper()
	w := newWorld(t)
	toml := "default_profile = \"to\"\n"
	for name, doc := range map[string][]byte{"from": from, "to": to} {
		server, err := sandbox.New(sandbox.Options{Tenant: sample.Company().Directory(), Document: doc, Credentials: clitest.Credentials(t), Key: signer.Key()})
		if err != nil {
			t.Fatal(err)
		}
		if err := server.Start(""); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		toml += fmt.Sprintf("[profiles.%s]\nbase_url = %q\ntoken_url = %q\nclient_id = \"admin\"\nclient_secret = %q\n", name, server.BaseURL(), server.TokenURL(), canary)
	}
	w.Configure(toml)
	return w
}

// makeable is a recorded tenant without what the API never makes: names used twice
// and permissions of other applications.
func makeable(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../testdata/conformance/access", name))
	if err != nil {
		t.Fatal(err)
	}
	var in struct{ Document rbac.Document }
	if err := json.Unmarshal(b, &in); err != nil {
		t.Fatal(err)
	}
	d := in.Document
	taken, owner := map[string]bool{}, map[rbac.PermissionID]rbac.ClientID{}
	for i := range d.Permissions {
		p := &d.Permissions[i]
		owner[p.ID] = p.Application
		p.Name = once(taken, "p"+p.Application.Raw(), p.Name)
	}
	for i := range d.Roles {
		r := &d.Roles[i]
		r.Name = once(taken, "r"+r.Application.Raw(), r.Name)
		r.Permissions = slices.DeleteFunc(r.Permissions, func(id rbac.PermissionID) bool {
			of, known := owner[id]
			return known && of != r.Application
		})
	}
	for i := range d.Groups {
		d.Groups[i].Name = once(taken, "g", d.Groups[i].Name)
	}
	out, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// accessIn is what everybody has, by names.
func (w *world) accessIn(profile string) []string {
	w.T.Helper()
	got := w.run("access", "--all", "-o", "csv", "--profile", profile)
	if got.code != 0 {
		w.T.Fatal(got.stderr)
	}
	head, rows, _ := strings.Cut(got.stdout, "\n")
	columns := strings.Split(head, ",")
	var list []string
	for row := range strings.Lines(rows) {
		var kept []string
		for i, value := range strings.Split(strings.TrimSpace(row), ",") {
			if i < len(columns) && !strings.HasSuffix(columns[i], "_id") && columns[i] != "path" && columns[i] != "paths" && columns[i] != "id" {
				kept = append(kept, value)
			}
		}
		list = append(list, strings.Join(kept, ","))
	}
	slices.Sort(list)
	return list
}

func TestATenantIsBroughtToTheStateOfAnotherAndBack(t *testing.T) {
	for _, tc := range []struct{ from, to string }{
		{"tenant-001.json", "tenant-012.json"}, {"tenant-010.json", "tenant-016.json"}, {"tenant-022.json", "tenant-029.json"},
	} {
		t.Run(tc.from+" over "+tc.to, func(t *testing.T) {
			w := between(t, makeable(t, tc.from), makeable(t, tc.to))
			want, before := w.accessIn("from"), w.accessIn("to")
			state, plan := filepath.Join(w.Env.Home, "state.toml"), filepath.Join(w.Env.Home, "plan.json")
			if got := w.run("export", state, "--profile", "from"); got.code != 0 {
				t.Fatal(got.stderr)
			}
			if got := w.run("diff", state); got.code != 3 {
				t.Fatalf("code %d\n%s", got.code, got.stderr)
			}
			if got := w.run("plan", "--to", state, "--prune", "--out", plan); got.code != 0 {
				t.Fatal(got.stderr)
			}
			if got := w.run("apply", plan, "--yes"); got.code != 0 {
				t.Fatal(got.stderr)
			}
			if got := w.accessIn("to"); !slices.Equal(got, want) {
				t.Errorf("access is\n%s\nand was to be\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if got := w.run("diff", "profile:from", "profile:to"); got.code != 0 {
				t.Errorf("code %d\n%s", got.code, got.stdout)
			}
			if got := w.run("undo", "--yes"); got.code != 0 {
				t.Fatal(got.stderr)
			}
			if got := w.accessIn("to"); !slices.Equal(got, before) {
				t.Errorf("taken back access is\n%s\nand was\n%s", strings.Join(got, "\n"), strings.Join(before, "\n"))
			}
		})
	}
}

func TestATenantPlannedAgainstItsOwnExportIsAnEmptyPlan(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "state.toml")
	if got := w.run("export", path); got.code != 0 {
		t.Fatal(got.stderr)
	}
	for _, source := range []string{path, "profile:dev"} {
		got := w.run("plan", "--to", source, "--prune")
		if changes := decoded[struct{ Changes []any }](t, got.stdout).Changes; got.code != 0 || changes == nil || len(changes) > 0 {
			t.Errorf("%s: code %d, %v\n%s", source, got.code, changes, got.stderr)
		}
		if got := w.run("diff", source); got.code != 0 || got.stdout != "no difference\n" {
			t.Errorf("%s: %+v", source, got)
		}
	}
	if first, second := w.ok("export"), w.ok("export"); first != second || !strings.HasPrefix(first, "format = \"authzx.state/1\"\n") {
		t.Error("two exports differ")
	}
	if got := w.ok("who-can", "approve:expenses", "-o", "json", "--application", "Expenses", "--snapshot", path); !strings.Contains(got, "auth0|") {
		t.Errorf("a state file answers\n%s", got)
	}
}

func TestWhatCanNotBeMatchedIsListedAndNothingIsWritten(t *testing.T) {
	w, _ := connected(t)
	state := w.File("state.toml", "format = \"authzx.state/1\"\n[[application]]\nname = \"Nowhere\"\nclient_id = \"x\"\n"+
		"[[permission]]\nname = \"p\"\napplication = \"Nowhere\"\n[[role]]\nname = \"r\"\napplication = \"Nowhere\"\nusers = [\"nobody@acme.test\"]\n"+
		"[[group]]\nname = \"g\"\nmappings = [{ connection = \"nowhere\", group = \"x\" }]\n")
	plan := filepath.Join(w.Env.Home, "plan.json")
	got := w.run("plan", "--to", state, "--out", plan)
	for _, want := range []string{`"Nowhere"`, `"nowhere"`, "nobody@acme.test"} {
		if got.code != 1 || !strings.Contains(got.stderr, want) {
			t.Errorf("code %d, %s is not listed\n%s", got.code, want, got.stderr)
		}
	}
	if _, err := os.Stat(plan); err == nil {
		t.Error("a plan was written")
	}
	got = w.run("plan", "--to", state, "--out", plan, "--map-application", "Nowhere=Expenses", "--map-connection", "nowhere=corp", "--map-user", "nobody@acme.test=ann@acme.test")
	if got.code != 0 {
		t.Errorf("mapped: %+v", got)
	}
}

func TestAProfileKeepsTheMapsOfAPromotion(t *testing.T) {
	w, server := connected(t)
	w.Configure("default_profile = \"dev\"\n[profiles.dev]\nbase_url = \"" + server.BaseURL() + "\"\ntoken_url = \"" + server.TokenURL() +
		"\"\nclient_id = \"admin\"\nclient_secret = \"" + canary + "\"\nmap_application = { Nowhere = \"Expenses\" }\n")
	state := w.File("state.toml", "format = \"authzx.state/1\"\n[[application]]\nname = \"Nowhere\"\n[[permission]]\nname = \"p\"\napplication = \"Nowhere\"\n")
	if got := w.run("plan", "--to", state); got.code != 0 || !strings.Contains(got.stderr, `create permission "p" in application "Expenses"`) {
		t.Errorf("%+v", got)
	}
}

func TestWhatCanNotBeMatchedIsAskedOnceAndKept(t *testing.T) {
	w, _ := connected(t)
	state := w.File("state.toml", "format = \"authzx.state/1\"\nrole = []\n[[application]]\nname = \"Nowhere\"\n[[application]]\nname = \"Elsewhere\"\n"+
		"[[permission]]\nname = \"p\"\napplication = \"Nowhere\"\n[[permission]]\nname = \"q\"\napplication = \"Elsewhere\"\n"+
		"[[group]]\nname = \"g\"\nmappings = [{ connection = \"nowhere\", group = \"x\" }]\n")
	plan := filepath.Join(w.Env.Home, "plan.json")
	w.Env.Terminal = command.Terminal{In: true, Err: true}
	w.Env.Stdin = strings.NewReader("Expenses\n\ncorp\n")
	if got := w.run("plan", "--to", state, "--out", plan); got.code != 1 || !strings.Contains(got.stderr, `application "Elsewhere" doesn't exist here`) {
		t.Errorf("given up: %+v", got)
	}
	if _, err := os.Stat(plan); err == nil {
		t.Error("a plan was written")
	}
	w.Env.Stdin = strings.NewReader("Wrong\nExpenses\nLedger\ncorp\ny\n")
	got := w.run("plan", "--to", state, "--out", plan)
	if got.code != 0 || !strings.Contains(got.stderr, `there is no application "Wrong" here`) || !strings.Contains(got.stderr, "saved in profile dev") {
		t.Fatalf("asked: %+v", got)
	}
	w.Env.Terminal, w.Env.Stdin = command.Terminal{}, strings.NewReader("")
	if got := w.run("plan", "--to", state); got.code != 0 {
		t.Errorf("asked once: %+v", got)
	}
	if got := w.run("diff", state); got.code != 3 || strings.Contains(got.stderr, `"Expenses" doesn't exist here`) || !strings.Contains(got.stdout, `- delete permission "p"`) {
		t.Errorf("diff takes the maps: %+v", got)
	}
}

func TestEditsComeAsJSONLines(t *testing.T) {
	w, _ := connected(t)
	for name, tc := range map[string]struct {
		lines, want string
		code        int
	}{
		"a new group with a member": {`{"kind":"create-group","ref":"g","name":"New","description":"d"}` + "\n\n" + `{"kind":"add-member","group":{"ref":"g"},"user":"ann@acme.test"}`, `"new:1"`, 0},
		"by name and application":   {`{"kind":"grant-role","group":"Finance","role":{"name":"Approver","application":"Expenses"}}`, `"grant-role"`, 0},
		"an edit in part":           {`{"kind":"edit-group","group":"Finance","name":"Money"}`, `"Money"`, 0},
		"an unknown group":          {`{"kind":"delete-group","group":"Nobody"}`, "line 1: group: there is no group \"Nobody\"", 2},
		"a ref that nothing has":    {`{"kind":"add-member","group":{"ref":"x"},"user":"ann@acme.test"}`, "no earlier line has the ref", 2},
		"an unknown key":            {`{"kind":"delete-group","group":"Finance","force":true}`, "line 1: delete-group has no key", 2},
		"an unknown kind":           {"\n" + `{"kind":"drop","group":"Finance"}`, "line 2: unknown kind", 2},
		"a key that is missing":     {`{"kind":"add-member","group":"Finance"}`, "needs the key user", 2},
		"no JSON":                   {`add`, "not a JSON object", 2},
		"what the API refuses":      {`{"kind":"create-group","name":"finance","description":"d"}`, "line 1: a group named", 2},
		"an unknown email":          {`{"kind":"add-member","group":"Finance","user":"nobody@acme.test"}`, "nobody@acme.test", 2},
	} {
		t.Run(name, func(t *testing.T) {
			w.Env.Stdin = strings.NewReader(tc.lines)
			got := w.run("plan", "--edits", "-")
			if got.code != tc.code || !strings.Contains(got.stdout+got.stderr, tc.want) {
				t.Errorf("code %d\n%s\n%s", got.code, got.stdout, got.stderr)
			}
		})
	}
	if help := w.ok("plan", "--edits", "--help"); !strings.Contains(help, "set-configuration") {
		t.Error(help)
	}
}

func TestRunsAreListedShownTakenBackAndDiscarded(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "plan.json")
	if got := w.ok("runs", "-o", "json"); len(decoded[struct{ Runs []any }](t, got).Runs) != 0 {
		t.Error(got)
	}
	if got := w.run("undo", "--yes"); got.code != 1 || !strings.Contains(got.stderr, "nothing to undo") {
		t.Errorf("%+v", got)
	}
	w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--reason", "Q4", "--out", path)
	if got := w.run("apply", path, "--yes"); got.code != 0 {
		t.Fatal(got.stderr)
	}
	type runs struct {
		Format string
		Runs   []struct{ ID, Status, Reason string }
	}
	list := decoded[runs](t, w.ok("runs", "list", "-o", "json"))
	if list.Format != "authzx.runs/1" || len(list.Runs) != 1 || list.Runs[0].Status != "done" || list.Runs[0].Reason != "Q4" {
		t.Errorf("%+v", list)
	}
	if got := w.ok("runs", "show", "1"); !strings.Contains(got, "Finance") || !strings.Contains(got, "done, 1 of 1") {
		t.Error(got)
	}
	if got := w.run("undo"); got.code != 2 || !strings.Contains(got.stderr, "--yes") {
		t.Errorf("without --yes: %+v", got)
	}
	if got := w.run("undo", "--dry-run"); got.code != 0 || !strings.Contains(got.stderr, "1 request") {
		t.Errorf("dry run: %+v", got)
	}
	if got := w.run("undo", list.Runs[0].ID, "--yes"); got.code != 0 {
		t.Errorf("%+v", got)
	}
	if got := decoded[runs](t, w.ok("runs", "-o", "json")); got.Runs[0].Status != "undone" || len(got.Runs) != 2 {
		t.Errorf("%+v", got)
	}
	if got := w.run("resume", "--yes"); got.code != 1 || !strings.Contains(got.stderr, "no unfinished plan") {
		t.Errorf("%+v", got)
	}
	if got := w.run("runs", "discard", "1"); got.code != 1 {
		t.Errorf("%+v", got)
	}
	if got := w.run("runs", "show", "77"); got.code != 2 {
		t.Errorf("%+v", got)
	}
	trail := w.ok("runs", "export")
	if strings.Count(trail, "\n") != 2 || !strings.Contains(trail, `"host":`) || !strings.Contains(trail, `"client_id":"admin"`) {
		t.Error(trail)
	}
}

func TestBulkEditsAreBatchedHoweverTheyAreOrdered(t *testing.T) {
	w, _ := connected(t)
	rows := "user,group\n"
	for n := range 39 {
		rows += fmt.Sprintf("auth0|bulk%d,Finance\nauth0|bulk%d,Treasury\n", n, n)
	}
	path := w.File("rows.csv", rows+strings.TrimPrefix(rows, "user,group\n"))
	got := w.run("plan", "--csv", path)
	if got.code != 0 || !strings.Contains(got.stderr, "; 2 requests") || !strings.Contains(got.stderr, "add 39 users to group") {
		t.Errorf("%s", got.stderr)
	}
}

// once is a name that nothing of the kind has yet.
func once(taken map[string]bool, kind string, name text.Text) text.Text {
	for taken[kind+strings.ToLower(name.Raw())] {
		name = text.New(name.Raw() + "+")
	}
	taken[kind+strings.ToLower(name.Raw())] = true
	return name
}

func TestALaterEditSeesWhatEarlierOnesMade(t *testing.T) {
	w, _ := connected(t)
	lines := strings.Join([]string{
		`{"kind":"create-group","ref":"g","name":"Auditors","description":"Who looks"}`,
		`{"kind":"edit-group","group":{"ref":"g"},"name":"Examiners"}`,
		`{"kind":"edit-group","group":"Treasury","name":"Cash"}`,
		`{"kind":"edit-group","group":"Cash","description":"Who keeps it"}`,
		`{"kind":"add-nested","group":"Examiners","child":"Cash"}`,
		`{"kind":"create-permission","ref":"p","name":"read:audit","description":"See it","application":"Expenses"}`,
		`{"kind":"edit-permission","permission":{"ref":"p"},"description":"See all of it"}`,
		`{"kind":"create-role","ref":"r","name":"Looker","description":"Looks","application":"Expenses","permissions":["read:audit"]}`,
		`{"kind":"edit-role","role":{"ref":"r"},"name":"Onlooker"}`,
		`{"kind":"add-mapping","group":{"ref":"g"},"group_name":"GG-Audit","connection":"corp"}`,
		`{"kind":"edit-mapping","group":{"ref":"g"},"mapping":{"group_name":"GG-Audit","connection":"corp"},"group_name":"GG-Exam","connection":"corp"}`,
	}, "\n")
	planned := w.run("plan", "--edits", w.File("edits.jsonl", lines))
	if planned.code != 0 {
		t.Fatal(planned.stderr)
	}
	if got := w.run("apply", w.File("plan.json", planned.stdout), "--yes"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	groups, permissions, roles := w.ok("api", "GET", "/groups"), w.ok("api", "GET", "/permissions"), w.ok("api", "GET", "/roles")
	for in, texts := range map[string][]string{
		groups:      {`"Examiners"`, `"Who looks"`, `"Cash"`, `"Who keeps it"`, `"GG-Exam"`},
		permissions: {`"read:audit"`, `"See all of it"`},
		roles:       {`"Onlooker"`, `"Looks"`},
	} {
		for _, text := range texts {
			if !strings.Contains(in, text) {
				t.Errorf("there is no %s", text)
			}
		}
	}
	if strings.Contains(groups, `"Treasury"`) || strings.Contains(groups, `"GG-Audit"`) {
		t.Error("an earlier edit was taken back by a later one")
	}
}

func TestAnEditSaysWhichOfItsKeysIsWrong(t *testing.T) {
	w, _ := connected(t)
	const group = `{"kind":"create-group","ref":"g","name":"Auditors","description":"Who looks"}` + "\n"
	for name, c := range map[string]struct{ lines, says string }{
		"a number for a name":        {`{"kind":"create-group","name":5,"description":"x"}`, "line 1: name: a string is needed"},
		"null for a name":            {`{"kind":"create-group","name":null,"description":"x"}`, "line 1: name: a string is needed"},
		"a switch that is a text":    {`{"kind":"set-configuration","values":{"groupsInToken":"yes"}}`, "values holds a string, which is the wrong type"},
		"a ref for a user":           {group + `{"kind":"add-member","group":{"ref":"g"},"user":{"ref":"g"}}`, `line 2: user: the ref "g" is a group, not a user`},
		"a ref of another kind":      {group + `{"kind":"grant-role","group":{"ref":"g"},"role":{"ref":"g"}}`, `line 2: role: the ref "g" is a group, not a role`},
		"a ref that is no text":      {group + `{"kind":"delete-group","group":{"ref":7}}`, "line 2: group: ref: a string is needed"},
		"a mapping of a missing ref": {group + `{"kind":"remove-mapping","group":{"ref":"g"},"mapping":{"ref":"m"}}`, `line 2: mapping: no earlier line has the ref "m"`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := w.run("plan", "--edits", w.File("edits.jsonl", c.lines)); got.code != 2 || !strings.Contains(got.stderr, c.says) || strings.Contains(got.stderr, "Go ") {
				t.Errorf("code %d: %s", got.code, got.stderr)
			}
		})
	}
}
