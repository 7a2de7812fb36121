package plan

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// asCurl is a plain writer of curl commands, values in single quotes.
func asCurl(c endpoint.Call) string {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
	return "curl --request " + c.Method() + " " + quote(c.URL("https://x/api")) + " --data-raw " + quote(string(c.Body))
}

// fakeCurl writes down what it is called with and answers with an id. It fails
// for whatever names a group called Forbidden.
const fakeCurl = `#!/bin/sh
printf '%s\n' "$*" >> "$OUT"
case "$*" in *Forbidden*) exit 22;; esac
printf '{"name":"\\"_id\\":\\"wrong\\"","_id":"id-%s"}' "$(wc -l < "$OUT" | tr -d ' ')"
`

func runScript(t *testing.T, p *Plan) (sent []string, err error) {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	if err := os.WriteFile(filepath.Join(dir, "curl"), []byte(fakeCurl), 0o700); err != nil {
		t.Fatal(err)
	}
	script := Script(p, ScriptOptions{Tenant: text.New("acme\x1b"), BaseURL: "https://x/api\n", Curl: asCurl})
	if i := strings.IndexFunc(script, func(r rune) bool { return r != '\n' && !text.Printable(r) }); i >= 0 {
		t.Errorf("the script can't be displayed: %q", script[i:])
	}
	cmd := exec.Command("sh", "-c", script)
	cmd.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "OUT=" + out, "AUTHZX_TOKEN=x"}
	answer, err := cmd.CombinedOutput()
	if err != nil {
		t.Logf("%s", answer)
	}
	b, readErr := os.ReadFile(out)
	if readErr != nil {
		t.Fatalf("%v: %s", readErr, answer)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n"), err
}

func TestAScriptSendsThePlanWithTheIdsThatTheServerGives(t *testing.T) {
	d, kind := text.New("d"), text.New(rbac.TypeClient)
	g, perm := rbac.GroupID{Text: rbac.NewID(1)}, rbac.PermissionID{Text: rbac.NewID(12)}
	p := compiled(t,
		rbac.CreateGroup{Ref: g, Name: text.New("it's $(rm) NEW-1-"), Description: d},
		rbac.AddMember(g, rbac.User("a|x")),
		rbac.AddNested(rbac.GroupOf(board), g),
		rbac.CreatePermission{Ref: perm, Name: text.New("p"), Description: d, ApplicationType: kind, Application: rbac.Client("app")},
		rbac.CreateRole{Ref: rbac.RoleID{Text: rbac.NewID(3)}, Name: text.New("NEW-12- NEWX"), Description: d, ApplicationType: kind, Application: rbac.Client("app"),
			Permissions: []rbac.PermissionID{perm, rbac.PermissionOf(read)}},
		rbac.DeleteGroup{Group: rbac.GroupOf("nothing")},
	)
	sent, err := runScript(t, p)
	if err != nil {
		t.Fatal(err)
	}
	const head = "--fail-with-body --silent --show-error --request "
	want := []string{
		head + `POST https://x/api/groups --data-raw {"name":"it's $(rm) NEW-1-","description":"d"}`,
		head + `PATCH https://x/api/groups/id-1/members --data-raw ["a|x"]`,
		head + `PATCH https://x/api/groups/` + board + `/nested --data-raw ["id-1"]`,
		head + `POST https://x/api/permissions --data-raw {"name":"p","description":"d","applicationType":"client","applicationId":"app"}`,
		head + `POST https://x/api/roles --data-raw {"name":"NEW-12- NEWX","description":"d","applicationType":"client","applicationId":"app","permissions":["id-4","` + read + `"]}`,
	}
	if strings.Join(sent, "\n") != strings.Join(want, "\n") {
		t.Errorf("sent\n%s\nwant\n%s", strings.Join(sent, "\n"), strings.Join(want, "\n"))
	}
}

func TestAScriptStopsAtTheFirstFailure(t *testing.T) {
	sent, err := runScript(t, compiled(t,
		rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("Forbidden"), Description: text.New("d")},
		rbac.DeleteGroup{Group: rbac.GroupOf(staff)}))
	if err == nil || len(sent) != 1 {
		t.Errorf("sent %v, %v", sent, err)
	}
}
