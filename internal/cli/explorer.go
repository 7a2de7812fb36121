package cli

import (
	"context"
	"errors"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"authzx/internal/config"
	"authzx/internal/ui"
	"authzx/internal/views"
)

// explorerFlags are those of the explorer alone.
type explorerFlags struct {
	mouse bool
}

func (f *explorerFlags) define(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.mouse, "mouse", false, "take mouse clicks; the terminal's own selection then needs shift")
}

// explore is authzx without a command: the explorer on what the flags say.
func (r *run) explore(ctx context.Context, flags explorerFlags) error {
	if err := r.needTerminal(); err != nil {
		return err
	}
	s, err := r.open(writing)
	var none *config.NoneError
	if errors.As(err, &none) && none.Asked == "" { // a file that somebody named is no first run
		return r.firstRun(ctx, flags)
	}
	if err != nil {
		return err
	}
	// A program that gives the secret may want the terminal for itself.
	if s.secret != nil {
		if _, err := s.secret.get(ctx); err != nil {
			return err
		}
	}
	cfg, _ := r.settings() // a fault was told above; a saved document needs none
	return r.show(ctx, cfg, flags, func(o views.Options) ui.Host {
		o.Source, o.Profiles = s.Source, r.profileBook()
		return views.New(o)
	})
}

// firstRun is what a person without any configuration meets.
func (r *run) firstRun(ctx context.Context, flags explorerFlags) error {
	cfg, err := r.settings()
	if err != nil {
		return err
	}
	return r.show(ctx, cfg, flags, func(o views.Options) ui.Host { return views.NewWelcome(o, r.profileBook()) })
}

// needTerminal says why there can be no explorer here.
func (r *run) needTerminal() error {
	switch term := r.env.variable("TERM"); {
	case !r.env.Terminal.In:
		return usagef("the explorer needs a terminal, and standard input is none; authzx --help lists the commands that need none")
	case !r.env.Terminal.Out:
		return usagef("the explorer needs a terminal, and standard output is none; authzx --help lists the commands that need none")
	case term == "" || term == "dumb":
		return usagef("the explorer can't draw on this terminal (TERM=%s); authzx --help lists the commands that don't draw", term)
	}
	return nil
}

// show runs the explorer on a host, made with what all hosts share, until the
// person leaves.
func (r *run) show(ctx context.Context, cfg config.Config, flags explorerFlags, host func(views.Options) ui.Host) error {
	input, inOK := r.env.Stdin.(*os.File)
	output, outOK := r.env.Stdout.(*os.File)
	if !inOK || !outOK {
		return usagef("the explorer needs a terminal")
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	look := lookOf(r.env, cfg.UI)
	app := ui.NewApp(ui.Options{
		Host: host(views.Options{
			Theme: look.theme, Now: r.env.Now, ReadOnly: r.flags.readOnly, Editor: r.editor(input, output),
		}),
		Theme: look.theme, Keys: ui.NewKeymap(ui.Bindings()), Now: r.env.Now,
		Clipboard: newClipboard(r.env, config.ResolvePaths(r.env.config(), r.flags.config()).State), Mouse: flags.mouse || cfg.UI.Mouse,
	})
	defer app.Close()
	guard := &guard{model: app, end: func() { end(errFault) }}
	suspension := newSuspension()
	program := tea.NewProgram(guard,
		tea.WithContext(ctx), tea.WithFPS(frameRate), tea.WithoutSignalHandler(),
		tea.WithInput(&terminalInput{File: input, gone: func() { end(errTerminalGone) }}), tea.WithOutput(output),
		tea.WithEnvironment(look.environ), tea.WithColorProfile(look.profile), tea.WithFilter(suspension.filter),
	)
	suspension.watch(program)
	defer suspension.stop()
	r.muted.Store(true)
	_, err := program.Run()
	r.muted.Store(false)
	return r.ended(ctx, guard, err)
}

// errFault is why the program ends after a panic.
var errFault = errors.New("a fault of the explorer's own")

// frameRate halves the latency of a key against the usual 60.
const frameRate = 120

// ended tells how the explorer came to its end.
func (r *run) ended(ctx context.Context, g *guard, err error) error {
	switch {
	case g.caught.Load() != nil:
		return r.crashed(g.caught.Load())
	case context.Cause(ctx) != nil:
		return context.Cause(ctx)
	case errors.Is(err, tea.ErrInterrupted):
		return errSignal
	}
	return err
}
