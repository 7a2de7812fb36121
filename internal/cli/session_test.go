package cli

import (
	"path/filepath"
	"testing"
)

func TestASavedDocumentIsCalledByTheNameOfItsFile(t *testing.T) {
	r := &run{}
	r.flags.snapshot = filepath.Join(t.TempDir(), "acme.json")
	if name := r.openSnapshot().Identity().Profile.Raw(); name != "acme.json" {
		t.Errorf("it is called %q", name)
	}
}
