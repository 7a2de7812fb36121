package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/cli/clitest"
	"authzx/internal/faulty"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
	"authzx/internal/sandbox/signer"
)

const rotation = "/configuration/rotate-apikey"

func TestARotationWithoutAFileIsRefusedUnsent(t *testing.T) {
	c := countedWorld(t)
	got := c.run("api", "PATCH", rotation, "--confirm", "x")
	if got.code != 2 || !strings.Contains(got.stderr, "--secret-to") || len(c.seen) != 0 {
		t.Errorf("code %d, %d requests: %s", got.code, len(c.seen), got.stderr)
	}
	if got := c.run("api", "GET", "/groups", "--secret-to", filepath.Join(c.Env.Home, "key")); got.code != 2 || len(c.seen) != 0 {
		t.Errorf("the flag is taken elsewhere: code %d", got.code)
	}
}

// rotating is a world in front of whose sandbox a handler stands.
func rotating(t *testing.T, front func(http.Handler) http.Handler) (w *world, label string) {
	t.Helper()
	server, err := sandbox.New(sandbox.Options{Document: sample.Company().Document, Credentials: clitest.Credentials(t), Key: signer.Key()})
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewServer(front(server))
	t.Cleanup(listening.Close)
	w = newWorld(t)
	w.Configure("[profiles.dev]\nbase_url = \"" + listening.URL + "/api\"\ntoken_url = \"" + listening.URL + "/oauth/token\"\nclient_id = \"admin\"\nclient_secret = \"" + canary + "\"\n")
	return w, strings.TrimPrefix(listening.URL, "http://")
}

func TestTheNewKeyIsHandedOverInAFileThatWasThereBefore(t *testing.T) {
	var file string
	w, label := rotating(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, rotation) {
				info, err := os.Lstat(file)
				if err != nil || info.Mode() != 0o600 {
					t.Errorf("the file is not there before the request, or open: %v", err)
				}
			}
			next.ServeHTTP(rw, r)
		})
	})
	file = filepath.Join(w.Env.Home, "keys", "new")
	got := w.run("api", "PATCH", rotation, "--secret-to", file, "--confirm", label)
	if got.code != 0 {
		t.Fatalf("code %d: %s", got.code, got.stderr)
	}
	key := read(t, file)
	if len(key) != 64 || strings.Contains(got.stdout+got.stderr, key) || !strings.Contains(got.stdout, `"hash": "***"`) {
		t.Errorf("the file holds %d bytes; printed %s%s", len(key), got.stdout, got.stderr)
	}
	if again := w.run("api", "PATCH", rotation, "--secret-to", file, "--confirm", label); again.code != 2 || read(t, file) != key || !strings.Contains(again.stderr, "nothing was sent") {
		t.Errorf("code %d: %s", again.code, again.stderr)
	}
}

func TestALostAnswerToARotationIsAnUnknownOutcome(t *testing.T) {
	for name, c := range map[string]struct {
		fault faulty.Fault
		code  int
		says  string
	}{
		"a connection that breaks":  {faulty.Reset(true), 1, "outcome unknown"},
		"a page":                    {faulty.HTML(http.StatusOK), 1, "outcome unknown"},
		"an answer without a key":   {faulty.JSON(http.StatusOK, `{}`), 1, "outcome unknown"},
		"a refusal, which is known": {faulty.Forbidden(), 1, "403"},
	} {
		t.Run(name, func(t *testing.T) {
			faults := faulty.Start(nil)
			t.Cleanup(faults.Close)
			faults.Add(faulty.Rule{Path: "/api" + rotation, Fault: c.fault})
			w := newWorld(t)
			w.Set("AUTHZX_BASE_URL", faults.URL()+"/api")
			w.Set("AUTHZX_TOKEN", "a.b.c")
			file := filepath.Join(w.Env.Home, "key")
			got := w.run("api", "PATCH", rotation, "--secret-to", file, "--confirm", strings.TrimPrefix(faults.URL(), "http://"))
			if got.code != c.code || !strings.Contains(got.stderr, c.says) {
				t.Errorf("code %d: %s", got.code, got.stderr)
			}
			if _, err := os.Lstat(file); err == nil {
				t.Errorf("a file without a key was left")
			}
		})
	}
}
