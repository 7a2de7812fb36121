package explorer

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/config"
	"authzx/internal/routine"
	"authzx/internal/tenant"
	"authzx/internal/ui"
	"authzx/internal/ui/keyboard"
	"authzx/internal/ui/paint"
	"authzx/internal/views"
	"authzx/internal/views/desk"
	"authzx/internal/views/wayout"
)

// explorerFlags are those of the explorer alone.
type explorerFlags struct {
	mouse bool
}

func (f *explorerFlags) define(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.mouse, "mouse", false, "enable the mouse; terminal selection then needs shift")
}

// OpenByDefault makes the explorer what a command does of itself.
func OpenByDefault(r *command.Run, cmd *cobra.Command) {
	var look explorerFlags
	look.define(cmd)
	cmd.RunE = r.Does(func(ctx context.Context, _ []string) error { return explore(ctx, r, look) })
}

// explore is authzx without a command: the explorer on what the flags say.
func explore(ctx context.Context, r *command.Run, flags explorerFlags) error {
	if err := needTerminal(r); err != nil {
		return err
	}
	if err := session.CheckSnapshot(r); err != nil {
		return err
	}
	collectLater(r)
	routine.Go(measureOnce, func(*routine.Panic) {}) // whoever draws the glyph meets the same
	s, err := session.Open(r, session.Exploring)
	var none *config.NoneError
	if errors.As(err, &none) && none.Asked == "" { // a file that somebody named is no first run
		return firstRun(ctx, r, flags)
	}
	if err != nil {
		return err
	}
	// A program that gives the secret may want the terminal for itself.
	if s.Secret != nil {
		if _, err := s.Secret.Get(ctx); err != nil {
			return err
		}
	}
	cfg, _ := r.Settings() // a fault was told above; a snapshot needs none
	return show(ctx, r, cfg, flags, func(o views.Options) ui.Host {
		o.Source, o.Profiles = sourceOf(r, s), newProfileBook(r)
		return views.New(o)
	})
}

// measureOnce has the width of a glyph looked up, for which a library makes a table of all
// there are: beside what comes before the first frame, which would wait for it.
func measureOnce() { _ = ansi.StringWidthWc("│") }

// firstRun is what a person without any configuration meets.
func firstRun(ctx context.Context, r *command.Run, flags explorerFlags) error {
	cfg, err := r.Settings()
	if err != nil {
		return err
	}
	return show(ctx, r, cfg, flags, func(o views.Options) ui.Host { return views.NewWelcome(o, newProfileBook(r)) })
}

// needTerminal says why there can be no explorer here.
func needTerminal(r *command.Run) error {
	switch term := r.Env.Variable("TERM"); {
	case !r.Env.Terminal.In:
		return command.Usagef("the explorer needs a terminal, and standard input is not one; authzx --help lists the other commands")
	case !r.Env.Terminal.Out:
		return command.Usagef("the explorer needs a terminal, and standard output is not one; authzx --help lists the other commands")
	case term == "" && !r.Env.Windows || term == "dumb":
		return command.Usagef("the explorer can't run on this terminal (TERM=%s); authzx --help lists the other commands", term)
	}
	return nil
}

// show runs the explorer on a host, made with what all hosts share, until the
// person leaves.
func show(ctx context.Context, r *command.Run, cfg config.Config, flags explorerFlags, host func(views.Options) ui.Host) error {
	input, inOK := r.Env.Stdin.(*os.File)
	output, outOK := r.Env.Stdout.(*os.File)
	if !inOK || !outOK {
		return command.Usagef("the explorer needs a terminal")
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	terminal := &borrowed{input: input, output: output}
	keys := keysOf(cfg)
	look := lookOf(r.Env, cfg.UI, keys.Key)
	state := config.ResolvePaths(r.Env.Config(), r.Flags.Config()).State
	app := ui.NewApp(ui.Options{
		Host: host(views.Options{Options: desk.Options{
			Theme: look.theme, Now: r.Env.Now, Every: cfg.UI.Refresh, Keeper: keeper{filepath.Join(state, "lists")},
			ReadOnly: r.ReadOnlyBy(), Editor: editor(r, input, output), Lend: terminal.lend,
		}, WayOut: wayout.Options{
			Addresses: func(s tenant.State, id tenant.Identity) (base, token string) { return session.Addresses(r, s, id) },
			Path:      r.Env.Variable("PATH"),
		}}),
		Theme: look.theme, Keys: keys, Now: r.Env.Now,
		Clipboard: newClipboard(r.Env, state), Mouse: flags.mouse || cfg.UI.Mouse,
	})
	defer app.Close()
	guard := &guard{model: app, end: func() { end(command.ErrFault) }}
	terminal.painter = paint.New(paint.Options{
		Output: keyboard.Output{File: output, Asked: &terminal.asked}, Profile: look.profile,
		Scrolls: !r.Env.Windows, Asks: look.asks, Failed: guard.fail,
	})
	suspension := newSuspension(terminal)
	program := tea.NewProgram(&drawn{guard: guard, painter: terminal.painter},
		tea.WithContext(ctx), tea.WithFPS(idleRate), tea.WithoutSignalHandler(),
		tea.WithInput(newTerminalInput(terminal, func() { end(errTerminalGone) })), tea.WithOutput(silent{output}),
		tea.WithEnvironment(r.Env.Environ), tea.WithColorProfile(look.profile), tea.WithFilter(suspension.filter),
	)
	suspension.watch(program, guard.fail)
	defer suspension.stop()
	r.Mute(true)
	terminal.take()
	_, err := program.Run()
	terminal.giveBack()
	r.Mute(false)
	return ended(ctx, r, guard, err)
}

// idleRate is how often a second Bubble Tea looks whether it has something to draw, which
// it never has.
const idleRate = 1

// ended tells how the explorer came to its end.
func ended(ctx context.Context, r *command.Run, g *guard, err error) error {
	switch {
	case g.caught.Load() != nil:
		return r.Crashed(g.caught.Load())
	case context.Cause(ctx) != nil:
		return context.Cause(ctx)
	case errors.Is(err, tea.ErrInterrupted):
		return command.ErrSignal
	}
	return err
}
