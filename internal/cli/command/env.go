package command

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"os/user"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"authzx/internal/config"
	"authzx/internal/environment"
	"authzx/internal/routine"
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
	User, Host     string // who runs the program, and where
	Commit         string // that the program was built from; empty where the build does not say
	Built          string // when that commit was made, as RFC 3339
	Keys           func([]config.KeyChoice) []config.KeyFault
	Windows        bool // there is no TERM, no locale and no signal to suspend
}

// Terminal says which of the streams are terminals, and how many columns that of the
// output has, else that of messages; 0 is not known.
type Terminal struct {
	In, Out, Err bool
	Width        int
}

// System is the world of this process.
func System() Env {
	system, built := config.System(), build()
	width, _, err := term.GetSize(os.Stdout.Fd())
	if err != nil { // messages are seen all the same
		width, _, _ = term.GetSize(os.Stderr.Fd())
	}
	return Env{
		Args:     os.Args[1:],
		Stdin:    os.Stdin,
		Stdout:   os.Stdout,
		Stderr:   os.Stderr,
		Terminal: Terminal{In: term.IsTerminal(os.Stdin.Fd()), Out: term.IsTerminal(os.Stdout.Fd()), Err: term.IsTerminal(os.Stderr.Fd()), Width: width},
		Environ:  environment.All(),
		Home:     system.Home,
		Keyring:  system.Keyring,
		Now:      time.Now,
		Version:  built.version,
		Commit:   built.commit,
		Built:    built.date,
		User:     userName(),
		Host:     hostName(),
		Windows:  system.Windows,
	}
}

// userName is who runs the program, as the system knows it; else the number.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return strconv.Itoa(os.Getuid())
}

// hostName is empty where the system doesn't tell.
func hostName() string {
	name, _ := os.Hostname()
	return name
}

// stamp is what the build says of itself.
type stamp struct{ version, commit, date string }

// build reads the stamp: a release, or the commit that the program was made from.
func build() stamp {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return stamp{version: "unknown"}
	}
	s := stamp{version: strings.Trim(info.Main.Version, "()")}
	if s.version == "" {
		s.version = "unknown"
	}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			s.commit = setting.Value
		case "vcs.time":
			s.date = setting.Value
		}
	}
	return s
}

// Lookup finds an environment variable.
func (e Env) Lookup(name string) (string, bool) {
	value, found := "", false
	for _, entry := range e.Environ {
		if n, v, ok := strings.Cut(entry, "="); ok && n == name {
			value, found = v, true // of several the last one counts, as for a shell
		}
	}
	return value, found
}

// Variable is the value of an environment variable; empty where it is not set.
func (e Env) Variable(name string) string {
	value, _ := e.Lookup(name)
	return value
}

// Config is the part of the world that the configuration may look at.
func (e Env) Config() config.Env {
	return config.Env{Lookup: e.Lookup, Home: e.Home, Keyring: e.Keyring, Windows: e.Windows, Keys: e.Keys}
}

// ErrSignal is why a run ended that a signal ended.
var ErrSignal = errors.New("interrupted")

// ErrFault is why a program ends after a panic.
var ErrFault = errors.New("internal error")

// Signals gives a context that ends with the first signal that asks the process
// to end, those for which Go would print all its stacks over the terminal included;
// stop gives the signals back. A hangup that was ignored when the process began, as
// nohup does, stays ignored.
func Signals() (ctx context.Context, stop func()) {
	wanted := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGABRT}
	if !signal.Ignored(syscall.SIGHUP) {
		wanted = append(wanted, syscall.SIGHUP)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	got := make(chan os.Signal, 1)
	signal.Notify(got, wanted...)
	routine.Go(func() {
		select {
		case <-got:
			// A second signal ends the process at once, should something hang.
			signal.Stop(got)
			cancel(ErrSignal)
		case <-ctx.Done():
		}
	}, func(*routine.Panic) { cancel(ErrFault) })
	return ctx, func() {
		signal.Stop(got)
		cancel(nil)
	}
}
