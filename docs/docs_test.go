// Package docs_test runs what README and the documents say.
package docs_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"authzx/internal/cli"
	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
	"authzx/internal/sandbox/sample"
)

// TestMain is authzx where it is called by that name.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) != "authzx" {
		os.Exit(m.Run())
	}
	ctx, stop := command.Signals()
	code := cli.Main(ctx, command.System())
	stop()
	os.Exit(code)
}

// documents are all that tell how authzx is used, from this folder.
func documents(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	return append(found, "../README.md", "../CONTRIBUTING.md", "../SECURITY.md", "../examples/README.md")
}

// block is a piece of a document between fences.
type block struct {
	language, file string // file is what a comment before it calls it
	whole          bool   // its lines are one script
	lines          []string
	at             int // its first line in the document
}

func blocks(t *testing.T, path string) []block {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var found []block
	var open *block
	file := ""
	for i, line := range strings.Split(string(data), "\n") {
		fence, isFence := strings.CutPrefix(line, "```")
		name := regexp.MustCompile(`^<!-- file: (\S+) -->$`).FindStringSubmatch(line)
		switch {
		case isFence && open == nil:
			language, more, _ := strings.Cut(fence, " ")
			open = &block{language: language, whole: more == "whole", file: file, at: i + 2}
			file = ""
		case isFence:
			found = append(found, *open)
			open = nil
		case open != nil:
			open.lines = append(open.lines, line)
		case name != nil:
			file = name[1]
		}
	}
	if open != nil {
		t.Fatalf("%s:%d: a block has no end", path, open.at)
	}
	return found
}

// stage is a folder with a home, a sandbox and authzx on the path.
type stage struct {
	folder, tenant string
	env            []string
}

func newStage(t *testing.T) stage {
	t.Helper()
	world, server := clitest.Connected(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	programs := t.TempDir()
	if err := os.Symlink(self, filepath.Join(programs, "authzx")); err != nil {
		t.Fatal(err)
	}
	base, err := url.Parse(server.BaseURL())
	if err != nil {
		t.Fatal(err)
	}
	s := stage{folder: t.TempDir(), tenant: base.Host}
	s.env = []string{
		"HOME=" + world.Env.Home, "PATH=" + programs + string(os.PathListSeparator) + os.Getenv("PATH"),
		"TERM=xterm-256color", "LANG=C.UTF-8", "TMPDIR=" + s.folder,
	}
	s.write(t, "my-port.js", "exports.onExecutePostLogin = async (event, api) => { api.idToken.setCustomClaim('roles', []); };\n")
	return s
}

func (s stage) write(t *testing.T, name, content string) {
	t.Helper()
	path := filepath.Join(s.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs a line and gives its exit code and all that it wrote.
func (s stage) run(t *testing.T, line string) (code int, wrote string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	cmd.Dir, cmd.Env = s.folder, s.env
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil || cmd.ProcessState == nil {
		t.Fatalf("%s: %v", line, err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// may are the exit codes that a line's comment allows, beside 0: "exit 3 when …".
func may(comment string) []int {
	codes := []int{0}
	if found := regexp.MustCompile(`exit (\d+)`).FindStringSubmatch(comment); found != nil {
		n, _ := strconv.Atoi(found[1])
		codes = append(codes, n)
	}
	return codes
}

// opens reports whether a command opens the explorer; a test of its own does that.
func opens(line string) bool {
	words := strings.Fields(line)
	return len(words) == 1 || words[1] == "demo"
}

func TestEveryCommandOfTheDocumentsDoesWhatItSays(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs every command of every document")
	}
	for _, path := range documents(t) {
		t.Run(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			s, all := newStage(t), blocks(t, path)
			for _, b := range all {
				if b.file != "" {
					s.write(t, b.file, strings.Join(b.lines, "\n")+"\n")
				}
			}
			last := ""
			for _, b := range all {
				switch {
				case b.language == "sh" && b.whole:
					last = s.script(t, path, b)
				case b.language == "sh":
					last = s.play(t, path, b)
				case b.language == "text":
					s.compare(t, path, b, last)
				}
			}
		})
	}
}

// play runs the commands of a block and gives what they wrote.
func (s stage) play(t *testing.T, path string, b block) (wrote string) {
	t.Helper()
	for i, line := range b.lines {
		where := fmt.Sprintf("%s:%d", path, b.at+i)
		command, comment, _ := strings.Cut(line, " #")
		command = strings.ReplaceAll(strings.TrimSpace(command), "--confirm NAME", "--confirm "+s.tenant)
		first, _, _ := strings.Cut(command, " ")
		switch {
		case first == "make":
			mustBeTarget(t, where, command)
			continue
		case first != "authzx" || opens(command):
			continue
		case strings.HasPrefix(command, "authzx sandbox "):
			wrote += s.serve(t, command)
			continue
		}
		if _, err := exec.LookPath("node"); err != nil && strings.Contains(command, " exit verify ") {
			t.Logf("%s: not run, there is no node here", where)
			continue
		}
		code, out := s.run(t, command)
		allowed := false
		for _, c := range may(comment) {
			allowed = allowed || c == code
		}
		if !allowed {
			t.Errorf("%s: %s\nexit code %d:\n%s", where, command, code, out)
		}
		wrote += out
	}
	return wrote
}

// script runs a block at once.
func (s stage) script(t *testing.T, path string, b block) (wrote string) {
	t.Helper()
	if _, err := exec.LookPath("jq"); err != nil {
		t.Logf("%s:%d: not run, there is no jq here", path, b.at)
		return ""
	}
	code, out := s.run(t, "set -e\n"+strings.Join(b.lines, "\n"))
	if code != 0 {
		t.Errorf("%s:%d: exit code %d:\n%s", path, b.at, code, out)
	}
	return out
}

// serve runs a sandbox until it says where it listens, and gives that line as it would be
// at the port that the command names: that may be taken here.
func (s stage) serve(t *testing.T, command string) (line string) {
	t.Helper()
	const named = ":8089"
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", "exec "+strings.ReplaceAll(command, named, ":0"))
	cmd.Dir, cmd.Env = s.folder, s.env
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Errorf("%s: it says nothing: %v", command, err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%s, ended by SIGINT: %v", command, err)
	}
	return regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAllString(line, "127.0.0.1"+named)
}

// compare holds each line of a block against what was written; … stands for what
// differs each time.
func (s stage) compare(t *testing.T, path string, b block, wrote string) {
	t.Helper()
	plain := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	wrote = plain(wrote)
	for i, line := range b.lines {
		for part := range strings.SplitSeq(line, "…") {
			if !strings.Contains(wrote, plain(part)) {
				t.Errorf("%s:%d: %q is not in\n%s", path, b.at+i, part, wrote)
			}
		}
	}
}

func mustBeTarget(t *testing.T, where, command string) {
	t.Helper()
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range strings.Fields(command)[1:] {
		if !strings.Contains(word, "=") && !strings.Contains(string(makefile), "\n"+word+":") {
			t.Errorf("%s: make has no target %s", where, word)
		}
	}
}

func TestLinksBetweenTheDocumentsLeadSomewhere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	for _, path := range append(documents(t), "../ARCHITECTURE.md", "../CHANGELOG.md") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range link.FindAllStringSubmatch(string(data), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), found[1])); err != nil {
				t.Errorf("%s links to %s: %v", path, found[1], err)
			}
		}
	}
}

