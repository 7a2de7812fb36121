//go:build unix

package docs_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"go.yaml.in/yaml/v4"

	"authzx/internal/cli/clitest"
)

// action is a workflow's job, or what an action does: steps one after another.
type action struct {
	Env    map[string]string
	Inputs map[string]struct{ Default string }
	Steps  []actionStep
	Runs   struct{ Steps []actionStep }
}

// actionStep runs a script or uses an action.
type actionStep struct {
	Run, Uses string
	Env, With map[string]string
}

// runner runs what a forge would run, on a stage.
type runner struct {
	stage
	t    *testing.T
	port string // in place of the one that is named, which may be taken
	ran  int    // commands of authzx, or of what stands in for docker
}

// theirPort is the one that the examples name.
const theirPort = "8089"

func newRunner(t *testing.T) *runner {
	t.Helper()
	r := &runner{stage: newStage(t), t: t, port: freePort(t)}
	if err := os.CopyFS(r.folder, os.DirFS("../examples")); err != nil {
		t.Fatal(err)
	}
	docker, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range r.env {
		if path, ok := strings.CutPrefix(v, "PATH="); ok {
			r.env[i] = "PATH=" + docker + string(os.PathListSeparator) + path
		}
	}
	temp := t.TempDir()
	r.write(t, "github.env", "")
	r.env = append(r.env, "RUNNER_TEMP="+temp, "GITHUB_ENV="+filepath.Join(r.folder, "github.env"))
	return r
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// yamlOf reads a file of the examples.
func yamlOf(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// play does the steps, with the values that expressions stand for.
func (r *runner) play(steps []actionStep, values map[string]string) {
	r.t.Helper()
	for _, step := range steps {
		switch own, isOwn := strings.CutPrefix(step.Uses, "./"); {
		case isOwn:
			var a action
			yamlOf(r.t, filepath.Join(r.folder, own, "action.yml"), &a)
			given := map[string]string{}
			for name, input := range a.Inputs {
				given["inputs."+name] = input.Default
			}
			for name, value := range step.With {
				if _, known := a.Inputs[name]; !known {
					r.t.Errorf("%s has no input %s", step.Uses, name)
				}
				given["inputs."+name] = value
			}
			r.play(a.Runs.Steps, given)
		case step.Uses == "" && !strings.HasPrefix(step.Run, "sudo dpkg -i "):
			r.script(step, values)
		}
	}
}

// script runs a step as bash does for a forge, and takes in what it leaves for the next.
func (r *runner) script(step actionStep, values map[string]string) {
	r.t.Helper()
	cmd := exec.CommandContext(r.t.Context(), "bash", "-e", "-c", strings.ReplaceAll(step.Run, theirPort, r.port))
	cmd.Dir = r.folder
	cmd.Env = append(cmd.Env, r.env...)
	for name, value := range step.Env {
		cmd.Env = append(cmd.Env, name+"="+fill(value, values))
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.CombinedOutput()
	group := cmd.Process.Pid
	r.t.Cleanup(func() { _ = syscall.Kill(-group, syscall.SIGKILL) }) // a sandbox may go on
	if err != nil {
		r.t.Fatalf("%s\n%v\n%s", step.Run, err, out)
	}
	r.ran++
	left, err := os.ReadFile(filepath.Join(r.folder, "github.env"))
	if err != nil {
		r.t.Fatal(err)
	}
	r.env = append(r.env, strings.Fields(string(left))...)
}

// fill puts values in the place of expressions.
func fill(text string, values map[string]string) string {
	for name, value := range values {
		text = strings.ReplaceAll(text, fmt.Sprintf("${{ %s }}", name), value)
	}
	return text
}

func TestTheExampleRepositoryWorksAgainstTheSandbox(t *testing.T) {
	for _, tool := range []string{"bash", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("the examples need it: ", err)
		}
	}
	workflows, err := filepath.Glob("../examples/.github/workflows/*.yml")
	if err != nil || len(workflows) < 2 {
		t.Fatalf("the examples have %d workflows (%v)", len(workflows), err)
	}
	for _, path := range workflows {
		var workflow struct{ Jobs map[string]action }
		yamlOf(t, path, &workflow)
		if len(workflow.Jobs) == 0 {
			t.Errorf("%s has no jobs", path)
		}
		for name, job := range workflow.Jobs {
			t.Run(filepath.Base(path)+"/"+name, func(t *testing.T) {
				t.Parallel()
				r := newRunner(t)
				for name, value := range job.Env {
					value = fill(value, map[string]string{
						"vars.AUTHZX_IMAGE": "authzx", "secrets.AUTHZX_READER_ID": "reader", "secrets.AUTHZX_READER_SECRET": clitest.Canary,
					})
					r.env = append(r.env, name+"="+strings.ReplaceAll(value, theirPort, r.port))
				}
				r.play(job.Steps, nil)
				if r.ran == 0 {
					t.Error("it runs nothing")
				}
			})
		}
	}
}
