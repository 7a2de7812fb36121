package cli

import (
	"os"
	"testing"
	"time"
)

func TestTheNextRunSweepsWhatAKilledOneLeft(t *testing.T) {
	w, _ := connected(t)
	old := time.Now().Add(-2 * time.Hour)
	var left []string
	for _, name := range []string{".config/authzx/.config.toml-12", ".local/state/authzx/tenants/x/.staged.json-34", ".cache/authzx/.token-0.json-56"} {
		path := w.File(name, "x")
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
		left = append(left, path)
	}
	w.ok("list", "groups")
	for _, path := range left {
		if _, err := os.Lstat(path); err == nil {
			t.Errorf("%s stays", path)
		}
	}
}
