package session

import (
	"path/filepath"
	"testing"

	"authzx/internal/cli/command"
)

func TestASavedDocumentIsCalledByTheNameOfItsFile(t *testing.T) {
	r := &command.Run{}
	r.Flags.Snapshot = filepath.Join(t.TempDir(), "acme.json")
	s, err := openSnapshot(r)
	if err != nil {
		t.Fatal(err)
	}
	if name := s.Identity().Profile.Raw(); name != "acme.json" {
		t.Errorf("it is called %q", name)
	}
}
