package packaging_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// A workflow that names what isn't there would fail only at the forge, a release at its tag.
func TestTheWorkflowsRunWhatIsThere(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("../.github/workflows/*.yml")
	if err != nil || len(paths) < 2 {
		t.Fatalf("there are %d workflows (%v)", len(paths), err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var workflow struct {
			Jobs map[string]struct {
				Steps []struct{ Run string }
			}
		}
		if err := yaml.Unmarshal(data, &workflow); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		ran := 0
		for _, job := range workflow.Jobs {
			for _, step := range job.Steps {
				words := strings.Fields(step.Run)
				switch {
				case len(words) == 0:
				case words[0] == "make":
					ran++
					if !strings.Contains(string(makefile), "\n"+words[1]+":") {
						t.Errorf("%s: make has no target %s", path, words[1])
					}
				case words[0] == ".ci/run":
					ran++
					if info, err := os.Stat("../.ci/run"); err != nil || info.Mode()&0o111 == 0 {
						t.Errorf("%s: %s can't be run (%v)", path, words[0], err)
					}
				}
			}
		}
		if ran == 0 {
			t.Errorf("%s runs nothing of the project", path)
		}
	}
}

// The image is built from what the Dockerfile copies, and begins with a command of authzx.
func TestTheImageIsBuiltAsReleasesAre(t *testing.T) {
	data, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	env, flags, ldflags := releaseBuild(t)
	build := "RUN " + strings.Join(env, " ") + " go build " + strings.Join(flags, " ") + " -ldflags '" + ldflags + "' -o /image/usr/local/bin/authzx ."
	if !strings.Contains(string(data), "\n"+build+"\n") {
		t.Errorf("the Dockerfile has no line %q", build)
	}
	version := regexp.MustCompile(`(?m)^FROM golang:([\d.]+) `).FindSubmatch(data)
	module, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if version == nil || !strings.Contains(string(module), "\ngo "+string(version[1])+".") {
		t.Errorf("the image is built with Go %s, and go.mod wants another", version)
	}
}

// A tag can be moved to another commit. The comment is what updates go by.
func TestWorkflowsNameTheCommitOfEachAction(t *testing.T) {
	uses, pinned := regexp.MustCompile(`(?m)^ *-? *uses: *(.*)$`), regexp.MustCompile(`^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	var paths []string
	for _, where := range []string{"../.github/workflows/*.yml", "../examples/.github/workflows/*.yml", "../examples/.github/actions/*/*.yml"} {
		found, err := filepath.Glob(where)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", where, err)
		}
		paths = append(paths, found...)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range uses.FindAllStringSubmatch(string(data), -1) {
			if !strings.HasPrefix(found[1], "./") && !pinned.MatchString(found[1]) {
				t.Errorf("%s uses %s, which is no commit with its version behind it", path, found[1])
			}
		}
	}
}
