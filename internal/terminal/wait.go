//go:build unix

package terminal

import (
	"context"
	"errors"
	"fmt"
)

// ErrEnded is why a screen that is waited for can't come any more.
var ErrEnded = errors.New("the program has ended")

// Wait returns as soon as ready likes the screen, which it is asked about now and
// at each change. When ctx ends before, or the program does (ErrEnded), the last
// screen comes with the error.
func (p *Program) Wait(ctx context.Context, ready func(Screen) bool) (Screen, error) {
	for {
		screen, changed := p.look()
		if ready(screen) {
			return screen, nil
		}
		select {
		case <-changed:
		case <-p.drained:
			if screen = p.Screen(); ready(screen) {
				return screen, nil
			}
			return screen, fmt.Errorf("waiting for the screen: %w", ErrEnded)
		case <-ctx.Done():
			return screen, fmt.Errorf("waiting for the screen: %w", context.Cause(ctx))
		}
	}
}

// Exit waits for the end of the program and gives its exit code, -1 when a signal
// has ended it. All that it wrote is on the screen then.
func (p *Program) Exit(ctx context.Context) (int, error) {
	for _, done := range []<-chan struct{}{p.ended, p.drained} {
		select {
		case <-done:
		case <-ctx.Done():
			return 0, fmt.Errorf("waiting for the program's end: %w", context.Cause(ctx))
		}
	}
	return p.cmd.ProcessState.ExitCode(), nil
}
