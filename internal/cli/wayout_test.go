package cli

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withNode lets a world find the node that is installed; the test is skipped without.
func withNode(t *testing.T, w *world) {
	t.Helper()
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if info, err := os.Stat(filepath.Join(dir, "node")); err == nil && info.Mode().IsRegular() {
			w.Set("PATH", dir)
			return
		}
	}
	t.Skip("node is not installed")
}

// demo is a snapshot of the sample company in a world of its own.
func demoSnapshot(t *testing.T) (w *world, snapshot string) {
	t.Helper()
	w = newWorld(t)
	snapshot = filepath.Join(w.Env.Home, "demo.json")
	if got := w.run("snapshot", "--demo", snapshot); got.code != 0 {
		t.Fatal(got.stderr)
	}
	return w, snapshot
}

const claimsAt = "https://acme.example/"

func TestAnActionIsWrittenAndProvedWithoutAnAccount(t *testing.T) {
	for _, target := range []string{"action", "engine"} {
		t.Run(target, func(t *testing.T) {
			w, snapshot := demoSnapshot(t)
			withNode(t, w)
			dir := filepath.Join(w.Env.Home, "out")
			if got := w.run("--snapshot", snapshot, "exit", target, "--out", dir, "--namespace", claimsAt); got.code != 0 {
				t.Fatalf("code %d: %s", got.code, got.stderr)
			}
			answer := decoded[struct {
				Format, Target, Proof string
				Equivalence           struct{ Checked, Equal int }
				AsWritten             bool `json:"as_written"`
			}](t, w.ok("--snapshot", snapshot, "exit", "verify", dir, "-o", "json"))
			if answer.Format != "authzx.exit/1" || answer.Proof != "equal" || answer.Equivalence.Checked < 1000 ||
				answer.Equivalence.Equal != answer.Equivalence.Checked || !answer.AsWritten || answer.Target != target {
				t.Errorf("%+v", answer)
			}
			code := filepath.Join(dir, "action", "code.js")
			if got := w.run("exit", "check", "--action", code); got.code != 0 {
				t.Errorf("faults are found in it: %s", got.stdout)
			}
			b, err := os.ReadFile(code)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(code, []byte(strings.Replace(string(b), "groups: true", "groups: false", 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := w.run("--snapshot", snapshot, "exit", "verify", dir); got.code != 3 || !strings.Contains(got.stdout, "Different") || !strings.Contains(got.stdout, "edited") {
				t.Errorf("code %d: %s%s", got.code, got.stdout, got.stderr)
			}
		})
	}
}

func TestWithoutNodeNothingIsCalledEqual(t *testing.T) {
	w, snapshot := demoSnapshot(t)
	dir := filepath.Join(w.Env.Home, "out")
	if got := w.run("--snapshot", snapshot, "exit", "action", "--out", dir, "--namespace", claimsAt); got.code != 0 {
		t.Fatal(got.stderr)
	}
	got := w.run("--snapshot", snapshot, "exit", "verify", dir, "-o", "json")
	answer := decoded[struct {
		Proof       string
		Equivalence struct {
			Checked   int
			Differing []any
		}
	}](t, got.stdout)
	if got.code != 1 || answer.Proof != "not-run" || answer.Equivalence.Checked != 0 || answer.Equivalence.Differing == nil {
		t.Errorf("code %d, %+v", got.code, answer)
	}
	if !strings.Contains(got.stderr, "node is not installed") {
		t.Errorf("said %q", got.stderr)
	}
	if text := w.run("--snapshot", snapshot, "exit", "verify", dir); strings.Contains(strings.ToLower(text.stdout), "equal") {
		t.Errorf("called equal: %s", text.stdout)
	}
}

func TestFilesOfTheWayOutArePrivateAndNeverReplaced(t *testing.T) {
	w, snapshot := demoSnapshot(t)
	dir := filepath.Join(w.Env.Home, "out")
	args := []string{"--snapshot", snapshot, "exit", "engine", "--out", dir, "--namespace", claimsAt}
	if got := w.run(args...); got.code != 0 {
		t.Fatal(got.stderr)
	}
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if entry.IsDir() {
			want = 0o700
		} else {
			files++
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		return nil
	})
	if err != nil || files != 7 {
		t.Fatalf("%d files (%v)", files, err)
	}
	kept := filepath.Join(dir, "action", "code.js")
	if err := os.WriteFile(kept, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := w.run(args...); got.code != 2 || !strings.Contains(got.stderr, "is there already") {
		t.Errorf("code %d: %s", got.code, got.stderr)
	}
	if b, _ := os.ReadFile(kept); string(b) != "mine" {
		t.Errorf("the file was replaced")
	}
}

func TestTheWayOutRefusesWhatItCannotFollow(t *testing.T) {
	w, snapshot := demoSnapshot(t)
	bare := w.File("bare.json", `{"groups":[],"roles":[],"permissions":[]}`)
	homeless := w.File("homeless.json", `{"groups":[],"roles":[],"permissions":[],"configuration":[]}`)
	out := filepath.Join(w.Env.Home, "never")
	on := func(file string, args ...string) []string {
		return append([]string{"--snapshot", file, "exit"}, args...)
	}
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no claim":                 {on(snapshot, "action", "--out", out), "--namespace"},
		"both kinds of claim":      {on(snapshot, "action", "--out", out, "--namespace", claimsAt, "--prefix", "x_"), "not both"},
		"a namespace of Auth0":     {on(snapshot, "action", "--out", out, "--namespace", "https://a.auth0.com/"), "auth0.com"},
		"no folder":                {on(snapshot, "action", "--namespace", claimsAt), "--out"},
		"an unknown kind of loss":  {on(snapshot, "engine", "--out", out, "--namespace", claimsAt, "--accept", "x"), "--accept"},
		"an unknown failure":       {on(snapshot, "action", "--out", out, "--namespace", claimsAt, "--on-failure", "allow"), "--on-failure"},
		"half an attribute":        {on(snapshot, "action", "--out", out, "--namespace", claimsAt, "--saml", "groups"), "--saml"},
		"core":                     {on(snapshot, "core", "--out", out), "isn't supported yet"},
		"fga":                      {on(snapshot, "fga", "--out", out, "--namespace", claimsAt), "isn't supported yet"},
		"an unknown target":        {on(snapshot, "teleport"), "teleport"},
		"an unknown way to check":  {on(snapshot, "check", "teleport"), "teleport"},
		"no switches":              {on(bare, "action", "--out", out, "--namespace", claimsAt), "switches"},
		"no address":               {on(homeless, "action", "--out", out, "--namespace", claimsAt), "AUTHZX_BASE_URL"},
		"a folder of another kind": {on(snapshot, "verify", w.Env.Home), "authzx exit"},
		"an Action that is gone":   {[]string{"exit", "check", "--action", filepath.Join(out, "x.js")}, "--action"},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.run(c.args...)
			if got.code != 2 || !strings.Contains(got.stderr, c.says) {
				t.Errorf("code %d: %s", got.code, got.stderr)
			}
			if _, err := os.Lstat(out); err == nil {
				t.Errorf("something was written")
			}
		})
	}
	w.Set("AUTHZX_BASE_URL", "https://ext.example/api")
	if got := w.run(on(homeless, "action", "--out", out, "--namespace", claimsAt)...); got.code != 0 {
		t.Errorf("with AUTHZX_BASE_URL: code %d: %s", got.code, got.stderr)
	}
}

