package ui

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of keys into the README")

func TestTheReadmeListsTheKeysOfTheTable(t *testing.T) {
	const file, from, to = "../../README.md", "<!-- keys -->\n", "<!-- end of keys -->"
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := strings.Cut(string(readme), from)
	listed, tail, closed := strings.Cut(rest, to)
	if !found || !closed {
		t.Fatal("the README has no place for the keys")
	}
	want := NewKeymap(Bindings()).Markdown()
	if *update {
		if err := os.WriteFile(file, []byte(head+from+want+to+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if listed != want {
		t.Error("the README's keys are not those of the table: run go test ./internal/ui -update")
	}
}
