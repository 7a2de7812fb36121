package cli

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/cli/command"
)

// readings is a command line of each reading command.
func readings() map[string][]string {
	return map[string][]string{
		"access":       {"access", "ann@acme.test"},
		"access login": {"access", "ann@acme.test", "--connection", "corp", "--idp-group", "Staff", "--idp-group", "x, y"},
		"access app":   {"access", "ad|corp|bruno", "--application", "Ledger"},
		"access all":   {"access", "--all"},
		"why":          {"why", "ad|corp|bruno", "pay:invoices"},
		"why role":     {"why", "ad|corp|bruno", "Controller"},
		"who-can":      {"who-can", "pay:invoices"},
		"compare":      {"compare", "ann@acme.test", "ad|corp|bruno"},
		"users":        {"list", "users"},
		"groups":       {"list", "groups"},
		"roles":        {"list", "roles"},
		"permissions":  {"list", "permissions"},
		"applications": {"list", "applications"},
		"connections":  {"list", "connections"},
	}
}

func TestEveryReadingCommandSaysTheSameOfATenantAndItsSnapshot(t *testing.T) {
	w, server := connected(t)
	saved := filepath.Join(w.Env.Home, "saved.json")
	if got := w.run("snapshot", saved); got.code != 0 || got.stdout != "" || !strings.Contains(got.stderr, "25 groups") {
		t.Fatalf("snapshot: %+v", got)
	}
	online := map[string]string{}
	each := func(do func(name string, args []string)) {
		for name, args := range readings() {
			for _, as := range []string{"text", "json", "csv"} {
				if name != "access all" || as != "text" {
					do(name+" "+as, append(args, "-o", as))
				}
			}
		}
	}
	each(func(name string, args []string) {
		got := w.run(args...)
		if got.code != 0 || got.stdout == "" {
			t.Errorf("%s: code %d, %d bytes\n%s", name, got.code, len(got.stdout), got.stderr)
		}
		online[name] = got.stdout
	})
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	offline := newWorld(t)
	each(func(name string, args []string) {
		got := offline.run(append(args, "--snapshot", saved)...)
		if diff := cmp.Diff(online[name], got.stdout); got.code != 0 || diff != "" {
			t.Errorf("%s offline: code %d\n%s%s", name, got.code, got.stderr, diff)
		}
	})
	if left, _ := os.ReadDir(offline.Env.Home); len(left) != 0 {
		t.Errorf("working offline left %v behind", left)
	}
}

func TestExitCodesTellScriptsWhatHappened(t *testing.T) {
	w, _ := connected(t)
	cases := map[string]struct {
		args []string
		code int
		says string
	}{
		"done":                       {[]string{"why", "ad|corp|bruno", "pay:invoices"}, 0, ""},
		"a path that is not there":   {[]string{"why", "ann@acme.test", "pay:invoices"}, 3, ""},
		"a permission of no name":    {[]string{"why", "ann@acme.test", "nothing"}, 1, `there is no permission, role or group "nothing"`},
		"a user nobody mentions":     {[]string{"access", "auth0|nobody"}, 0, `no such user "auth0|nobody"`},
		"an email nobody has":        {[]string{"access", "nobody@acme.test"}, 1, `there is no user with the email address "nobody@acme.test"`},
		"an application of no name":  {[]string{"access", "ann@acme.test", "--application", "zap"}, 1, `there is no application "zap"`},
		"a connection of no name":    {[]string{"access", "ann@acme.test", "--connection", "zap"}, 0, `no such connection "zap"`},
		"an unknown command":         {[]string{"bogus"}, 2, "unknown command"},
		"an unknown flag":            {[]string{"list", "users", "--bogus"}, 2, "unknown flag"},
		"too few words":              {[]string{"why", "ann@acme.test"}, 2, "accepts 2 arg(s)"},
		"too many words":             {[]string{"access", "--all", "ann@acme.test", "-o", "csv"}, 2, "unknown command"},
		"an unknown kind":            {[]string{"list", "things"}, 2, `invalid argument "things": use users, groups, `},
		"an unknown format":          {[]string{"list", "users", "-o", "yaml"}, 2, "text, json, csv"},
		"a format that has no rows":  {[]string{"version", "-o", "csv"}, 2, "authzx version gives text"},
		"everybody as text":          {[]string{"access", "--all"}, 2, "needs -o json, csv, jsonl or parquet"},
		"groups without a login":     {[]string{"access", "ann@acme.test", "--idp-group", "x"}, 2, "--idp-group needs --connection"},
		"an unknown profile":         {[]string{"list", "users", "--profile", "zap"}, 2, `there is no profile "zap"`},
		"a missing snapshot":         {[]string{"list", "users", "--snapshot", "/nowhere/x.json"}, 2, "no such file"},
		"a snapshot of no JSON":      {[]string{"list", "users", "--snapshot", w.File("bad.json", "{")}, 1, "bad.json: the JSON ends"},
		"a snapshot of other things": {[]string{"list", "users", "--snapshot", w.File("seven.json", `{"groups": 7}`)}, 1, "seven.json: at /groups"},
		"a byte order mark":          {[]string{"list", "users", "--snapshot", w.File("bom.json", "\uFEFF"+`{"groups":[],"roles":[],"permissions":[]}`)}, 0, ""},
		"a missing configuration":    {[]string{"list", "users", "--config", w.Env.Home + "/none/c.toml"}, 2, "none/c.toml (from --config) does not exist"},
		"an unknown endpoint":        {[]string{"api", "GET", "/bogus"}, 2, "no such endpoint"},
		"a request without a tenant": {[]string{"api", "GET", "/groups", "--snapshot", w.File("empty.json", "{}")}, 2, "answers no requests"},
		"a refused request":          {[]string{"api", "GET", "/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04"}, 1, "not found"},
		"a token without scopes":     {[]string{"list", "groups", "--profile", "none"}, 1, "read:groups"},
		"no command of a family":     {[]string{"config"}, 2, "needs a command"},
		"an unknown one of a family": {[]string{"config", "zap"}, 2, `unknown command authzx config "zap"`},
		"no terminal":                {nil, 2, "needs a terminal"},
		"no terminal for the demo":   {[]string{"demo"}, 2, "needs a terminal"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := w.run(c.args...)
			if got.code != c.code || !strings.Contains(got.stderr, c.says) {
				t.Errorf("code %d, want %d; said %q, want %q", got.code, c.code, got.stderr, c.says)
			}
			if c.code == command.Usage && got.stdout != "" {
				t.Errorf("a usage error printed %q", got.stdout)
			}
		})
	}
}

