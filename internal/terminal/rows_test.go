//go:build unix

package terminal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authzx/internal/cli/clitest"
	"authzx/internal/faulty"
	"authzx/internal/sandbox/sample"
)

func TestABrokenCacheIsGoneWithout(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, cache string){
		"a file in its place": func(t *testing.T, cache string) {
			if err := os.WriteFile(cache, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"a damaged token": func(t *testing.T, cache string) {
			tokens, _ := filepath.Glob(filepath.Join(cache, "token-*.json"))
			if len(tokens) == 0 {
				t.Fatal("there is no token: the test proves nothing")
			}
			for _, path := range tokens {
				if err := os.WriteFile(path, []byte("{\"access_token\":"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home, _ := fronted(t)
			cache := filepath.Join(home, ".cache", "authzx")
			if name == "a damaged token" {
				e := open(t, home, 100, 30)
				e.shows("61 users", "Ann Archer")
				e.ends()
			} else if err := os.MkdirAll(filepath.Dir(cache), 0o700); err != nil {
				t.Fatal(err)
			}
			spoil(t, cache)
			e := open(t, home, 100, 30)
			e.shows("61 users", "Ann Archer")
			e.ends()
		})
	}
}

func TestASlowAnswerIsWaitedForAndCounted(t *testing.T) {
	t.Parallel()
	home, front := fronted(t)
	front.Add(faulty.Rule{Method: http.MethodGet, Path: "/api/groups", Times: 1, Fault: faulty.Slow(3 * time.Second)})
	e := open(t, home, 120, 30)
	e.shows("s, ctrl+c cancels")
	e.shows("61 users", "Ann Archer")
	e.types("2")
	e.shows("25 groups")
	e.ends()
}

// crowded is a tenant with one group of ten thousand, few of whom are listed.
func crowded(t *testing.T) sample.Tenant {
	t.Helper()
	members := make([]string, 10_000)
	for i := range members {
		members[i] = fmt.Sprintf("auth0|member-%05d", i)
	}
	list, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	return sample.Tenant{
		Users:       []byte(`[{"user_id": "auth0|member-00000", "name": "Ann Archer", "email": "ann@acme.test"}]`),
		Clients:     []byte("[]"),
		Connections: []byte("[]"),
		Document:    fmt.Appendf(nil, `{"groups": [{"_id": "00000000-0000-4000-8000-000000000001", "name": "Crowd", "description": "all", "members": %s}], "roles": [], "permissions": []}`, list),
	}
}

func TestAGroupOfTenThousandIsDrawnAndFollowed(t *testing.T) {
	t.Parallel()
	w, _ := clitest.ConnectedTo(t, crowded(t))
	e := open(t, w.Env.Home, 100, 30)
	e.shows("users")
	e.types("2")
	e.shows("Crowd")
	e.types("\r")
	e.shows("Overview", "Members 10000")
	e.types("]")
	e.shows("member-00001")
	e.types("G")
	e.shows("member-09999")
	e.types("d")
	e.shows("Remove user auth0|member-09999", "enter means no")
}

// The disk is a small one that is full.
func TestAFullDiskStopsWritesAndNothingElse(t *testing.T) {
	t.Parallel()
	home, front := fronted(t)
	state := filepath.Join(home, ".local", "state")
	if err := os.MkdirAll(state, 0o700); err != nil {
		t.Fatal(err)
	}
	const full = `mount -t tmpfs -o size=16k tmpfs "$HOME/.local/state" && { dd if=/dev/zero of="$HOME/.local/state/filler" bs=4k count=8 2>/dev/null; true; }`
	env := []string{"HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH")}
	probe := exec.Command("unshare", "-Urm", "sh", "-c", full)
	probe.Env = env
	if out, err := probe.CombinedOutput(); err != nil {
		t.Skipf("no small disk can be had here: %v: %s", err, strings.TrimSpace(string(out)))
	}
	p, err := Start(Options{Path: "/usr/bin/env", Args: []string{"unshare", "-Urm", "sh", "-c", full + ` && exec "$0"`, program}, Env: env, Columns: 100, Rows: 30})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	e := explorer{p, t}
	e.shows("61 users", "Ann Archer", "ann@acme.test")
	e.adds()
	e.shows("Nothing was sent", "device") // the end of "no space left on device", wherever its line breaks
	for _, seen := range front.Seen() {
		if seen.Method != http.MethodGet {
			t.Errorf("%s %s was sent", seen.Method, seen.Target)
		}
	}
}
