package cli

import (
	"context"
	"os"
	"testing"

	"go.uber.org/goleak"

	"authzx/internal/cli/command"
)

func TestNothingRunsOnAfterACommand(t *testing.T) {
	w, _ := connected(t)
	before := goleak.IgnoreCurrent()
	for _, args := range [][]string{
		{"list", "users"}, {"access", "--all", "-o", "csv"}, {"doctor"}, {"list", "users", "--profile", "none"},
		{"api", "GET", "/groups"}, {"bogus"}, {"secret", "set", "ring"},
	} {
		w.run(args...)
	}
	_, stop := w.serving("--empty")
	stop()
	goleak.VerifyNone(t, before)
}

func TestAnInterruptedQuestionEnds(t *testing.T) {
	w, _ := connected(t)
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = reader.Close(), writer.Close() }()
	w.Env.Terminal, w.Env.Stdin = command.Terminal{In: true, Err: true}, reader
	ctx, cancel := context.WithCancelCause(context.Background())
	asked := &watched{said: make(chan struct{})}
	env := w.Env
	env.Args, env.Stdout, env.Stderr = []string{"api", "POST", "/groups", "--body", w.File("group.json", newGroup)}, asked, asked
	code := make(chan int, 1)
	go func() { code <- Main(ctx, env) }()
	<-asked.said
	cancel(command.ErrSignal)
	if got := <-code; got != command.Interrupted {
		t.Errorf("code %d", got)
	}
}

// watched tells when something was written first.
type watched struct {
	said chan struct{}
	once bool
}

func (w *watched) Write(p []byte) (int, error) {
	if !w.once {
		w.once = true
		close(w.said)
	}
	return len(p), nil
}