func TestDeletedMembersAreALossThatCanBeAccepted(t *testing.T) {
	w := newWorld(t)
	snapshot := w.File("s.json", `{"groups":[{"_id":"g","name":"G","members":["auth0|ghost","auth0|a"]}],"roles":[],"permissions":[],
		"configuration":[{"_id":"v1","apikey":"`+canary+`","groupsInToken":true}],"base_url":"https://ext.example/api",
		"users":[{"user_id":"auth0|a"},{"user_id":"auth0|ghost","gone":true}]}`)
	check := func(code int, args ...string) outcome {
		t.Helper()
		got := w.run(append([]string{"--snapshot", snapshot, "exit"}, args...)...)
		if got.code != code {
			t.Errorf("exit %s: code %d, want %d: %s", strings.Join(args, " "), got.code, code, got.stderr)
		}
		return got
	}
	if got := check(3, "check"); !strings.Contains(got.stdout, "ghost-member, 1") || !strings.Contains(got.stdout, "auth0|ghost") {
		t.Errorf("printed %s", got.stdout)
	}
	check(0, "check", "action")
	check(3, "check", "engine")
	check(0, "check", "core")
	check(0, "check", "--accept", "ghost-member")
	for n, accept := range [][]string{nil, {"--accept", "ghost-member"}, {"--accept", "all"}} {
		dir := filepath.Join(w.Env.Home, fmt.Sprint("out", n))
		code := 0
		if accept == nil {
			code = 3
		}
		check(code, append([]string{"engine", "--out", dir, "--namespace", claimsAt}, accept...)...)
		report := decoded[struct {
			Losses []struct {
				Kind  string
				Count int
				Users []string
			}
		}](t, read(t, filepath.Join(dir, "report.json")))
		if len(report.Losses) != 1 || report.Losses[0].Kind != "ghost-member" || report.Losses[0].Users[0] != "auth0|ghost" {
			t.Errorf("%+v", report)
		}
		_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && strings.Contains(read(t, path), canary) {
				t.Errorf("%s holds the key", path)
			}
			return err
		})
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestCheckSaysWhatIsKnownOfTheRule(t *testing.T) {
	for rule, want := range map[string]string{
		``: "unknown", `,"rule":{"exists":false,"enabled":false}`: "absent",
		`,"rule":{"exists":true,"enabled":false}`: "disabled", `,"rule":{"exists":true,"enabled":true}`: "enabled",
	} {
		w := newWorld(t)
		snapshot := w.File("s.json", `{"groups":[],"roles":[],"permissions":[],"configuration":{}`+rule+`}`)
		survey := decoded[struct {
			Format string
			Rule   struct{ State, Message string }
			Ways   []struct {
				Target string
				Ready  bool
				Losses json.RawMessage
			}
		}](t, w.ok("--snapshot", snapshot, "exit", "check", "-o", "json"))
		if survey.Rule.State != want || survey.Format != "authzx.exit.check/1" || len(survey.Ways) != 4 {
			t.Errorf("%s: %+v", want, survey)
		}
		if (want == "unknown" || want == "enabled") != strings.Contains(survey.Rule.Message, " may ") {
			t.Errorf("%s: %s", want, survey.Rule.Message)
		}
		for _, way := range survey.Ways {
			if way.Ready != (string(way.Losses) == "[]") {
				t.Errorf("%s: ready %v, losses %s", way.Target, way.Ready, way.Losses)
			}
		}
	}
}

