package command

import (
	"bufio"
	"context"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"authzx/internal/routine"
)

// New is a run that nothing is known of yet but its world.
func New(env Env) *Run { return &Run{Env: env} }

// Execute runs the command line on a tree of commands, closes what was opened and
// gives the exit code.
func (r *Run) Execute(ctx context.Context, root *cobra.Command) int {
	root.SetArgs(r.Env.Args)
	err := r.guarded(func() error {
		cmd, err := root.ExecuteContextC(ctx)
		if err != nil && !r.started {
			err = &UsageError{Cause: err, command: cmd.CommandPath()}
		}
		return err
	})
	if closing := r.Close(); err == nil {
		err = closing
	}
	return r.Report(ctx, err)
}

// Run is one run of the program: the world, the flags that all commands share,
// and what has to be closed at the end.
type Run struct {
	Env     Env
	Flags   Flags
	started bool // the command line was understood
	// byVariable: it is the environment that forbids to alter a tenant, no flag.
	byVariable bool
	Log        *LogFile
	lines      *bufio.Reader // standard input, once somebody was asked
	muted      atomic.Bool   // the explorer has the terminal

	mu      sync.Mutex // the explorer opens profiles beside the program
	closers []func() error
	hidden  hidden
}

// Later has something closed at the end of the run, the last one first.
func (r *Run) Later(end func() error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closers = append(r.closers, end)
}

// guarded calls f, whose panic becomes an error that says where its log is.
func (r *Run) guarded(f func() error) (err error) {
	if fault := routine.Catch(func() { err = f() }); fault != nil {
		return r.Crashed(fault)
	}
	return err
}

// Close closes what was opened, the last one first.
func (r *Run) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var first error
	for i := len(r.closers) - 1; i >= 0; i-- {
		if err := r.guarded(r.closers[i]); first == nil {
			first = err
		}
	}
	r.closers = nil
	return first
}

// Action is what a command does once its line is understood.
type Action func(ctx context.Context, args []string) error

// Does makes an action a command's own; an error before it is one of usage.
func (r *Run) Does(act Action) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := r.Flags.check(cmd); err != nil {
			return err
		}
		r.started = true
		r.byVariable = !r.Flags.ReadOnly && r.Env.readOnly()
		r.Flags.ReadOnly = r.Flags.ReadOnly || r.byVariable
		if err := r.openLog(); err != nil {
			return err
		}
		r.sweep()
		return act(cmd.Context(), args)
	}
}
