package cli

import (
	"os"
	"os/exec"
	"strings"
)

// editor gives the command that opens a file in the person's editor; nil where
// none is known.
func (r *run) editor(input, output *os.File) func(path string) (*exec.Cmd, error) {
	words := r.editorWords()
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
		cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = input, output, output, r.env.Environ
		return cmd, nil
	}
}

// editorWords are the program and its arguments: the variables may hold both.
func (r *run) editorWords() []string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := strings.Fields(r.env.variable(name)); len(words) > 0 {
			return words
		}
	}
	if _, err := exec.LookPath("vi"); err == nil {
		return []string{"vi"}
	}
	return nil
}
