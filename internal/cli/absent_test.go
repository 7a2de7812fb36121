package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryAnswerSaysWhatIsNotInTheFile(t *testing.T) {
	w := newWorld(t)
	file := filepath.Join("..", "tenant", "testdata", "saved", "groups-answer.json")
	for _, command := range []string{
		"access auth0|u1", "access --all -o csv", "access auth0|u1 -o json", "why auth0|u1 x", "who-can x", "compare auth0|u1 auth0|u2",
		"doctor", "list groups", "list roles", "list users -o json", "exit check", "export",
	} {
		t.Run(command, func(t *testing.T) {
			got := w.run(append(strings.Fields(command), "--snapshot", file)...)
			if !strings.Contains(got.stderr, "roles and permissions are not in the file, so answers about access are incomplete") {
				t.Errorf("exit %d, stderr %q", got.code, got.stderr)
			}
			if got.code == 3 {
				t.Error("what may stand in a list that is not there is answered with no")
			}
		})
	}
	t.Run("diff", func(t *testing.T) {
		if got := w.run("diff", file, file); !strings.Contains(got.stderr, "roles and permissions are not in the file, so the difference is incomplete") {
			t.Errorf("exit %d, stderr %q", got.code, got.stderr)
		}
	})
}

func TestAFileWithoutATenantIsRefusedByEveryCommand(t *testing.T) {
	w := newWorld(t)
	file := filepath.Join("..", "tenant", "testdata", "saved", "export.json")
	for _, command := range []string{
		"doctor --snapshot FILE", "access --all -o csv --snapshot FILE", "list groups --snapshot FILE -o json", "exit check --snapshot FILE", "diff FILE FILE",
	} {
		t.Run(command, func(t *testing.T) {
			got := w.run(strings.Fields(strings.ReplaceAll(command, "FILE", file))...)
			if got.code != 1 && got.code != 2 || got.stdout != "" ||
				!strings.Contains(got.stderr, "holds no groups, roles or permissions: it looks like an error response: 401 Missing authentication") {
				t.Errorf("exit %d, stdout %q, stderr %q", got.code, got.stdout, got.stderr)
			}
		})
	}
}

func TestADiffOfAPartIsNoAllClear(t *testing.T) {
	w := newWorld(t)
	file := filepath.Join("..", "tenant", "testdata", "saved", "groups-answer.json")
	whole := w.File("whole.json", exported)
	for _, args := range [][]string{{file, file}, {whole, file}, {file, whole}} {
		if got := w.run(append([]string{"diff"}, args...)...); got.code != 1 {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if got := w.run("diff", whole, whole); got.code != 0 {
		t.Errorf("%+v", got)
	}
}
