// Authzx is a terminal explorer for Auth0's Authorization Extension.
package main

import (
	"os"

	"authzx/internal/cli"
	"authzx/internal/cli/command"
)

func main() {
	ctx, stop := command.Signals()
	code := cli.Main(ctx, command.System())
	stop()
	os.Exit(code)
}
