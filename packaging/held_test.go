package packaging_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var newest = flag.Bool("newest", false, "try the newest versions of what is held back; asks the network")

// ran is what a small program prints that is built with the given versions of libraries.
func ran(t *testing.T, program string, versions map[string]string) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", program, "main.go.txt"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, content := range map[string]string{"main.go": string(source), "go.mod": "module " + program + "\n\ngo 1.26.0\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir, cmd.Env = folder, append(os.Environ(), "GOFLAGS=-mod=mod")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go %s: %v", strings.Join(args, " "), err)
		}
		return strings.TrimSpace(string(out))
	}
	for path, version := range versions {
		run("get", path+"@"+version)
	}
	run("mod", "tidy")
	return run("run", ".")
}

// versions are those that are held of some libraries, and the newest of each.
func versions(t *testing.T, paths ...string) (held, latest map[string]string) {
	t.Helper()
	held, latest = map[string]string{}, map[string]string{}
	for _, path := range paths {
		held[path], latest[path] = required(t)[path], "latest"
	}
	return held, latest
}

func asksTheNetwork(t *testing.T) {
	t.Helper()
	if !*newest {
		t.Skip("it asks the network for the newest versions: make held")
	}
}

// When this fails, pflag's row can go.
func TestTheNewestFlagsStillCrowdTheHelp(t *testing.T) {
	asksTheNetwork(t)
	held, latest := versions(t, "github.com/spf13/pflag")
	const crowd = "[=true|false]"
	if help := ran(t, "help", held); strings.Contains(help, crowd) || !strings.Contains(help, "--switch") {
		t.Errorf("with what is held the help is:\n%s", help)
	}
	if help := ran(t, "help", latest); !strings.Contains(help, crowd) {
		t.Errorf("update, nothing holds it back any more; the help is:\n%s", help)
	}
}

func TestWhatIsNotHeldBackIsTheNewest(t *testing.T) {
	asksTheNetwork(t)
	asked, held := required(t), reasons(t, "Held back")
	listed := json.NewDecoder(strings.NewReader(string(goes(t, "", "list", "-m", "-u", "-json", "all"))))
	for {
		var m struct {
			Path, Version string
			Update        *struct{ Version string }
		}
		if err := listed.Decode(&m); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if asked[m.Path] != "" && m.Update != nil && held[m.Path] == "" {
			t.Errorf("%s is at %s, there is %s, and nothing is said to hold it back", m.Path, m.Version, m.Update.Version)
		}
	}
}
