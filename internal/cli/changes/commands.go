package changes

import (
	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
)

// Commands are the commands that make and apply plans, and say a tenant by names.
func Commands(r *command.Run) []*cobra.Command {
	return []*cobra.Command{
		planCommand(r), applyCommand(r), exportCommand(r), diffCommand(r),
		runsCommand(r), undoCommand(r), resumeCommand(r), suggestCommand(r), reviewCommand(r),
		historyCommand(r), whenCommand(r),
	}
}