func TestAuthenticationHasACodeOfItsOwn(t *testing.T) {
	for profile, says := range map[string]string{"wrong": "the client secret is wrong", "ring": "authzx secret set ring"} {
		w, _ := connected(t)
		got := w.run("list", "users", "--profile", profile)
		if got.code != 4 || got.stdout != "" || !strings.Contains(got.stderr, says) {
			t.Errorf("%s: %+v", profile, got)
		}
	}
	w, _ := connected(t)
	w.Set("AUTHZX_TOKEN", "made.up.token")
	if got := w.run("list", "users"); got.code != 4 {
		t.Errorf("a token that the server refuses: %+v", got)
	}
}

func TestAnInterruptedCommandEndsQuietly(t *testing.T) {
	w, _ := connected(t)
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(command.ErrSignal)
	if got := w.runIn(ctx, "list", "users"); got.code != 130 || got.stdout+got.stderr != "" {
		t.Errorf("%+v", got)
	}
}

// closedPipe is standard output that nobody reads any more.
type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, syscall.EPIPE }

func TestABrokenPipeIsNoNews(t *testing.T) {
	w, _ := connected(t)
	var stderr strings.Builder
	env := w.Env
	env.Args, env.Stdout, env.Stderr = []string{"list", "users"}, closedPipe{}, &stderr
	if code := Main(context.Background(), env); code != 1 || stderr.String() != "" {
		t.Errorf("code %d, said %q", code, stderr.String())
	}
}

func TestAnswersFromAPartOfTheListsSayWhatIsMissing(t *testing.T) {
	w, _ := connected(t)
	got := w.run("access", "ad|corp|bruno", "--profile", "groups", "-o", "json")
	answer := decoded[struct{ Groups, Roles []any }](t, got.stdout)
	if got.code != 1 || len(answer.Groups) == 0 || len(answer.Roles) != 0 {
		t.Errorf("code %d, %d groups, %d roles", got.code, len(answer.Groups), len(answer.Roles))
	}
	for _, want := range []string{"read:roles", "read:permissions", "incomplete", "Dashboard > APIs"} {
		if !strings.Contains(got.stderr, want) {
			t.Errorf("%q lacks %q", got.stderr, want)
		}
	}
	// A "no" from a part of the lists is none.
	if got := w.run("why", "ad|corp|bruno", "pay:invoices", "--profile", "groups"); got.code != 1 {
		t.Errorf("why ends with %d, want 1", got.code)
	}
	if got := w.run("list", "groups", "--profile", "groups"); got.code != 0 || got.stdout == "" {
		t.Errorf("the list that could be read: %+v", got)
	}
	if got := w.run("list", "roles", "--profile", "groups"); got.code != 1 || got.stdout != "" {
		t.Errorf("the list that could not be read: %+v", got)
	}
	if got := w.run("snapshot", filepath.Join(w.Env.Home, "part.json"), "--profile", "groups"); got.code != 1 {
		t.Errorf("a snapshot of a part ends with %d", got.code)
	}
}

