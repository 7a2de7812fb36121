//go:build unix

package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"authzx/internal/cli/command"
	"authzx/internal/sandbox/sample"
)

// stuck is a reader's end that takes nothing.
type stuck struct{ reached, release chan struct{} }

func (s stuck) Write(p []byte) (int, error) {
	close(s.reached)
	<-s.release
	return len(p), nil
}

func TestAnInterruptionEndsAWriteThatNobodyReads(t *testing.T) {
	s := stuck{make(chan struct{}), make(chan struct{})}
	defer close(s.release)
	ctx, cancel := context.WithCancelCause(context.Background())
	r := &command.Run{Env: command.Env{Stdout: s}}
	ended := make(chan error, 1)
	go func() {
		_, err := r.Out(ctx).Write([]byte("row"))
		ended <- err
	}()
	<-s.reached
	cancel(command.ErrSignal)
	if err := <-ended; !errors.Is(err, command.ErrSignal) {
		t.Errorf("got %v", err)
	}
	if _, err := r.Out(ctx).Write(nil); !errors.Is(err, command.ErrSignal) {
		t.Errorf("written after the interruption: %v", err)
	}
}

func TestAnAnswerThatIsInterruptedEndsWithItsCode(t *testing.T) {
	w, _ := connectedTo(t, sample.Generate(sample.Options{Users: 3000, Groups: 20}))
	path := w.Env.Home + "/all.json"
	w.run("snapshot", path)
	for _, args := range [][]string{
		{"access", "--all", "-o", "json"}, {"access", "--all", "-o", "csv"}, {"list", "users"}, {"list", "users", "-o", "json"}, {"list", "users", "-o", "csv"},
	} {
		s := stuck{make(chan struct{}), make(chan struct{})}
		ctx, cancel := context.WithCancelCause(context.Background())
		env := w.Env
		env.Args, env.Stdout, env.Stderr = append(args, "--snapshot", path), s, io.Discard
		code := make(chan int, 1)
		go func() { code <- Main(ctx, env) }()
		<-s.reached
		cancel(command.ErrSignal)
		if got := <-code; got != command.Interrupted {
			t.Errorf("%v: code %d", args, got)
		}
		close(s.release)
	}
}

func TestReadingASnapshotEndsWithAnInterruption(t *testing.T) {
	w := newWorld(t)
	pipe := filepath.Join(w.Env.Home, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	ended := make(chan outcome, 1)
	go func() { ended <- w.runIn(ctx, "list", "users", "--snapshot", pipe) }()
	// The snapshot is being read once there is somebody at the other end.
	writer, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	cancel(command.ErrSignal)
	if got := <-ended; got.code != command.Interrupted {
		t.Errorf("code %d: %s", got.code, got.stderr)
	}
	_ = writer.Close()
}
