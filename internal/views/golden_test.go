package views

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "rewrite the golden frames")

// size is the one at which every screen is kept as a frame.
var size = [2]int{80, 24}

// others are the sizes at which every screen is held to fill the terminal exactly, and
// those in resized are kept as frames too.
var others = [][2]int{{60, 15}, {120, 40}, {200, 50}}

// resized are the frames whose layout is another one on other terminals.
var resized = []string{
	"access-permissions", "access-login", "change-changes-staged", "change-form-new", "change-picker", "change-review",
	"compare-both", "configuration", "detail-group", "detail-user-permissions", "doctor", "exchange", "explorer",
	"hierarchy-all",
	"list-groups", "list-users", "matrix-users", "palette-open", "profiles", "request-answer",
	"way-out", "welcome", "who-can",
}

// golden compares the screen with the frame kept under that name, at other sizes too
// where those are kept, and holds that it fills each of them.
func (e *driver) golden(name string) {
	e.t.Helper()
	e.plain(name)
	if e.w != size[0] || e.h != size[1] {
		return
	}
	for _, s := range others {
		e.resize(s[0], s[1])
		e.fills()
		if slices.Contains(resized, name) {
			e.plain(name)
		}
	}
	e.resize(size[0], size[1])
}

// plain compares the screen as it is with the frame kept under that name.
func (e *driver) plain(name string) {
	e.t.Helper()
	e.fills()
	e.keeps(fmt.Sprintf("%s-%dx%d", name, e.w, e.h), e.frame()+"\n")
}

// styled compares the screen, its colours and weights included, with the frame kept
// under that name, in which ␛ stands for escape.
func (e *driver) styled(name string) {
	e.t.Helper()
	e.fills()
	e.keeps(fmt.Sprintf("%s-%dx%d-styled", name, e.w, e.h), strings.ReplaceAll(e.app.View().Content, "\x1b", "␛")+"\n")
}

func (e *driver) resize(w, h int) {
	e.send(tea.WindowSizeMsg{Width: w, Height: h})
	e.settle()
}

// fills holds that the screen is exactly as large as the terminal.
func (e *driver) fills() {
	e.t.Helper()
	lines := strings.Split(e.app.View().Content, "\n")
	if len(lines) != e.h {
		e.t.Errorf("there are %d lines, want %d", len(lines), e.h)
	}
	for i, l := range lines {
		if got := ansi.StringWidth(l); got != e.w {
			e.t.Errorf("line %d is %d cells wide, want %d: %q", i, got, e.w, l)
		}
	}
}

// keeps compares a frame with the one kept under that name, or keeps it.
func (e *driver) keeps(name, frame string) {
	e.t.Helper()
	path := filepath.Join("testdata", "golden", name+".txt")
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
