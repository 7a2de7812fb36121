//go:build unix

package docs_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"authzx/internal/terminal"
)

const patience = 60 * time.Second

// keyRow is a row of a table whose columns are what is asked, the keys and what is then
// on the screen.
type keyRow struct {
	path, asked string
	keys, shown []string
}

// keyRows are the rows of all tables that tell keys from the start of the explorer.
func keyRows(t *testing.T, path string) []keyRow {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows []keyRow
	inside := false
	for line := range strings.SplitSeq(string(data), "\n") {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		switch {
		case !strings.HasPrefix(line, "|"):
			inside = false
		case len(cells) == 3 && cells[1] == "keys, from the start":
			inside = true
		case inside && len(cells) == 3 && cells[0] != "---":
			rows = append(rows, keyRow{path: path, asked: cells[0], keys: keysOf(cells[1]), shown: quotedIn(cells[2])})
		}
	}
	return rows
}

// keysOf are what stands between backticks, as it is, and the names of keys between them.
func keysOf(cell string) []string {
	var keys []string
	for i, part := range strings.Split(cell, "`") {
		if i%2 == 1 {
			for _, letter := range part {
				keys = append(keys, string(letter))
			}
			continue
		}
		keys = append(keys, strings.Fields(part)...)
	}
	return keys
}

// explorer opens authzx with some arguments, in a home of its own.
func explorer(t *testing.T, args ...string) *terminal.Program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "authzx")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	p, err := terminal.Start(terminal.Options{Path: program, Args: args, Env: []string{
		"HOME=" + t.TempDir(), "TERM=xterm-256color", "LANG=C.UTF-8",
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// shows waits until all the texts are on the screen.
func shows(t *testing.T, p *terminal.Program, texts ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if screen, err := p.Wait(ctx, func(s terminal.Screen) bool { return s.Contains(texts...) }); err != nil {
		t.Fatalf("%q is not there: %v\n%s", screen.Missing(texts...), err, screen)
	}
}

// press sends keys one at a time, each after the one before it was answered.
func press(t *testing.T, p *terminal.Program, keys []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for _, key := range keys {
		before := p.Written()
		if err := p.Press(key); err != nil {
			t.Fatal(err)
		}
		if screen, err := p.Wait(ctx, func(terminal.Screen) bool { return p.Written() > before }); err != nil {
			t.Fatalf("%s changes nothing: %v\n%s", key, err, screen)
		}
	}
}

func TestTheKeysOfTheDocumentsLeadToWhatTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("it opens the explorer for every row")
	}
	var rows []keyRow
	for _, path := range documents(t) {
		rows = append(rows, keyRows(t, path)...)
	}
	if len(rows) < 8 {
		t.Fatalf("the documents have %d rows of keys", len(rows))
	}
	for _, row := range rows {
		t.Run(row.asked, func(t *testing.T) {
			t.Parallel()
			if len(row.shown) == 0 {
				t.Fatalf("%s doesn't say what is seen", row.path)
			}
			p := explorer(t, "demo")
			shows(t, p, "ann@acme.test")
			press(t, p, row.keys)
			shows(t, p, row.shown...)
		})
	}
}

func TestTheExplorerOpensAsTheDocumentsSay(t *testing.T) {
	made := newStage(t)
	if code, out := made.run(t, "authzx snapshot --demo demo.json"); code != 0 {
		t.Fatal(out)
	}
	saved := filepath.Join(made.folder, "demo.json")
	for name, run := range map[string]struct {
		args []string
		text string
	}{
		"the demo":                  {[]string{"demo"}, "ann@acme.test"},
		"at an answer":              {[]string{"--snapshot", saved, "open", "access/ann@acme.test"}, "Permissions 21"},
		"at a group":                {[]string{"--snapshot", saved, "open", "group/Finance"}, "Parent groups"},
		"at who can do something":   {[]string{"--snapshot", saved, "open", "who-can/export:reports"}, "13 users"},
		"without any configuration": {nil, "Connect a tenant"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := explorer(t, run.args...)
			shows(t, p, run.text)
			if err := p.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			if _, err := p.Exit(ctx); err != nil {
				t.Fatal(err)
			}
		})
	}
}
