package cli

import (
	"testing"

	"authzx/internal/cli/command"
)

func TestTextIsDressedOnTerminalsOnly(t *testing.T) {
	for name, c := range map[string]struct {
		out    bool
		more   []string
		flags  command.Flags
		colour bool
	}{
		"a terminal":      {out: true, colour: true},
		"a pipe":          {},
		"NO_COLOR":        {out: true, more: []string{"NO_COLOR=1"}},
		"the flag":        {out: true, flags: command.Flags{NoColour: true}},
		"a dumb terminal": {out: true, more: []string{"TERM=dumb"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Env.Environ = append(w.Env.Environ, c.more...)
			w.Env.Terminal.Out = c.out
			r := &command.Run{Env: w.Env, Flags: c.flags}
			if got := r.Look().Colour; got != c.colour {
				t.Errorf("colour %v", got)
			}
		})
	}
}
