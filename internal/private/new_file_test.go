//go:build unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestANewFileIsPrivateWhateverTheUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	path := filepath.Join(t.TempDir(), "a", "b", "file")
	if err := NewFile(path, []byte("x")); err != nil {
		t.Fatal(err)
	}
	if got := mode(t, path).Perm(); got != 0o600 {
		t.Errorf("mode %o", got)
	}
	if got := mode(t, filepath.Dir(path)).Perm(); got != 0o700 {
		t.Errorf("folder's mode %o", got)
	}
}

func TestANewFileTakesNoOthersPlace(t *testing.T) {
	dir := t.TempDir()
	taken, link := filepath.Join(dir, "taken"), filepath.Join(dir, "link")
	if err := os.WriteFile(taken, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "elsewhere"), link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{taken, link} {
		if err := NewFile(path, []byte("new")); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if got, _ := os.ReadFile(taken); string(got) != "old" {
		t.Errorf("holds %q", got)
	}
	if _, err := os.Lstat(filepath.Join(dir, "elsewhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a link was followed: %v", err)
	}
}
