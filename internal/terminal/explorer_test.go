//go:build unix

package terminal

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// program is the built explorer.
var program string

// unwatched is why a long test has no place under the race detector.
const unwatched = "the program is built without the race detector, and this is long"

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "authzx-terminal")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "authzx")
	if out, err := exec.Command("go", "build", "-o", program, "authzx").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the explorer: %v\n%s", err, out)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// explorer is the program in a terminal, with a home of its own.
type explorer struct {
	*Program
	t *testing.T
}

func open(t *testing.T, home string, w, h int, args ...string) explorer {
	t.Helper()
	return openIn(t, nil, home, w, h, args...)
}

// openIn does so with more in the environment; of two the last counts.
func openIn(t *testing.T, more []string, home string, w, h int, args ...string) explorer {
	t.Helper()
	env := append([]string{"HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH")}, more...)
	p, err := Start(Options{Path: program, Args: args, Env: env, Columns: w, Rows: h})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return explorer{p, t}
}

// patience is how long a test waits for what must come: a busy machine may take a while.
const patience = 2 * time.Minute

func (e explorer) shows(texts ...string) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if screen, err := e.Wait(ctx, func(s Screen) bool { return s.Contains(texts...) }); err != nil {
		e.t.Fatalf("%q is not on the screen: %v\n%s", screen.Missing(texts...), err, screen)
	}
}

func (e explorer) types(keys string) {
	e.t.Helper()
	if err := e.Type(keys); err != nil {
		e.t.Fatal(err)
	}
}

// box is how a sandbox is reached.
type box struct {
	BaseURL  string `json:"base_url"`
	TokenURL string `json:"token_url"`
	ID       string `json:"client_id"`
	Secret   string `json:"client_secret"`
}

// serve starts a sandbox with the demo's tenant.
func serve(t *testing.T, home string) box {
	t.Helper()
	server := exec.Command(program, "sandbox")
	server.Env = []string{"HOME=" + home}
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	var at box
	if err := json.NewDecoder(out).Decode(&at); err != nil {
		t.Fatal(err)
	}
	return at
}

// configured writes a configuration whose profile reaches a sandbox.
func configured(t *testing.T, home string, at box) {
	t.Helper()
	config := fmt.Sprintf("default_profile = \"box\"\n[profiles.box]\nbase_url = %q\ntoken_url = %q\nclient_id = %q\nclient_secret = %q\n",
		at.BaseURL, at.TokenURL, at.ID, at.Secret)
	file := filepath.Join(home, ".config", "authzx", "config.toml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
}

// sandboxed starts a sandbox with the demo's tenant and gives a home whose
// profile reaches it, and a snapshot of it.
func sandboxed(t *testing.T) (home, snapshot string) {
	t.Helper()
	home = t.TempDir()
	configured(t, home, serve(t, home))
	snapshot = filepath.Join(home, "saved.json")
	save := exec.Command(program, "snapshot", snapshot)
	save.Env = []string{"HOME=" + home}
	if out, err := save.CombinedOutput(); err != nil {
		t.Fatalf("saving a snapshot: %v\n%s", err, out)
	}
	return home, snapshot
}

func TestTheExplorerShowsListsDetailsAndAccessOfEverySource(t *testing.T) {
	home, snapshot := sandboxed(t)
	for name, args := range map[string][]string{
		"the demo": {"demo"}, "a profile": nil, "a snapshot": {"--snapshot", snapshot},
	} {
		for _, size := range [][2]int{{80, 24}, {200, 50}} {
			t.Run(fmt.Sprintf("%s at %dx%d", name, size[0], size[1]), func(t *testing.T) {
				e := open(t, home, size[0], size[1], args...)
				e.shows("61 users", "Ann Archer", "ann@acme.test")
				e.types("/ann\r")
				e.shows("/ ann")
				e.types("E")
				e.shows("Ann Archer: access", "[Permissions 21]", "approve:expenses", "Accounts Payable")
				e.types("j\r")
				e.shows("role Approver")
				e.types("2")
				e.shows("25 groups")
				e.types("/finance\r\r")
				e.shows("Overview", "Members 13", "2 direct, 13 total")
				e.types("]")
				e.shows("Beatrix Adler", "Accounts Payable")
				e.types("3")
				e.shows("15 roles", "Approver")
				e.types("/approver\r\r")
				e.shows("Permissions", "Groups", "Users")
				e.types("4")
				e.shows("45 permissions", "read:expenses")
				e.types("\r")
				e.shows("Held by")
			})
		}
	}
}

func TestTheScreenIsWhatAFreshDrawingGives(t *testing.T) {
	t.Parallel()
	e := open(t, t.TempDir(), 80, 24, "demo")
	e.shows("61 users")
	keys := []string{"j", "j", "j", "k", "G", "g", "\x04", "\x15", "s", "S", "1", "2", "3", "4", "\r", "]", "E", "\x1b[B", "\x1b[A"}
	random := rand.New(rand.NewPCG(7, 7))
	for range 8 {
		for range 25 {
			e.types(keys[random.IntN(len(keys))])
		}
		before := still(t, e)
		e.types("\x0c")
		if after := still(t, e); after != before {
			t.Fatalf("the screen was\n%s\nand is after a fresh drawing\n%s", before, after)
		}
	}
}

// still is the screen once nothing has been written for a while.
func still(t *testing.T, e explorer) string {
	t.Helper()
	const quiet = 250 * time.Millisecond
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		screen, changed := e.look()
		select {
		case <-changed:
		case <-time.After(quiet):
			return screen.String()
		}
	}
	t.Fatal("the screen does not come to rest")
	return ""
}

func TestEverySizeIsDrawnAndTooSmallIsSaid(t *testing.T) {
	t.Parallel()
	e := open(t, t.TempDir(), 80, 24, "demo")
	e.shows("61 users")
	for _, size := range [][2]int{{1, 1}, {20, 5}, {60, 15}, {300, 100}, {59, 40}, {80, 24}} {
		if err := e.Resize(size[0], size[1]); err != nil {
			t.Fatal(err)
		}
		switch {
		case size[0] >= 60 && size[1] >= 15:
			e.shows("61 users")
		case size[0] >= 12:
			e.shows("too small", "60x15")
		}
	}
	e.types("q")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if code, err := e.Exit(ctx); err != nil || code != 0 {
		t.Errorf("code %d, %v", code, err)
	}
}

func TestAddingAUserToTwoGroupsAndTakingItBack(t *testing.T) {
	t.Parallel()
	e := open(t, t.TempDir(), 80, 24, "demo")
	e.shows("61 users")
	e.types("/ann\r")
	e.shows("/ ann")
	e.types("a")
	e.shows("Groups of Ann Archer", "type to filter")
	e.types("controlling\t")
	e.shows("+1")
	for range len("controlling") {
		e.types("\x7f")
	}
	e.types("treasury\t")
	e.shows("+2")
	e.types("\r")
	e.shows("Treasury", "enter means no")
	e.types("y")
	e.shows("2 changes applied, verified")
	e.types("u")
	e.shows("n no")
	e.types("y")
	e.shows("undone, verified")
}
