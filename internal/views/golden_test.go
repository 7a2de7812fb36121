package views

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "rewrite the golden frames")

// sizes are those of the golden frames.
var sizes = [][2]int{{60, 15}, {80, 24}, {120, 40}, {200, 50}}

// golden compares the screen with the frame kept under that name, and holds
// that every line is exactly as wide as the terminal.
func (e *driver) golden(name string) {
	e.t.Helper()
	content := e.app.View().Content
	lines := strings.Split(content, "\n")
	w := ansi.StringWidth(lines[0])
	for i, l := range lines {
		if got := ansi.StringWidth(l); got != w {
			e.t.Errorf("line %d is %d cells wide, want %d: %q", i, got, w, l)
		}
	}
	frame := e.frame() + "\n"
	path := filepath.Join("testdata", "golden", fmt.Sprintf("%s-%dx%d.txt", name, w, len(lines)))
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			e.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(frame), 0o644); err != nil {
			e.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		e.t.Fatalf("no golden frame (run with -update): %v; the screen is\n%s", err, frame)
	}
	if string(want) != frame {
		e.t.Errorf("the screen differs from %s:\n%s\nwant\n%s", path, frame, want)
	}
}

// goldens compares the screen at every size with the frames kept under that name.
func (e *driver) goldens(name string) {
	e.t.Helper()
	for _, s := range sizes {
		e.send(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		e.settle()
		e.golden(name)
	}
}

// eachSize runs a test at every size of the golden frames.
func eachSize(t *testing.T, test func(t *testing.T, w, h int)) {
	for _, s := range sizes {
		t.Run(fmt.Sprintf("%dx%d", s[0], s[1]), func(t *testing.T) { test(t, s[0], s[1]) })
	}
}
