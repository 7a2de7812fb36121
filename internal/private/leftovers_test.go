package private

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// gone is the id of a process that has ended.
func gone(t *testing.T) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

func TestWhatAKilledRunLeftIsSwept(t *testing.T) {
	old := time.Now().Add(-2 * time.Hour)
	ended := Passing("edit", gone(t))
	for name, c := range map[string]struct {
		path  string
		at    time.Time
		sweep func(folder string, before time.Time)
		stays bool
	}{
		"of a write":                 {"a/.journal.jsonl-123", old, Sweep, false},
		"of a write just now":        {"a/.journal.jsonl-123", time.Now(), Sweep, true},
		"what is whole":              {"a/journal.jsonl-123", old, Sweep, true},
		"of another program":         {"a/.profile-backup", old, Sweep, true},
		"beside the configuration":   {".config.toml-99", old, besideConfig, false},
		"of another file beside it":  {".other-99", old, besideConfig, true},
		"of an editor":               {ended + "77.json", old, SweepPassing, false},
		"of an editor that is open":  {Passing("edit", os.Getpid()) + "77.json", old, SweepPassing, true},
		"of an editor just now":      {ended + "77.json", time.Now(), SweepPassing, true},
		"of a demo":                  {Passing("demo", gone(t)) + "0af/journal", old, SweepPassing, false},
		"another file of the folder": {"authzx-notes.json", old, SweepPassing, true},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, c.path)
			if err := WriteFile(path, []byte("x")); err != nil {
				t.Fatal(err)
			}
			for at := path; at != folder; at = filepath.Dir(at) {
				if err := os.Chtimes(at, c.at, c.at); err != nil {
					t.Fatal(err)
				}
			}
			c.sweep(folder, time.Now().Add(-time.Hour))
			if _, err := os.Lstat(path); (err == nil) != c.stays {
				t.Errorf("stays %v, want %v", err == nil, c.stays)
			}
		})
	}
}

func besideConfig(folder string, before time.Time) {
	SweepBeside(filepath.Join(folder, "config.toml"), before)
}
