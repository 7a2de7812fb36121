package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// journals are the files of the runs of all tenants.
func journals(t *testing.T, w *world) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.Env.Home, ".local/state/authzx/tenants/*/journal/*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestAnUnfinishedPlanIsToldBeforeTheNextChange(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "plan.json")
	w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--out", path)
	w.run("apply", path, "--yes")
	files := journals(t, w)
	if len(files) != 1 {
		t.Fatalf("journals %v", files)
	}
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	begin, _, _ := strings.Cut(string(whole), "\n")
	if err := os.WriteFile(files[0], []byte(begin+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	next := filepath.Join(w.Env.Home, "next.json")
	w.run("plan", "--add-member", "Treasury=ad|corp|bruno", "--out", next)
	body := w.File("group.json", `{"name":"Another","description":"d"}`)
	for _, args := range [][]string{{"apply", next}, {"api", "POST", "/groups", "--body", body}} {
		got := w.run(args...)
		asked := strings.Index(got.stderr, "--yes")
		told := strings.Index(got.stderr, "unfinished: a plan of ")
		if got.code != 2 || told < 0 || told > asked || !strings.Contains(got.stderr, "0 of 1 change done: ") || !strings.Contains(got.stderr, "resume") {
			t.Errorf("%s: code %d, said %s", args[0], got.code, got.stderr)
		}
	}
	if got := w.run("apply", next, "--dry-run"); strings.Contains(got.stderr, "unfinished") {
		t.Errorf("nothing is sent, yet it says %s", got.stderr)
	}
	if err := os.Chmod(files[0], 0o644); err != nil {
		t.Fatal(err)
	}
	if got := w.run("apply", next, "--yes"); got.code != 0 || !strings.Contains(got.stderr, "may be an unfinished plan") || !strings.Contains(got.stderr, "chmod") {
		t.Errorf("code %d, said %s", got.code, got.stderr)
	}
}
