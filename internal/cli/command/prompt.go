package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"authzx/internal/routine"
	"authzx/internal/secret"
)

// CanAsk reports whether there is a person to be asked.
func (r *Run) CanAsk(inputTaken bool) bool {
	return r.Env.Terminal.In && r.Env.Terminal.Err && !inputTaken
}

// Prompt asks a person on standard error and reads a line. A context that ends
// ends the waiting; the read itself ends with the process.
func (r *Run) Prompt(ctx context.Context, question string) (string, error) {
	if _, err := fmt.Fprint(r.Env.Stderr, question); err != nil {
		return "", err
	}
	return routine.Await(ctx, func() (string, error) {
		line, err := r.input().ReadString('\n')
		if errors.Is(err, io.EOF) && line != "" {
			err = nil
		}
		if err != nil {
			return "", fmt.Errorf("reading the answer: %w", err)
		}
		return strings.TrimRight(line, "\r\n"), nil
	})
}

// input is standard input by lines; what one question leaves is for the next.
func (r *Run) input() *bufio.Reader {
	if r.lines == nil {
		r.lines = bufio.NewReader(r.Env.Stdin)
	}
	return r.lines
}

// maxSecretLine bounds a secret on standard input, in bytes.
const maxSecretLine = 64 << 10

// ReadSecret reads a secret: from a terminal without echo, else the one line
// that standard input holds.
func (r *Run) ReadSecret(ctx context.Context, question string) (secret.Secret, error) {
	file, isFile := r.Env.Stdin.(*os.File)
	if !r.Env.Terminal.In || !isFile {
		all, err := routine.Await(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(r.Env.Stdin, maxSecretLine)) })
		if err != nil {
			return secret.Secret{}, fmt.Errorf("reading the secret: %w", err)
		}
		return r.oneLine(all)
	}
	// The echo ends before the question appears: some type, or paste, at once.
	if err := echo(file, false); err != nil {
		return secret.Secret{}, fmt.Errorf("reading the secret: %w", err)
	}
	typed, err := r.Prompt(ctx, question)
	_ = echo(file, true)
	_, _ = fmt.Fprintln(r.Env.Stderr)
	if err != nil {
		return secret.Secret{}, err
	}
	return r.oneLine([]byte(typed))
}

func (r *Run) oneLine(typed []byte) (secret.Secret, error) {
	value := strings.TrimRight(string(typed), "\r\n")
	switch {
	case value == "":
		return secret.Secret{}, Usagef("no secret was given")
	case strings.ContainsAny(value, "\r\n\x00"):
		return secret.Secret{}, Usagef("the secret is more than one line")
	}
	given := secret.New(value)
	r.Hide(given)
	return given, nil
}
