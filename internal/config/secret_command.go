package config

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"authzx/internal/environment"
	"authzx/internal/secret"
	"authzx/internal/text"
)

// maxSecret bounds what a command may print, in bytes.
const maxSecret = 64 << 10

// run takes the secret from what a command prints, less one line end. There is
// no shell, and what the command says on its standard error is dropped: it may
// hold anything.
func (f finder) run(ctx context.Context, command []string) (secret.Secret, error) {
	ctx, cancel := context.WithTimeout(ctx, f.commandLimit)
	defer cancel()
	name := "client_secret_command (" + text.Escape(filepath.Base(command[0])) + ")"

	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	var out bounded
	cmd.Stdout, cmd.Env = &out, environment.ForChild(cmd.Environ())
	// A child that outlives the command keeps the pipe open; it is not waited for.
	cmd.WaitDelay = time.Second / 4
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return secret.Secret{}, &tooSlowError{name, f.commandLimit}
	case ctx.Err() != nil:
		return secret.Secret{}, ctx.Err()
	case out.overflowed:
		return secret.Secret{}, fmt.Errorf("%s printed more than %d bytes", name, maxSecret)
	case errors.As(err, &exit):
		return secret.Secret{}, fmt.Errorf("%s exited with %s; run it by hand to see why", name, exit.ProcessState)
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return secret.Secret{}, fmt.Errorf("%s: no such program", name)
	case errors.Is(err, fs.ErrPermission):
		return secret.Secret{}, fmt.Errorf("%s: not executable", name)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return secret.Secret{}, fmt.Errorf("%s could not be run", name)
	}
	return onlyLine(name, string(out.data))
}

// tooSlowError is a program that took too long.
type tooSlowError struct {
	name  string
	limit time.Duration
}

// Error says how long it had.
func (e *tooSlowError) Error() string {
	return fmt.Sprintf("%s took longer than %g s; run it by hand to see what it waits for", e.name, e.limit.Seconds())
}

// Unwrap makes it a deadline.
func (e *tooSlowError) Unwrap() error { return context.DeadlineExceeded }

// onlyLine is what was printed less one line end. Several lines are refused: a
// secret has one, and which of them is meant would be a guess.
func onlyLine(name, printed string) (secret.Secret, error) {
	value := strings.TrimSuffix(strings.TrimSuffix(printed, "\n"), "\r")
	switch {
	case value == "":
		return secret.Secret{}, fmt.Errorf("%s printed nothing", name)
	case strings.ContainsAny(value, "\n\r\x00"):
		return secret.Secret{}, fmt.Errorf("%s printed more than one line", name)
	}
	return secret.New(value), nil
}

// bounded keeps what is written up to maxSecret bytes.
type bounded struct {
	data       []byte
	overflowed bool
}

// Write fails once too much came, which ends the command by a broken pipe.
func (b *bounded) Write(p []byte) (int, error) {
	if len(b.data)+len(p) > maxSecret {
		b.overflowed = true
		return 0, io.ErrShortWrite
	}
	b.data = append(b.data, p...)
	return len(p), nil
}
