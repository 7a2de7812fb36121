package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
	"authzx/internal/sandbox"
	"authzx/internal/sandbox/sample"
)

// canary is a secret that must never be printed.
const canary = clitest.Canary

// TestMain lets the test binary stand in for authzx, so that it can be run in
// a terminal of its own.
func TestMain(m *testing.M) {
	if os.Getenv("AUTHZX_TEST_PROGRAM") == "" {
		os.Exit(m.Run())
	}
	ctx, stop := command.Signals()
	env := command.System()
	env.Now = clock(os.Getenv("AUTHZX_TEST_CLOCK"))
	code := Main(ctx, env)
	stop()
	os.Exit(code)
}

// clock is the real one; one that goes wrong by a time such as -1h; or one that panics
// once, after a file of that path was made.
func clock(said string) func() time.Time {
	off, err := time.ParseDuration(said)
	return func() time.Time {
		if said != "" && err != nil && os.Remove(said) == nil {
			panic("the clock fails")
		}
		return time.Now().Add(off)
	}
}

// world is a home of its own, in which authzx is run.
type world struct{ *clitest.World }

// outcome is what came of one run.
type outcome struct {
	code           int
	stdout, stderr string
}

func newWorld(t *testing.T) *world { return &world{clitest.New(t)} }

func connected(t *testing.T) (*world, *sandbox.Server) {
	t.Helper()
	return connectedTo(t, sample.Company())
}

func connectedTo(t *testing.T, from sample.Tenant) (*world, *sandbox.Server) {
	t.Helper()
	w, server := clitest.ConnectedTo(t, from)
	return &world{w}, server
}

// run runs one command line to its end.
func (w *world) run(args ...string) outcome { return w.runIn(context.Background(), args...) }

func (w *world) runIn(ctx context.Context, args ...string) outcome {
	w.T.Helper()
	var stdout, stderr bytes.Buffer
	env := w.Env
	env.Args, env.Stdout, env.Stderr = args, &stdout, &stderr
	code := Main(ctx, env)
	return outcome{code, stdout.String(), stderr.String()}
}

// ok runs a command line that must succeed and say nothing on standard error.
func (w *world) ok(args ...string) string {
	w.T.Helper()
	got := w.run(args...)
	if got.code != 0 || got.stderr != "" {
		w.T.Fatalf("authzx %s: code %d\n%s", strings.Join(args, " "), got.code, got.stderr)
	}
	return got.stdout
}

// decoded is a JSON document as values.
func decoded[T any](t *testing.T, document string) T {
	t.Helper()
	var value T
	if err := json.Unmarshal([]byte(document), &value); err != nil {
		t.Fatalf("%v in %s", err, document)
	}
	return value
}
