package private

import (
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
