//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheExplorerTakesTheKeysOfTheConfiguration(t *testing.T) {
	t.Parallel()
	w, _ := connected(t)
	before, err := os.ReadFile(filepath.Join(w.Env.Home, ".config/authzx/config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	w.Configure(string(before) + "\n[keys]\ngo_groups = \"f6\"\nlist.filter = [\"f\", \"/\"]\n")
	s := w.opened()
	s.shows("61 users", "Ann Archer")
	s.types("\x1b[17~") // F6
	s.shows("25 groups", "f filter")
	s.types("f")
	s.types("Finance")
	s.shows("1 of 25")
	s.types("\rq")
	if code := s.code(); code != 0 {
		t.Errorf("code %d", code)
	}
}