func TestAConnectedTenantIsLeftAsASavedOne(t *testing.T) {
	w, _ := connected(t)
	withNode(t, w)
	dir := filepath.Join(w.Env.Home, "out")
	if got := w.run("exit", "action", "--out", dir, "--prefix", "authz_", "-o", "json"); got.code != 0 {
		t.Fatalf("code %d: %s", got.code, got.stderr)
	}
	if got := w.run("exit", "verify", dir); got.code != 0 || !strings.Contains(got.stdout, "Equal") {
		t.Errorf("code %d: %s%s", got.code, got.stdout, got.stderr)
	}
}

func TestDeletedMembersOfAConnectedTenantAreALossOfTheEngine(t *testing.T) {
	w, _ := connected(t)
	withNode(t, w)
	got := w.run("exit", "check", "engine", "-o", "json")
	survey := decoded[struct {
		Ways []struct {
			Losses []struct {
				Kind  string
				Users []string
			}
		}
	}](t, got.stdout)
	if got.code != 3 || len(survey.Ways) != 1 || len(survey.Ways[0].Losses) != 1 || survey.Ways[0].Losses[0].Kind != "ghost-member" || len(survey.Ways[0].Losses[0].Users) != 1 {
		t.Fatalf("code %d: %+v", got.code, survey)
	}
	if got := w.run("exit", "check", "engine", "--accept", "ghost-member"); got.code != 0 {
		t.Errorf("code %d: %s", got.code, got.stderr)
	}
	dir, saved := filepath.Join(w.Env.Home, "out"), filepath.Join(w.Env.Home, "saved.json")
	if got := w.run("exit", "engine", "--out", dir, "--namespace", claimsAt); got.code != 3 {
		t.Errorf("code %d: %s", got.code, got.stderr)
	}
	w.run("snapshot", saved)
	for _, from := range [][]string{nil, {"--snapshot", saved}} {
		if got := w.run(append(from, "exit", "verify", dir)...); got.code != 0 {
			t.Errorf("%v: code %d: %s%s", from, got.code, got.stdout, got.stderr)
		}
	}
}

