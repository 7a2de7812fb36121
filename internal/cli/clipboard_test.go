//go:build unix

package cli

import (
	"path/filepath"
	"testing"
)

func TestTheDemoExportsIntoAFile(t *testing.T) {
	w := newWorld(t)
	s := w.opened("demo")
	s.shows("61 users")
	s.types("x")
	s.shows("CSV to a file")
	s.types("\r")
	s.shows("exported 61 rows of users to ~/")
	s.types("q")
	s.code()
	files, err := filepath.Glob(filepath.Join(w.Env.Home, ".local", "state", "authzx", "exports", "users-*.csv"))
	if err != nil || len(files) != 1 {
		t.Errorf("the files are %v: %v", files, err)
	}
}
