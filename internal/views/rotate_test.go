package views

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/endpoint"
)

// keepKeyIn answers the question for the file of a new key.
func (e *driver) keepKeyIn(file string) {
	e.t.Helper()
	e.shows("Save the new key to which file?", "returned once")
	e.retype(file)
	e.press("<enter>")
}

func (e *driver) rotations() int {
	n := 0
	for _, x := range e.tenant.Log().Entries() {
		if x.Route == endpoint.ConfigurationRotateKey {
			n++
		}
	}
	return n
}

func TestARotationAsksForAFileFirstAndKeepsTheKeyThere(t *testing.T) {
	e := explore(t, 100, 30)
	file := filepath.Join(t.TempDir(), "new", "key")
	e.fillIn("PATCH", "/configuration/rotate-apikey")
	e.press("<ctrl+r>")
	e.keepKeyIn("")
	e.shows("nothing entered")
	e.press("<esc>")
	if e.rotations() != 0 {
		t.Fatal("a key was made that nobody has")
	}
	e.press("<ctrl+r>")
	e.keepKeyIn(file)
	e.shows("Send this PATCH?", "The new key goes into", "type acme")
	e.agree()
	e.shows("200 OK", "the new key is in", "the old one no longer works", `"hash": "***"`)
	key, err := os.ReadFile(file)
	if info, _ := os.Stat(file); err != nil || len(key) != 64 || info.Mode().Perm() != 0o600 {
		t.Fatalf("%d bytes were kept: %v", len(key), err)
	}
	e.hides(string(key))
	e.press("y", "Y", "<enter>", "@", "j", "<enter>", "Y", "<enter>")
	for _, copied := range e.copied {
		if strings.Contains(copied, string(key)) {
			t.Errorf("copied %q", copied)
		}
	}
	for _, x := range e.tenant.Log().Entries() {
		if strings.Contains(string(x.Answer), string(key)) {
			t.Errorf("the log of %s holds the key", x.Target)
		}
	}
}

func TestARotationTakesNoFileThatIsThere(t *testing.T) {
	e := explore(t, 100, 30)
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	e.fillIn("PATCH", "/configuration/rotate-apikey")
	e.press("<ctrl+r>")
	e.keepKeyIn(file)
	e.agree()
	e.shows("file exists", "nothing was sent")
	if kept, err := os.ReadFile(file); err != nil || string(kept) != "mine" || e.rotations() != 0 {
		t.Errorf("the file holds %q, %d rotations were sent, %v", kept, e.rotations(), err)
	}
}

func TestALockedTenantIsUnlockedBeforeARotationAsksForItsFile(t *testing.T) {
	e := explore(t, 100, 30)
	e.press("!")
	e.fillIn("PATCH", "/configuration/rotate-apikey")
	e.press("<ctrl+r>")
	e.shows("Unlock writing?")
	e.press("y")
	e.shows("Save the new key to which file?")
}
