package exit_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"authzx/internal/exit"
	"authzx/internal/exit/node"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// nodeFile is the node that is installed; a test that needs it is skipped without.
func nodeFile(t *testing.T) string {
	t.Helper()
	file, err := node.Find(os.Getenv("PATH"))
	if err != nil {
		t.Skip(err)
	}
	return file
}

// runNode gives a script one JSON document per line and reads as many lines back.
func runNode[In, Out any](t *testing.T, script string, lines []In) []Out {
	t.Helper()
	printed, err := node.Run(t.Context(), nodeFile(t), script, func(w io.Writer) error {
		e := json.NewEncoder(w)
		for _, line := range lines {
			if err := e.Encode(line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []Out
	scanner := bufio.NewScanner(bytes.NewReader(printed))
	scanner.Buffer(nil, 64<<20)
	for scanner.Scan() {
		var one Out
		if err := json.Unmarshal(scanner.Bytes(), &one); err != nil {
			t.Fatalf("%v in %s", err, scanner.Text())
		}
		out = append(out, one)
	}
	if len(out) != len(lines) {
		t.Fatalf("%d lines came back for %d", len(out), len(lines))
	}
	return out
}

// recorded is one recorded tenant with what the real server answered about logins.
type recorded struct {
	Document rbac.Document `json:"document"`
	Policies []struct {
		User        rbac.UserID   `json:"user"`
		Application rbac.ClientID `json:"application"`
		Connection  text.Text     `json:"connection"`
		IdPGroups   []text.Text   `json:"idp_groups"`
		Groups      []text.Text   `json:"groups"`
		Roles       []text.Text   `json:"roles"`
		Permissions []text.Text   `json:"permissions"`
	} `json:"policies"`
}

func recordings(t *testing.T) map[string]recorded {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "conformance", "access", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no recorded answers were found (%v)", err)
	}
	all := map[string]recorded{}
	for _, file := range files {
		var r recorded
		readJSON(t, file, &r)
		all[filepath.Base(file)] = r
	}
	return all
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

const namespace = "https://claims.example/"

// switchesOn are all nine, those given on.
func switchesOn(on ...rbac.Switch) map[rbac.Switch]bool {
	all := map[rbac.Switch]bool{}
	for _, s := range rbac.Switches() {
		all[s] = false
	}
	for _, s := range on {
		all[s] = true
	}
	return all
}

func intoTokens() map[rbac.Switch]bool {
	return switchesOn(rbac.GroupsInToken, rbac.RolesInToken, rbac.PermissionsInToken)
}

func made(t *testing.T, target exit.Target, s exit.Source, p exit.Parameters) map[string][]byte {
	t.Helper()
	folder, err := exit.Make(target, s, p)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range folder.Files {
		files[f.Path] = f.Data
	}
	return files
}

// outcome is what an Action did at a login.
type outcome struct {
	Denied      *string             `json:"denied"`
	IDToken     map[string][]string `json:"idToken"`
	AccessToken map[string][]string `json:"accessToken"`
	Metadata    map[string]any      `json:"metadata"`
	Requests    []request           `json:"requests"`
	Logged      []string            `json:"logged"`
}

type request struct {
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    map[string]any    `json:"body"`
}

// job is one login for the script that runs Actions.
type job struct {
	Code   string `json:"code"`
	Event  any    `json:"event"`
	Answer any    `json:"answer,omitempty"` // nil: the network is used
}

// runScript runs an Action on each login, with a stub in place of the network
// where the job has an answer.
const runScript = `
const readline = require('node:readline');
const vm = require('node:vm');
const real = globalThis.fetch;
const loaded = new Map();
let logged = [];
const print = (value) => process.stdout.write(JSON.stringify(value) + '\n');
console.log = (line) => logged.push(String(line));
function load(code) {
  if (!loaded.has(code)) {
    const module = { exports: {} };
    vm.compileFunction(code, ['exports', 'require', 'module'])(module.exports, undefined, module);
    loaded.set(code, module.exports.onExecutePostLogin);
  }
  return loaded.get(code);
}
async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { code, event, answer } = JSON.parse(line);
    const requests = [];
    logged = [];
    globalThis.fetch = answer === undefined ? real : async (url, { headers, body }) => {
      requests.push({ url, headers, body: JSON.parse(body) });
      if (answer.error) throw new Error(answer.error);
      return new Response(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body), { status: answer.status });
    };
    const did = { denied: null, idToken: {}, accessToken: {}, metadata: {} };
    const api = {
      access: { deny: (reason) => { did.denied = reason; } },
      idToken: { setCustomClaim: (name, value) => { did.idToken[name] = value; } },
      accessToken: { setCustomClaim: (name, value) => { did.accessToken[name] = value; } },
      user: { setAppMetadata: (key, value) => { did.metadata[key] = value; } },
      cache: { get() {}, set() {}, delete() {} },
    };
    try { await load(code)(event, api); } catch (error) { did.denied = 'threw: ' + error.message; }
    print({ ...did, requests, logged });
  }
}
main();
`

func postLogin(user, client, connection any, groups any) map[string]any {
	u := map[string]any{"user_id": user, "identities": []any{map[string]any{"connection": connection}}, "app_metadata": map[string]any{}}
	if groups != nil {
		u["groups"] = groups
	}
	return map[string]any{
		"user": u, "client": map[string]any{"client_id": client, "metadata": map[string]any{}},
		"connection": map[string]any{"name": connection}, "request": map[string]any{"query": map[string]any{}, "body": map[string]any{}},
		"secrets": map[string]any{"AUTHZ_EXT_API_KEY": "KEY"},
	}
}

func indexed(d rbac.Document) *rbac.Graph {
	d.At = time.Unix(1, 0)
	return rbac.Index(d)
}
