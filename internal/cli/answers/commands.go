package answers

import (
	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
)

// Commands are the commands that answer questions.
func Commands(r *command.Run) []*cobra.Command {
	return []*cobra.Command{
		accessCommand(r), whyCommand(r), whoCanCommand(r), compareCommand(r), listCommand(r), doctorCommand(r), testCommand(r),
		graphCommand(r), treeCommand(r),
	}
}
