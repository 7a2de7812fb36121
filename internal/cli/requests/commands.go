package requests

import (
	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
)

// Commands are the commands about single requests.
func Commands(r *command.Run) []*cobra.Command {
	return []*cobra.Command{apiCommand(r), snippetCommand(r), openAPICommand(r), tokenCommand(r)}
}
