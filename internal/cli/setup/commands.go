package setup

import (
	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
)

// Commands are the commands about the configuration and the program itself.
func Commands(r *command.Run) []*cobra.Command {
	return []*cobra.Command{secretCommand(r), configCommand(r), infoCommand(r), versionCommand(r)}
}
