package cli

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
)

// paths are the words of a command and of all below it that help lists.
func paths(cmd *cobra.Command) [][]string {
	found := [][]string{strings.Fields(cmd.CommandPath())[1:]}
	for _, below := range cmd.Commands() {
		if below.IsAvailableCommand() {
			found = append(found, paths(below)...)
		}
	}
	return found
}

func TestHelpIsWrappedToTheTerminalOr80Columns(t *testing.T) {
	w := newWorld(t)
	// A command to copy and a row of a list stay whole.
	whole := regexp.MustCompile(`^(  \S|\t)`)
	for _, c := range []struct {
		terminal command.Terminal
		width    int
	}{
		{command.Terminal{}, 80},
		{command.Terminal{Err: true, Width: 60}, 80}, // the help goes into a pipe
		{command.Terminal{Out: true, Width: 60}, 60},
		{command.Terminal{Out: true, Width: 120}, 120},
	} {
		w.Env.Terminal = c.terminal
		widest := 0
		for _, path := range append(paths(root(&command.Run{Env: w.Env})), []string{"plan", "--edits"}) {
			for line := range strings.Lines(w.ok(append(path, "--help")...)) {
				n := ansi.StringWidth(strings.TrimRight(line, "\n"))
				if whole.MatchString(line) {
					continue
				}
				widest = max(widest, n)
				if n > c.width {
					t.Errorf("%v at %d columns: %d in %q", path, c.width, n, line)
				}
			}
		}
		if widest < c.width-5 {
			t.Errorf("at %d columns no line has more than %d", c.width, widest)
		}
	}
}
