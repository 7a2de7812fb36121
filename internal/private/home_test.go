package private

import (
	"path/filepath"
	"testing"
)

func TestATildeIsTheHomeFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home) // where it is on Windows
	for given, want := range map[string]string{
		"~/out/x": filepath.Join(home, "out", "x"), "out": "out", "/out": "/out", "~out": "~out", "a/~/b": "a/~/b",
	} {
		if got, err := Expand(given); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", given, got, err, want)
		}
	}
}
