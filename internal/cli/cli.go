// Package cli is the command line: the commands, what they print and with which
// code they end. Data goes to standard output, everything else to standard error.
package cli

import (
	"bufio"
	"context"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"authzx/internal/crew"
)

// Main runs one command line and gives the exit code: 0 done, 1 failed, 2 usage
// or configuration, 3 "no", 4 authentication, 130 interrupted.
func Main(ctx context.Context, env Env) int {
	r := &run{env: env}
	root := r.root()
	root.SetArgs(env.Args)
	err := r.guarded(func() error {
		cmd, err := root.ExecuteContextC(ctx)
		if err != nil && !r.started {
			err = &usageError{cause: err, command: cmd.CommandPath()}
		}
		return err
	})
	if closing := r.close(); err == nil {
		err = closing
	}
	return r.report(ctx, err)
}

// run is one run of the program: the world, the flags that all commands share,
// and what has to be closed at the end.
type run struct {
	env     Env
	flags   sharedFlags
	started bool // the command line was understood
	log     *logFile
	lines   *bufio.Reader // standard input, once somebody was asked
	muted   atomic.Bool   // the explorer has the terminal

	mu      sync.Mutex // the explorer opens profiles beside the program
	closers []func() error
}

// later has something closed at the end of the run, the last one first.
func (r *run) later(end func() error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closers = append(r.closers, end)
}

// guarded calls f, whose panic becomes an error that says where its log is.
func (r *run) guarded(f func() error) (err error) {
	if fault := crew.Catch(func() { err = f() }); fault != nil {
		return r.crashed(fault)
	}
	return err
}

func (r *run) close() error {
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

// action is what a command does once its line is understood.
type action func(ctx context.Context, args []string) error

// does makes an action a command's own; an error before it is one of usage.
func (r *run) does(act action) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := r.flags.check(cmd); err != nil {
			return err
		}
		r.started = true
		if err := r.openLog(); err != nil {
			return err
		}
		return act(cmd.Context(), args)
	}
}
