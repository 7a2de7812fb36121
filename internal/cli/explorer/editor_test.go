package explorer

import (
	"os"
	"strings"
	"testing"

	"authzx/internal/cli/command"
)

func TestTheEditorIsThePersons(t *testing.T) {
	for name, c := range map[string]struct{ environ, want []string }{
		"VISUAL before EDITOR": {[]string{"VISUAL=code --wait", "EDITOR=ed"}, []string{"code", "--wait"}},
		"EDITOR":               {[]string{"VISUAL=", "EDITOR=ed"}, []string{"ed"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := &command.Run{Env: command.Env{Environ: c.environ}}
			if got := editorWords(r); strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q", got)
			}
		})
	}
	r := &command.Run{Env: command.Env{Environ: []string{"EDITOR=true -x"}}}
	cmd, err := editor(r, os.Stdin, os.Stdout)("/tmp/form")
	if err != nil || strings.Join(cmd.Args[1:], " ") != "-x /tmp/form" || cmd.Stdin != os.Stdin {
		t.Errorf("%v, %v", cmd, err)
	}
}
