// Package packaging_test holds what is handed out to what it should be: licences,
// dependencies, the path of the module, the packages.
package packaging_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

var update = flag.Bool("update", false, "write LICENSES.md")

// module is a library as go list tells of it.
type module struct {
	Path, Version, Dir string
	Main, Indirect     bool
}

// goes runs go in the top folder, for a system where one is named.
func goes(t *testing.T, system string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir, cmd.Env = "..", append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-trimpath")
	if system != "" {
		cmd.Env = append(cmd.Env, "GOOS="+system, "GOARCH=amd64")
	}
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, &wrong)
	}
	return out
}

// shipped are the libraries in the program, on any system.
func shipped(t *testing.T) map[string]module {
	t.Helper()
	found := map[string]module{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		out := json.NewDecoder(bytes.NewReader(goes(t, system, "list", "-deps", "-json=Module", ".")))
		for {
			var of struct{ Module *module }
			if err := out.Decode(&of); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if m := of.Module; m != nil && !m.Main {
				found[m.Path] = *m
			}
		}
	}
	return found
}

// licence is the text of a library's licence, and its name.
func licence(t *testing.T, m module) (name, text string) {
	t.Helper()
	for _, file := range []string{"LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING", "License", "License.txt"} {
		data, err := os.ReadFile(filepath.Join(m.Dir, file))
		if err != nil {
			continue
		}
		text = strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n"))
		one := strings.Join(strings.Fields(text), " ")
		for _, kind := range []struct{ name, says string }{
			{"Apache-2.0", "Apache License Version 2.0"},
			{"MIT", "Permission is hereby granted, free of charge"},
			{"BSD-3-Clause", "Neither the name of"},
			{"BSD-2-Clause", "Redistribution and use in source and binary forms"},
		} {
			if strings.Contains(one, kind.says) {
				return kind.name, text
			}
		}
		t.Errorf("%s: the licence in %s is none of those that are known to be fine", m.Path, file)
		return "", text
	}
	t.Errorf("%s has no licence", m.Path)
	return "", ""
}

func TestTheLicencesOfAllLibrariesAreHandedOut(t *testing.T) {
	const file = "../LICENSES.md"
	libraries := shipped(t)
	var b strings.Builder
	b.WriteString("# Licences of the libraries in authzx\n\nMade by `make licenses`; authzx itself is under the [MIT licence](LICENSE).\n")
	for _, path := range slices.Sorted(maps.Keys(libraries)) {
		name, text := licence(t, libraries[path])
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n```\n%s\n```\n", path, name, text)
	}
	fmt.Fprintf(&b, "\n## The Go standard library\n\nBSD-3-Clause, as golang.org/x/sys above.\n")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != b.String() {
		t.Errorf("LICENSES.md isn't that of the libraries at hand (%v): run make licenses", err)
	}
}

// reasons are the rows of a table of dependencies: the library, and why it is there.
func reasons(t *testing.T, title string) map[string]string {
	t.Helper()
	data, err := os.ReadFile("../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(data), "\n## "+title+"\n")
	if !found {
		t.Fatalf("docs/dependencies.md has no section %q", title)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	rows := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.+) \\|$").FindAllStringSubmatch(section, -1) {
		rows[row[1]] = row[2]
	}
	return rows
}

// required are the modules that go.mod asks for by itself.
func required(t *testing.T) map[string]string {
	t.Helper()
	var file struct {
		Require []struct {
			Path, Version string
			Indirect      bool
		}
	}
	if err := json.Unmarshal(goes(t, "", "mod", "edit", "-json"), &file); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, m := range file.Require {
		if !m.Indirect {
			found[m.Path] = m.Version
		}
	}
	return found
}

func TestEveryDependencyHasAReasonAndWhatIsForTestsStaysOut(t *testing.T) {
	in, asked := shipped(t), required(t)
	inside, outside := reasons(t, "In the program"), reasons(t, "For tests and pictures only")
	for path := range asked {
		_, ships := in[path]
		switch {
		case ships && inside[path] == "":
			t.Errorf("%s is in the program, and docs/dependencies.md doesn't say why", path)
		case !ships && outside[path] == "":
			t.Errorf("%s is asked for, and docs/dependencies.md doesn't say what for", path)
		}
	}
	for path := range inside {
		if _, ships := in[path]; !ships || asked[path] == "" {
			t.Errorf("docs/dependencies.md tells of %s, which is not in the program", path)
		}
	}
	for path := range outside {
		if _, ships := in[path]; ships {
			t.Errorf("%s is for tests or pictures only, and is in the program", path)
		}
		if asked[path] == "" {
			t.Errorf("docs/dependencies.md tells of %s, which nobody asks for", path)
		}
	}
}

func TestWhatIsHeldBackIsHeldAtTheVersionThatTheReasonIsAbout(t *testing.T) {
	asked, held := required(t), reasons(t, "Held back")
	if len(held) == 0 {
		t.Fatal("nothing is held back: the section can go")
	}
	for path, why := range held {
		version, _, _ := strings.Cut(strings.TrimPrefix(why, "`"), "`")
		if asked[path] != version {
			t.Errorf("%s is at %s and said to be held at %s", path, asked[path], version)
		}
	}
}