func TestNamesOfClaimsThatRunTogetherAreRemarked(t *testing.T) {
	w, snapshot := demoSnapshot(t)
	for flag, says := range map[string]string{
		"--prefix=groups":                     "claims are called groupsgroups",
		"--prefix=authz_":                     "",
		"--namespace=https://acme.example":    "claims are called https://acme.examplegroups",
		"--namespace=https://acme.example/a:": "",
	} {
		got := w.run("--snapshot", snapshot, "exit", "action", "--out", filepath.Join(t.TempDir(), "out"), flag)
		if got.code != 0 || strings.Contains(got.stderr, "claims are called") != (says != "") || !strings.Contains(got.stderr, says) {
			t.Errorf("%s: code %d: %s", flag, got.code, got.stderr)
		}
	}
}

func TestFaultsOfAPastedActionAreTold(t *testing.T) {
	w := newWorld(t)
	file := w.File("port.js", "exports.onExecutePostLogin = async (event, api) => {\n  const id = event.clientID;\n  api.idToken.setCustomClaim('groups', []);\n};\n")
	got := w.run("exit", "check", "--action", file)
	if got.code != 3 || !strings.Contains(got.stdout, file+":2: client-id") || !strings.Contains(got.stdout, "loses all access") || !strings.Contains(got.stdout, ":3: claim-restricted") {
		t.Errorf("code %d: %s", got.code, got.stdout)
	}
	answer := decoded[struct {
		Format string
		Faults []struct {
			Fault, Consequence string
			Line               int
		}
	}](t, w.run("exit", "check", "--action", file, "-o", "json").stdout)
	if answer.Format != "authzx.exit.check/1" || len(answer.Faults) != 2 || answer.Faults[0].Line != 2 {
		t.Errorf("%+v", answer)
	}
}

func TestWhatAPastedActionDoesAsTheRuleDidIsOnlyRemarked(t *testing.T) {
	w := newWorld(t)
	file := w.File("port.js", "exports.onExecutePostLogin = async (event, api) => {\n  use(`${url}/api/users/${event.user.user_id}/policy/x`);\n};\n")
	got := w.run("exit", "check", "--action", file)
	if got.code != 0 || !strings.Contains(got.stdout, file+":2: id-not-encoded") || !strings.Contains(got.stdout, "No known faults found") {
		t.Errorf("code %d: %s", got.code, got.stdout)
	}
	answer := decoded[struct{ Faults, Remarks []struct{ Fault string } }](t, w.run("exit", "check", "--action", file, "-o", "json").stdout)
	if len(answer.Faults) != 0 || len(answer.Remarks) != 1 || answer.Remarks[0].Fault != "id-not-encoded" {
		t.Errorf("%+v", answer)
	}
}

func TestASnapshotOfAWholeListOfUsersRemarksNothing(t *testing.T) {
	w, demo := demoSnapshot(t)
	live, _ := connected(t)
	saved := filepath.Join(live.Env.Home, "live.json")
	if got := live.run("snapshot", saved); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	for world, file := range map[*world]string{w: demo, live: saved} {
		if got := world.run("--snapshot", file, "access", "ann@acme.test"); got.code != 0 || got.stderr != "" {
			t.Errorf("code %d, stderr %q", got.code, got.stderr)
		}
	}
}
