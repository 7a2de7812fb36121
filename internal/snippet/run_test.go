package snippet

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
)

const testToken = "eyJhbGciOi.J9.x-y_z"

// arrived is what a server sees of a request.
type arrived struct{ Method, Target, Authorization, ContentType, Body string }

// recorder is a server that keeps what arrives, in order.
type recorder struct {
	*httptest.Server
	mu   sync.Mutex
	seen []arrived
}

func newRecorder(t *testing.T) *recorder {
	t.Helper()
	r := &recorder{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.seen = append(r.seen, arrived{req.Method, req.RequestURI, req.Header.Get("Authorization"), req.Header.Get("Content-Type"), string(body)})
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *recorder) take() []arrived {
	r.mu.Lock()
	defer r.mu.Unlock()
	seen := r.seen
	r.seen = nil
	return seen
}

func (r *recorder) base() string { return r.URL + "/x/api" }

// sent is what must arrive of a call whose body is displayable.
func sent(c endpoint.Call) arrived {
	a := arrived{Method: c.Method(), Target: "/x/api" + c.Target(), Authorization: "Bearer " + testToken, Body: string(c.Body)}
	if c.Route.Root {
		a.Target = "/x" + c.Target()
		a.Authorization = ""
	}
	if c.Body != nil {
		a.ContentType = "application/json"
	}
	return a
}

// program looks for one that the test needs, and skips where it is not to be had.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed: its snippets were not run", name)
	}
	return path
}

// runScript runs a file with the token in the environment and no proxy.
func runScript(t *testing.T, interpreter, file, script string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), file)
	if err := os.WriteFile(path, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, interpreter, path)
	cmd.Env = append(os.Environ(), "AUTHZX_TOKEN="+testToken, "AUTHZX_CLIENT_ID=env&id", "AUTHZX_CLIENT_SECRET=s3 cr&t'+%", "NO_PROXY=*", "no_proxy=*")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", interpreter, err, out)
	}
}

func runCurl(t *testing.T, r *recorder, snippets []string) []arrived {
	t.Helper()
	program(t, "curl")
	runScript(t, program(t, "sh"), "all.sh", "set -e\n"+strings.Join(snippets, "\n")+"\n")
	return r.take()
}

// runNode runs all snippets in one process, one after the other.
func runNode(t *testing.T, r *recorder, snippets []string) []arrived {
	t.Helper()
	runScript(t, program(t, "node"), "all.mjs", "await "+strings.Join(snippets, "\nawait "))
	return r.take()
}

// runBrowser runs all snippets where there is a prompt, and no process.
func runBrowser(t *testing.T, r *recorder, snippets []string) []arrived {
	t.Helper()
	if all := strings.Join(snippets, ""); strings.Contains(all, "process") {
		t.Error("a browser has no process")
	}
	head := "globalThis.prompt = (name) => process.env[name];\nawait "
	runScript(t, program(t, "node"), "all.mjs", head+strings.Join(snippets, "\nawait "))
	return r.take()
}

// runHTTP reads each text as a server does, then puts it on the wire.
func runHTTP(t *testing.T, r *recorder, snippets []string) []arrived {
	t.Helper()
	for _, s := range snippets {
		s = strings.ReplaceAll(s, "$AUTHZX_TOKEN", testToken)
		if _, err := http.ReadRequest(bufio.NewReader(strings.NewReader(s))); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
		head, body, _ := strings.Cut(s, "\n\n")
		conn, err := net.Dial("tcp", r.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.WriteString(conn, strings.ReplaceAll(head, "\n", "\r\n")+"\r\nConnection: close\r\n\r\n"+body)
		if err == nil {
			_, err = io.Copy(io.Discard, conn)
		}
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.Close()
	}
	return r.take()
}

func checkArrived(t *testing.T, calls []endpoint.Call, want, got []arrived) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d requests arrived, want %d", len(got), len(want))
	}
	for i := range want {
		if diff := cmp.Diff(want[i], got[i]); diff != "" {
			t.Errorf("%s: %s", calls[i].Route.ID, diff)
		}
	}
}

// TestEverySnippetSendsItsCall runs the snippets of all calls in each format:
// what arrives is the call, byte for byte.
func TestEverySnippetSendsItsCall(t *testing.T) {
	r := newRecorder(t)
	run := map[Format]func(*testing.T, *recorder, []string) []arrived{HTTP: runHTTP, Curl: runCurl, JavaScript: runNode, Browser: runBrowser}
	calls := allCalls()
	for _, f := range Formats() {
		t.Run(string(f), func(t *testing.T) {
			var snippets []string
			var want []arrived
			for _, c := range calls {
				snippets = append(snippets, f.Write(c, Options{BaseURL: r.base()}))
				want = append(want, sent(c))
			}
			checkArrived(t, calls, want, run[f](t, r, snippets))
		})
	}
}

// TestBodiesThatAreNoJSONArriveToo: half-written bodies can be sent on purpose.
func TestBodiesThatAreNoJSONArriveToo(t *testing.T) {
	r := newRecorder(t)
	run := map[Format]func(*testing.T, *recorder, []string) []arrived{Curl: runCurl, JavaScript: runNode}
	var calls []endpoint.Call
	var want []arrived
	for _, body := range oddBodies() {
		c := endpoint.New(endpoint.GroupsCreate)
		c.Body = []byte(body)
		calls = append(calls, c)
		want = append(want, sent(c))
	}
	for f, run := range run {
		t.Run(string(f), func(t *testing.T) {
			var snippets []string
			for _, c := range calls {
				snippets = append(snippets, f.Write(c, Options{BaseURL: r.base()}))
			}
			checkArrived(t, calls, want, run(t, r, snippets))
		})
	}
}

func TestAJSONBodyThatCannotBeDisplayedKeepsItsMeaning(t *testing.T) {
	r := newRecorder(t)
	c := endpoint.New(endpoint.GroupsCreate)
	c.Body = []byte("{\r\n\t\"name\": \"a\u202e\u0085\U000E0041\\u0041 ⟨\xff\",\"description\":\"\\ud800\"}")
	want := sent(c)
	want.Body = "{ \n \"name\": \"a\\u202e\\u0085\\udb40\\udc41A ⟨\\ufffd\",\"description\":\"\\ud800\"}"
	run := map[Format]func(*testing.T, *recorder, []string) []arrived{HTTP: runHTTP, Curl: runCurl, JavaScript: runNode, Browser: runBrowser}
	for f, run := range run {
		t.Run(string(f), func(t *testing.T) {
			got := run(t, r, []string{f.Write(c, Options{BaseURL: r.base()})})
			checkArrived(t, []endpoint.Call{c}, []arrived{want}, got)
		})
	}
}

func TestJavaScriptRunsAsModuleAndAsScript(t *testing.T) {
	r := newRecorder(t)
	node := program(t, "node")
	c := endpoint.New(endpoint.GroupsList)
	for _, file := range []string{"one.mjs", "one.cjs"} {
		runScript(t, node, file, JavaScript.Write(c, Options{BaseURL: r.base(), Token: secret.New(testToken)}))
		checkArrived(t, []endpoint.Call{c}, []arrived{sent(c)}, r.take())
	}
}
