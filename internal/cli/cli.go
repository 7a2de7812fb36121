// Package cli is the command line: Main, and the tree of commands that the packages
// below it give by families.
package cli

import (
	"context"

	"authzx/internal/cli/command"
	"authzx/internal/cli/explorer"
)

// Main runs one command line and gives the exit code: 0 done, 1 failed, 2 usage
// or configuration, 3 "no", 4 authentication, 130 interrupted.
func Main(ctx context.Context, env command.Env) int {
	env.Keys = explorer.KeyFaults
	r := command.New(env)
	return r.Execute(ctx, root(r))
}
