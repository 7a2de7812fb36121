package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"
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
	w.env.Terminal, w.env.Stdin = Terminal{In: true, Err: true}, reader
	ctx, cancel := context.WithCancelCause(context.Background())
	asked := &watched{said: make(chan struct{})}
	env := w.env
	env.Args, env.Stdout, env.Stderr = []string{"api", "POST", "/groups", "--body", w.file("group.json", newGroup)}, asked, asked
	code := make(chan int, 1)
	go func() { code <- Main(ctx, env) }()
	<-asked.said
	cancel(errSignal)
	if got := <-code; got != exitInterrupted {
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

func TestTheDemosJournalIsGoneAfterwards(t *testing.T) {
	w := newWorld(t)
	w.set("TMPDIR", w.env.Home)
	r := &run{env: w.env}
	path, err := r.passing()
	if err != nil || filepath.Dir(path) != w.env.Home {
		t.Fatalf("%q, %v", path, err)
	}
	if err := os.MkdirAll(filepath.Join(path, "tenants"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(w.env.Home); len(left) != 0 {
		t.Errorf("%v is left", left)
	}
}

func TestTheEditorIsThePersons(t *testing.T) {
	for name, c := range map[string]struct{ environ, want []string }{
		"VISUAL before EDITOR": {[]string{"VISUAL=code --wait", "EDITOR=ed"}, []string{"code", "--wait"}},
		"EDITOR":               {[]string{"VISUAL=", "EDITOR=ed"}, []string{"ed"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := &run{env: Env{Environ: c.environ}}
			if got := r.editorWords(); strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q", got)
			}
		})
	}
	r := &run{env: Env{Environ: []string{"EDITOR=true -x"}}}
	cmd, err := r.editor(os.Stdin, os.Stdout)("/tmp/form")
	if err != nil || strings.Join(cmd.Args[1:], " ") != "-x /tmp/form" || cmd.Stdin != os.Stdin {
		t.Errorf("%v, %v", cmd, err)
	}
}
