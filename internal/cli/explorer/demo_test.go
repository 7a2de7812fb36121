package explorer

import (
	"os"
	"path/filepath"
	"testing"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
)

func TestTheDemosJournalIsGoneAfterwards(t *testing.T) {
	w := clitest.New(t)
	w.Set("TMPDIR", w.Env.Home)
	r := &command.Run{Env: w.Env}
	path, err := passing(r)
	if err != nil || filepath.Dir(path) != w.Env.Home {
		t.Fatalf("%q, %v", path, err)
	}
	if err := os.MkdirAll(filepath.Join(path, "tenants"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(w.Env.Home); len(left) != 0 {
		t.Errorf("%v is left", left)
	}
}