func TestTheReadmeIsShort(t *testing.T) {
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const most = 320
	if n := strings.Count(string(data), "\n"); n > most {
		t.Errorf("it has %d lines, more than %d", n, most)
	}
}

func TestThePeopleOfTheDocumentsAreThoseOfTheDemo(t *testing.T) {
	var people []struct {
		Email string `json:"email"`
	}
	if err := json.Unmarshal(sample.Company().Users, &people); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, p := range people {
		known[p.Email] = true
	}
	said := 0
	for _, path := range append(documents(t), "../examples/access.toml") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, email := range regexp.MustCompile(`\w+@acme\.test`).FindAllString(string(data), -1) {
			said++
			if !known[email] {
				t.Errorf("%s tells of %s, who is not in the demo", path, email)
			}
		}
	}
	if said < 20 {
		t.Errorf("the documents name somebody %d times: is that all?", said)
	}
}

var update = flag.Bool("update", false, "draw the pictures of the documents anew")

// A picture that a document shows is what the command in the comment before it writes.
func TestThePicturesOfTheDocumentsAreWhatTheProgramDraws(t *testing.T) {
	picture := regexp.MustCompile(`<!-- (authzx graph .*) -->\n!\[[^\]]*\]\((\S+\.svg)\)`)
	drawn := 0
	for _, path := range documents(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range picture.FindAllStringSubmatch(string(data), -1) {
			drawn++
			file := filepath.Join(filepath.Dir(path), found[2])
			code, out := newStage(t).run(t, found[1]+" 2>/dev/null")
			if code != 0 {
				t.Fatalf("%s: exit code %d", found[1], code)
			}
			if *update {
				if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if is, err := os.ReadFile(file); err != nil || string(is) != out {
				t.Errorf("%s is not what %q draws (%v): go test ./docs -run Pictures -update", file, found[1], err)
			}
		}
	}
	if drawn == 0 {
		t.Error("no document shows a picture")
	}
}

func TestTheMovingPictureLoadsFast(t *testing.T) {
	const most = 1 << 20
	if info, err := os.Stat("../screenshots/tour.gif"); err != nil || info.Size() > most {
		t.Errorf("%v, or more than %d bytes", err, most)
	}
}
