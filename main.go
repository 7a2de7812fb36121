// Authzx is a terminal explorer for Auth0's Authorization Extension.
package main

import (
	"os"

	"authzx/internal/cli"
)

func main() {
	ctx, stop := cli.Signals()
	code := cli.Main(ctx, cli.System())
	stop()
	os.Exit(code)
}
