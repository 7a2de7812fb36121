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
				Steps []struct{ Run, Uses string }
			}
		}
		if err := yaml.Unmarshal(data, &workflow); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		ran := 0
		for _, job := range workflow.Jobs {
			for _, step := range job.Steps {
				if step.Uses != "" && !regexp.MustCompile(`^[\w-]+/[\w-]+@v\d+`).MatchString(step.Uses) {
					t.Errorf("%s uses %s in no version", path, step.Uses)
				}
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
