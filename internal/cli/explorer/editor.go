package explorer

import (
	"os"
	"os/exec"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/environment"
)

// editor gives the command that opens a file in the person's editor; nil where
// none is known.
func editor(r *command.Run, input, output *os.File) func(path string) (*exec.Cmd, error) {
	words := editorWords(r)
	if len(words) == 0 {
		return nil
	}
	return func(path string) (*exec.Cmd, error) {
		program, err := exec.LookPath(words[0])
		if err != nil {
			return nil, err
		}
		cmd := exec.Command(program, append(words[1:len(words):len(words)], path)...)
		// An editor needs the terminal itself, not a pipe to it.
		cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = input, output, output, environment.ForChild(r.Env.Environ)
		return cmd, nil
	}
}

// editorWords are the program and its arguments: the variables may hold both.
func editorWords(r *command.Run) []string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := strings.Fields(r.Env.Variable(name)); len(words) > 0 {
			return words
		}
	}
	usual := "vi"
	if r.Env.Windows {
		usual = "notepad"
	}
	if _, err := exec.LookPath(usual); err == nil {
		return []string{usual}
	}
	return nil
}
