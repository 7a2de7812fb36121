package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"authzx/internal/config"
)

// Env is the world of one run: nothing else is looked at.
type Env struct {
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Terminal       Terminal
	Environ        []string // NAME=value
	Home           string   // the home folder; empty when there is none
	Keyring        config.Keyring
	Now            func() time.Time
	Version        string
}

// Terminal says which of the streams are terminals.
type Terminal struct{ In, Out, Err bool }

// System is the world of this process.
func System() Env {
	system := config.System()
	return Env{
		Args:     os.Args[1:],
		Stdin:    os.Stdin,
		Stdout:   os.Stdout,
		Stderr:   os.Stderr,
		Terminal: Terminal{In: term.IsTerminal(os.Stdin.Fd()), Out: term.IsTerminal(os.Stdout.Fd()), Err: term.IsTerminal(os.Stderr.Fd())},
		Environ:  os.Environ(),
		Home:     system.Home,
		Keyring:  system.Keyring,
		Now:      time.Now,
		Version:  version(),
	}
}

// version is what the build says of itself: a release, or the commit it was
// made from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return strings.Trim(info.Main.Version, "()")
}

// lookup finds an environment variable.
func (e Env) lookup(name string) (string, bool) {
	value, found := "", false
	for _, entry := range e.Environ {
		if n, v, ok := strings.Cut(entry, "="); ok && n == name {
			value, found = v, true // of several the last one counts, as for a shell
		}
	}
	return value, found
}

func (e Env) variable(name string) string {
	value, _ := e.lookup(name)
	return value
}

// config is the part of the world that the configuration may look at.
func (e Env) config() config.Env {
	return config.Env{Lookup: e.lookup, Home: e.Home, Keyring: e.Keyring}
}

// errSignal is why a run ended that a signal ended.
var errSignal = errors.New("interrupted")

// Signals gives a context that ends with the first signal that asks the process
// to end; stop gives the signals back. A hangup that was ignored when the
// process began, as nohup does, stays ignored.
func Signals() (ctx context.Context, stop func()) {
	wanted := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		wanted = append(wanted, syscall.SIGHUP)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	got := make(chan os.Signal, 1)
	signal.Notify(got, wanted...)
	go func() {
		select {
		case <-got:
			// A second signal ends the process at once, should something hang.
			signal.Stop(got)
			cancel(errSignal)
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(got)
		cancel(nil)
	}
}
