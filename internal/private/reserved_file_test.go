//go:build unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAReservedFileIsThereBeforeItsData(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "key")
	r, err := Reserve(path, 100)
	must(t, err)
	if got := mode(t, path).Perm(); got != 0o600 {
		t.Errorf("mode %o", got)
	}
	if b, _ := os.ReadFile(path); len(b) != 100 || strings.TrimSpace(string(b)) != "" {
		t.Errorf("holds %q", b)
	}
	must(t, r.Keep([]byte("the key")))
	if b, _ := os.ReadFile(path); string(b) != "the key" {
		t.Errorf("holds %q", b)
	}
	if _, err := Reserve(path, 1); !errors.Is(err, fs.ErrExist) {
		t.Errorf("the file was taken: %v", err)
	}
}

func TestADroppedFileIsGone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	r, err := Reserve(path, 3)
	must(t, err)
	must(t, r.Drop())
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	r, err = Reserve(path, 3)
	must(t, err)
	if err := r.Keep([]byte("four")); err == nil {
		t.Error("more was kept than there is room for")
	}
}
