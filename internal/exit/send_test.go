package exit_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// received notes the requests of a script, and answers that one user was deleted.
type received struct {
	sync.Mutex
	lines []string
}

// ServeHTTP answers a request.
func (r *received) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.Lock()
	defer r.Unlock()
	body, _ := io.ReadAll(q.Body)
	r.lines = append(r.lines, strings.Join([]string{q.Method, q.URL.EscapedPath(), string(body), q.Header.Get("Authorization")}, " "))
	if strings.Contains(q.URL.Path, "deleted") {
		w.WriteHeader(http.StatusNotFound)
	}
}

func TestTheScriptOfTheReadmeSendsThePlanAndItsUndo(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	group := rbac.Group{ID: rbac.GroupOf("g"), Name: text.New("G"), Members: []rbac.UserID{rbac.User("auth0|deleted"), rbac.User("auth0|b")}}
	made, err := exit.Make(exit.TargetEngine, exit.Source{
		Graph: rbac.Index(rbac.Document{Groups: []rbac.Group{group}}), Switches: map[rbac.Switch]bool{rbac.GroupsInToken: true},
		Earlier: []rbac.UserID{rbac.User("auth0|b"), rbac.User("auth0|revoked")},
	}, exit.Parameters{Prefix: "authz_"})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range made.Files {
		path := filepath.Join(dir, f.Path)
		data := f.Data
		if f.Path == exit.FileReadme {
			_, script, _ := strings.Cut(string(f.Data), "```js\n")
			script, _, _ = strings.Cut(script, "```")
			path, data = filepath.Join(dir, "send.mjs"), []byte(script)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sent := func(arguments ...string) []string {
		t.Helper()
		r := &received{}
		server := httptest.NewServer(r)
		defer server.Close()
		cmd := exec.CommandContext(context.Background(), node, append([]string{"send.mjs"}, arguments...)...)
		cmd.Dir, cmd.Env = dir, []string{"AUTH0_API=" + server.URL + "/api/v2", "AUTH0_TOKEN=t"}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return r.lines
	}
	line := func(user string, authz any) string {
		body, err := json.Marshal(map[string]any{"app_metadata": map[string]any{"authz": authz}})
		if err != nil {
			t.Fatal(err)
		}
		return "PATCH /api/v2/users/auth0%7C" + user + " " + string(body) + " Bearer t"
	}
	member := json.RawMessage(`{"v":1,"g":["g"],"r":[]}`)
	deleted, b := line("deleted", member), line("b", member)
	if got, want := sent(), []string{b, deleted, line("revoked", nil)}; !sameSet(got, want) || got[2] != want[2] {
		t.Errorf("sent\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got, want := sent("undo"), []string{line("b", nil), line("deleted", nil)}; !sameSet(got, want) {
		t.Errorf("undo sent\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