func TestANameThatApplicationsShareIsTold(t *testing.T) {
	w := newWorld(t)
	doc := w.File("doc.json", `{"groups": [], "roles": [
		{"_id": "r1", "name": "Reader", "description": "d", "applicationId": "a1", "applicationType": "client", "permissions": ["p1"], "users": ["u"]},
		{"_id": "r2", "name": "Reader", "description": "d", "applicationId": "a2", "applicationType": "client", "permissions": ["p2"], "users": ["v"]}
	], "permissions": [
		{"_id": "p1", "name": "read", "description": "d", "applicationId": "a1", "applicationType": "client"},
		{"_id": "p2", "name": "read", "description": "d", "applicationId": "a2", "applicationType": "client"}
	], "other": 1}`)
	type holders struct {
		Permission  string
		Application *string
		Users       []struct{ User string }
	}
	cases := map[string]struct {
		args  []string
		users int
		says  string
	}{
		"covers all":          {nil, 2, "2 permissions are called"},
		"one by application":  {[]string{"--application", "a2"}, 1, ""},
		"none by application": {[]string{"--application", "a3"}, 0, "has no"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := w.run(append([]string{"who-can", "read", "-o", "json", "--snapshot", doc}, c.args...)...)
			answer := decoded[holders](t, got.stdout)
			if got.code != 0 || len(answer.Users) != c.users || !strings.Contains(got.stderr, c.says) || (c.says == "") != (got.stderr == "") {
				t.Errorf("code %d, %+v, said %q", got.code, answer, got.stderr)
			}
		})
	}
	if got := w.run("why", "v", "READ", "--snapshot", doc, "--application", "a1"); got.code != 3 {
		t.Errorf("v has read in a1 by code %d", got.code)
	}
}

func TestAnApplicationsRolesMayHoldPermissionsOfAnother(t *testing.T) {
	w := newWorld(t)
	doc := w.File("doc.json", `{"groups": [], "roles": [
		{"_id": "r1", "name": "Reader", "description": "d", "applicationId": "a1", "applicationType": "client", "permissions": ["p1", "p3"], "users": ["u"]},
		{"_id": "r2", "name": "Guest", "description": "d", "applicationId": "a2", "applicationType": "client", "permissions": ["p1"], "users": ["v"]}
	], "permissions": [
		{"_id": "p1", "name": "read", "description": "d", "applicationId": "a1", "applicationType": "client"},
		{"_id": "p2", "name": "write", "description": "d", "applicationId": "a1", "applicationType": "client"},
		{"_id": "p3", "name": "write", "description": "d", "applicationId": "a3", "applicationType": "client"}
	]}`)
	for _, c := range []struct {
		user, permission, app string
		code                  int
	}{
		{"v", "read", "a2", 0}, {"u", "read", "a2", 3}, {"u", "read", "a1", 0}, {"v", "read", "a1", 3},
		{"u", "write", "a1", 3}, {"u", "write", "a2", 3}, // the permission of the application itself goes first
	} {
		got := w.run("why", c.user, c.permission, "--application", c.app, "--snapshot", doc)
		if got.code != c.code {
			t.Errorf("%+v: code %d, %s%s", c, got.code, got.stdout, got.stderr)
		}
	}
	type answer struct{ Users []struct{ User string } }
	if got := decoded[answer](t, w.ok("who-can", "read", "--application", "a2", "--snapshot", doc, "-o", "json")); len(got.Users) != 1 || got.Users[0].User != "v" {
		t.Errorf("who can read in a2: %+v", got)
	}
	if got := w.ok("access", "v", "--application", "a2", "--snapshot", doc, "-o", "csv"); !strings.Contains(got, "permission,p1,read,a1") {
		t.Errorf("access says otherwise: %s", got)
	}
}

func TestTwoPeopleOfOneEmailHaveToBeToldApart(t *testing.T) {
	w := newWorld(t)
	doc := w.File("doc.json", `{"groups": [{"_id": "g", "name": "G", "description": "d", "members": ["auth0|1"]}], "roles": [], "permissions": [],
		"users": [{"user_id": "auth0|1", "email": "x@acme.test"}, {"user_id": "ad|2", "email": "X@acme.test"}]}`)
	got := w.run("access", "x@ACME.test", "--snapshot", doc)
	if got.code != 2 || !strings.Contains(got.stderr, "auth0|1, ad|2") {
		t.Errorf("%+v", got)
	}
}

func TestCSVHasARowForEachThing(t *testing.T) {
	w, _ := connected(t)
	rows, err := csv.NewReader(strings.NewReader(w.ok("list", "roles", "-o", "csv"))).ReadAll()
	if err != nil || len(rows) != 16 || rows[0][0] != "id" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}
