package private

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatIsReadHasABound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(strings.Repeat("x", 2048)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, most := range []int64{2048, 4096} {
		if data, err := ReadAtMost(path, most); err != nil || len(data) != 2048 {
			t.Errorf("within %d: %d bytes, %v", most, len(data), err)
		}
	}
	var large *TooLargeError
	if data, err := ReadAtMost(path, 2047); !errors.As(err, &large) || data != nil || !strings.Contains(err.Error(), path+" has more than 1 KB") {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if _, err := AllOf(strings.NewReader("12345"), 4); !errors.As(err, &large) {
		t.Error(err)
	}
	if _, err := ReadAtMost("/dev/zero", 1<<20); !errors.As(err, &large) {
		t.Error(err)
	}
	if err := os.Truncate(path, maxOwn+1); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadFile(path); !errors.As(err, &large) {
		t.Error(err)
	}
}

func TestALargeFileIsReadWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, size := range []int{worthParts - 1, worthParts, 2*worthParts + piece + 1} {
		content := make([]byte, size)
		for i := range content {
			content[i] = byte(i % 251)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if data, err := ReadAtMost(path, int64(size)); err != nil || !bytes.Equal(data, content) {
			t.Errorf("%d of %d bytes, %v", len(data), size, err)
		}
		var large *TooLargeError
		if data, err := ReadAtMost(path, int64(size)-1); !errors.As(err, &large) || data != nil {
			t.Errorf("%d of %d bytes, %v", len(data), size, err)
		}
	}
}

// What became shorter since it was looked at ends where it ends now.
func TestAFileThatShrinksIsReadToItsEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	data, err := begun(f, make([]byte, 0, worthParts+1), worthParts)
	if err == nil {
		data, err = within(f, path, worthParts, data)
	}
	if err != nil || string(data) != "short" {
		t.Errorf("%q, %v", data, err)
	}
}
