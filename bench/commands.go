//go:build unix

package main

import (
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// offline are the commands that answer from a saved tenant alone. What stands in capitals is
// a thing of it.
func offline() [][]string {
	return [][]string{
		{"access", "USER"}, {"why", "USER", "PERMISSION"}, {"who-can", "PERMISSION"}, {"who-can", "ROLE"}, {"who-can", "GROUP"}, {"compare", "USER", "OTHER"},
		{"list", "users"}, {"list", "groups"}, {"list", "roles"}, {"list", "permissions"}, {"list", "applications"}, {"list", "connections"},
		{"tree"}, {"tree", "GROUP"}, {"graph"}, {"graph", "GROUP"}, {"graph", "USER"},
		{"doctor"}, {"plan", "--add-member", "GROUP=USER"}, {"exit", "check"}, {"export"},
		{"access", "--all", "-o", "csv"},
	}
}

// commands is how long answers take from a shell.
func (b bench) commands(t table, on tenant) error {
	for _, words := range offline() {
		args := slices.Clone(words)
		for i := range args {
			for name, id := range on.things {
				args[i] = strings.ReplaceAll(args[i], name, id)
			}
		}
		runs := b.runs
		var took []float64
		var wrote counter
		for len(took) < runs {
			wrote = 0
			cmd := exec.Command(b.authzx, append([]string{"--snapshot", on.document}, args...)...)
			cmd.Env, cmd.Stdout = []string{"HOME=" + b.folder, "LANG=C.UTF-8"}, &wrote
			started := time.Now()
			err := cmd.Run()
			if failed := (*exec.ExitError)(nil); errors.As(err, &failed) && failed.ExitCode() == 3 { // an answer that is no
				err = nil
			}
			if err != nil {
				return fmt.Errorf("%s: %w", words, err)
			}
			if wrote > 1e9 { // once is enough
				runs = 1
			}
			took = append(took, milliseconds(time.Since(started)))
		}
		goal, what := "450 ms", fmt.Sprintf("`authzx %s`, %d users", strings.Join(words, " "), on.users)
		if wrote > 1e6 {
			goal, what = "450 ms and what it writes", what+fmt.Sprintf(", which writes %.0f MB", float64(wrote)/1e6)
		}
		t.add(what, "ms", 0, took, nil, goal)
	}
	return nil
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
