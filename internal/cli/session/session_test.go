package session

import (
	"errors"
	"os"
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

func TestASnapshotThatIsMissingIsAFaultOfTheCommandLine(t *testing.T) {
	r := &command.Run{}
	if err := CheckSnapshot(r); err != nil {
		t.Errorf("none was named: %v", err)
	}
	r.Flags.Snapshot = filepath.Join(t.TempDir(), "acme.json")
	if err := CheckSnapshot(r); !errors.As(err, new(*command.UsageError)) {
		t.Errorf("it is missing: %v", err)
	}
	if err := os.WriteFile(r.Flags.Snapshot, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := CheckSnapshot(r); err != nil {
		t.Errorf("it is there: %v", err)
	}
}