func TestNoUpdateIsProposedOfWhatIsHeldBack(t *testing.T) {
	data, err := os.ReadFile("../.github/dependabot.yml")
	if err != nil {
		t.Fatal(err)
	}
	ignored := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^ +- dependency-name: (\S+)$`).FindAllStringSubmatch(string(data), -1) {
		ignored[found[1]] = true
	}
	if held := reasons(t, "Held back"); !slices.Equal(slices.Sorted(maps.Keys(ignored)), slices.Sorted(maps.Keys(held))) {
		t.Errorf("updates are ignored of %v, and held back are %v", slices.Sorted(maps.Keys(ignored)), slices.Sorted(maps.Keys(held)))
	}
}

// copyProject copies what makes the program and its tests.
func copyProject(t *testing.T, to string) {
	t.Helper()
	tracked, err := exec.CommandContext(t.Context(), "git", "-C", "..", "ls-files", "-z", "--", "*.go", "go.mod", "go.sum", "packaging", "internal", "LICENSE").Output()
	if err != nil {
		t.Skip("the files of the project are not known without git: ", err)
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(tracked), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			continue // deleted, and not committed yet
		}
		if err := os.MkdirAll(filepath.Join(to, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), data, 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

// releaseBuild is how programs are built that are handed out.
func releaseBuild(t *testing.T) (env, flags []string, ldflags string) {
	t.Helper()
	data, err := os.ReadFile("../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Builds []struct{ Env, Flags, Ldflags []string }
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Builds) != 1 || len(file.Builds[0].Ldflags) != 1 {
		t.Fatalf("it says %+v", file)
	}
	return file.Builds[0].Env, file.Builds[0].Flags, file.Builds[0].Ldflags[0]
}

// `make reproducible` does the same with all that is handed out, and compiles anew.
func TestTheProgramIsTheSameFromEveryFolder(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program twice")
	}
	env, flags, ldflags := releaseBuild(t)
	build := func(folder string) []byte {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		copyProject(t, folder)
		args := append([]string{"build", "-o", "built", "-ldflags", ldflags}, flags...)
		cmd := exec.CommandContext(t.Context(), "go", append(args, ".")...)
		cmd.Dir, cmd.Env = folder, append(append(os.Environ(), "GOFLAGS="), env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		program, err := os.ReadFile(filepath.Join(folder, "built"))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(program, []byte(folder)) {
			t.Errorf("the program names the folder that it was built in")
		}
		return program
	}
	top := t.TempDir()
	if !bytes.Equal(build(filepath.Join(top, "here")), build(filepath.Join(top, "another", "place"))) {
		t.Error("built in another folder, the program has other bytes")
	}
}

func TestTheModuleCanBeGivenAnotherPath(t *testing.T) {
	if testing.Short() {
		t.Skip("it copies the project")
	}
	top := t.TempDir()
	copyProject(t, top)
	const path = "code.example.com/acme/authzx.v2"
	run := func(name string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir, cmd.Env = top, append(os.Environ(), "GOFLAGS=-trimpath -mod=mod")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
		return string(out)
	}
	run("packaging/module-path", path)
	if got := strings.TrimSpace(run("go", "list", "-m")); got != path {
		t.Errorf("the module is %s", got)
	}
	// Every import of every package and test has to lead somewhere.
	if out := run("go", "list", "-deps", "-test", "-f", "{{if .Error}}{{.Error}}{{end}}", "./..."); strings.TrimSpace(out) != "" {
		t.Error(out)
	}
	if out := run("gofmt", "-l", "main.go", "internal"); out != "" {
		t.Errorf("gofmt would change %s", out)
	}
}

func TestWhatDistMadeRunsFromItsPackage(t *testing.T) {
	if _, err := os.Stat("../dist/checksums.txt"); err != nil {
		t.Skip("there is no dist: make dist makes it")
	}
	if _, err := exec.LookPath("dpkg-deb"); err != nil {
		t.Skip("there is no dpkg-deb here")
	}
	out, err := exec.CommandContext(t.Context(), "./dist-check").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

func TestTheFormulaAndTheManifestAreFilledInFromTheSums(t *testing.T) {
	dist := t.TempDir()
	var sums strings.Builder
	for i, platform := range []string{"linux_amd64.tar.gz", "linux_arm64.tar.gz", "darwin_amd64.tar.gz", "darwin_arm64.tar.gz", "windows_amd64.zip", "windows_arm64.zip"} {
		fmt.Fprintf(&sums, "%064d  authzx_1.2.3_%s\n", i+1, platform)
	}
	if err := os.WriteFile(filepath.Join(dist, "checksums.txt"), []byte(sums.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "./manifests", dist, "https://dl.example/authzx/v1.2.3").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	formula, err := os.ReadFile(filepath.Join(dist, "homebrew/authzx.rb"))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(dist, "scoop/authzx.json"))
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"formula": string(formula), "manifest": string(manifest)} {
		if left := regexp.MustCompile(`@[A-Z_0-9]+@`).FindString(text); left != "" {
			t.Errorf("the %s still has %s", what, left)
		}
	}
	if !strings.Contains(string(formula), fmt.Sprintf("https://dl.example/authzx/v1.2.3/authzx_1.2.3_darwin_arm64.tar.gz\"\n      sha256 \"%064d\"", 4)) {
		t.Errorf("the formula has not the sum of its archive:\n%s", formula)
	}
	if !json.Valid(manifest) || !strings.Contains(string(manifest), fmt.Sprintf("%064d", 6)) {
		t.Errorf("the manifest is no JSON, or lacks a sum:\n%s", manifest)
	}
}
