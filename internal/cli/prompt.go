package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/termios"

	"authzx/internal/crew"
	"authzx/internal/secret"
)

// prompt asks a person on standard error and reads a line. A context that ends
// ends the waiting; the read itself ends with the process.
func (r *run) prompt(ctx context.Context, question string) (string, error) {
	if _, err := fmt.Fprint(r.env.Stderr, question); err != nil {
		return "", err
	}
	return await(ctx, func() (string, error) {
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
func (r *run) input() *bufio.Reader {
	if r.lines == nil {
		r.lines = bufio.NewReader(r.env.Stdin)
	}
	return r.lines
}

// await gives what read gives, unless the context ends first.
func await[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
		fault *crew.Fault
	}
	done := make(chan result, 1)
	go func() {
		var got result
		got.fault = crew.Catch(func() { got.value, got.err = read() })
		done <- got
	}()
	select {
	case got := <-done:
		got.fault.Raise()
		return got.value, got.err
	case <-ctx.Done():
		var zero T
		return zero, context.Cause(ctx)
	}
}

// maxSecretLine bounds a secret on standard input, in bytes.
const maxSecretLine = 64 << 10

// readSecret reads a secret: from a terminal without echo, else the one line
// that standard input holds.
func (r *run) readSecret(ctx context.Context, question string) (secret.Secret, error) {
	file, isFile := r.env.Stdin.(*os.File)
	if !r.env.Terminal.In || !isFile {
		all, err := await(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(r.env.Stdin, maxSecretLine)) })
		if err != nil {
			return secret.Secret{}, fmt.Errorf("reading the secret: %w", err)
		}
		return oneLine(all)
	}
	// The echo ends before the question appears: some type, or paste, at once.
	if err := echo(file, false); err != nil {
		return secret.Secret{}, fmt.Errorf("reading the secret: %w", err)
	}
	typed, err := r.prompt(ctx, question)
	_ = echo(file, true)
	_, _ = fmt.Fprintln(r.env.Stderr)
	if err != nil {
		return secret.Secret{}, err
	}
	return oneLine([]byte(typed))
}

// echo says whether a terminal shows what is typed.
func echo(file *os.File, on bool) error {
	fd := int(file.Fd())
	now, err := termios.GetTermios(fd)
	if err != nil {
		return err
	}
	return termios.SetTermios(fd, uint32(now.Ispeed), uint32(now.Ospeed), nil, nil, nil, nil, map[termios.L]bool{termios.ECHO: on})
}

func oneLine(typed []byte) (secret.Secret, error) {
	value := strings.TrimRight(string(typed), "\r\n")
	switch {
	case value == "":
		return secret.Secret{}, usagef("no secret was given")
	case strings.ContainsAny(value, "\r\n\x00"):
		return secret.Secret{}, usagef("the secret is more than one line")
	}
	return secret.New(value), nil
}
