//go:build unix

package terminal

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"authzx/internal/faulty"
	"authzx/internal/racing"
)

// interrupted leaves a plan in the journal of which nothing was sent.
func interrupted(t *testing.T, home string) {
	t.Helper()
	file := filepath.Join(home, "plan.json")
	for _, args := range [][]string{
		{"plan", "--add-member", "Finance=ad|corp|bruno", "--add-member", "Treasury=ad|corp|bruno", "--out", file}, {"apply", file, "--yes"},
	} {
		cmd := exec.Command(program, args...)
		cmd.Env = []string{"HOME=" + home}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", args[0], err, out)
		}
	}
	journals, err := filepath.Glob(filepath.Join(home, ".local/state/authzx/tenants/*/journal/*.jsonl"))
	if err != nil || len(journals) != 1 {
		t.Fatalf("%v, %v", journals, err)
	}
	whole, err := os.ReadFile(journals[0])
	if err != nil {
		t.Fatal(err)
	}
	begin, _, _ := strings.Cut(string(whole), "\n")
	if err := os.WriteFile(journals[0], []byte(begin+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func writes(front *faulty.Server) int {
	n := 0
	for _, seen := range front.Seen() {
		if seen.Method != http.MethodGet {
			n++
		}
	}
	return n
}

// Typing while the explorer starts sends nothing, though a plan waits to be resumed: each
// printable key by itself, before the first frame, after it, and on the whole list.
func TestNoKeyTypedAtTheStartWrites(t *testing.T) {
	racing.Skip(t, unwatched)
	home, front := fronted(t)
	interrupted(t, home)
	before := writes(front)
	if before == 0 {
		t.Fatal("the plan was never sent: nothing is left of it")
	}
	var keys []string
	for r := ' '; r < unicode.MaxASCII; r++ {
		if r != 'q' { // leaves
			keys = append(keys, string(r))
		}
	}
	keys = append(keys, "/grace", "\r", "q")
	for some := range slices.Chunk(keys, 14) {
		e := open(t, home, 80, 24)
		each := func() {
			for _, key := range some {
				e.types(key + "\x1b[27u")
			}
		}
		leaves := slices.Contains(some, "q")
		acted := func() { // all keys before it have acted
			e.types("?")
			e.shows("─ Keys ─")
			e.types("\x1b[27u")
		}
		if !leaves {
			each()
			acted()
		}
		e.types("7")
		e.shows("unfinished")
		each()
		if !leaves {
			acted()
			e.types("1")
			each()
			acted()
		}
		_ = e.Close()
		if n := writes(front); n != before {
			t.Fatalf("%d requests that write were sent after %q", n-before, some)
		}
	}
}
