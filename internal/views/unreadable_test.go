package views

import (
	"os"
	"path/filepath"
	"testing"

	"authzx/internal/ui/theme"
)

func TestAJournalThatCannotBeReadIsToldBesideTheUnfinishedPlan(t *testing.T) {
	state := t.TempDir()
	e := newDriver(t)
	e.leaveUnfinished(state)
	e.tenant = connectAt(t, e.server, state)
	files, err := filepath.Glob(filepath.Join(state, "tenants/*/journal/*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v %v", files, err)
	}
	hidden := filepath.Join(filepath.Dir(files[0]), "00000000-20260102T030405Z.jsonl")
	if err := os.WriteFile(hidden, []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(hidden, 0o644); err != nil {
		t.Fatal(err)
	}
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, 160, 30)
	e.shows("an earlier plan may be unfinished", "chmod")
	e.press("<esc>")
	e.shows("1 unfinished plan")
	e.press("1", "/", "<ctrl+u>", "ann@", "<enter>", "a", "treas", "<enter>")
	e.shows("Add user", "An earlier plan may be unfinished")
	e.press("<esc>", "<esc>", "<esc>", "7", "G")
	e.shows("2026-01-02", "can't be read")
	for _, key := range []string{"u", "R", "<enter>"} {
		e.press(key)
		e.shows("chmod")
		e.press("<esc>")
	}
	if err := os.Chmod(hidden, 0o600); err != nil {
		t.Fatal(err)
	}
	e.press("1", "r", "7")
	e.shows("damaged")
	e.hides("an earlier plan may be unfinished")
}
