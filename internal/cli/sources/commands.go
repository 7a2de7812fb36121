package sources

import (
	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
)

// Commands are the commands about what stands in for a tenant.
func Commands(r *command.Run) []*cobra.Command {
	return []*cobra.Command{sandboxCommand(r), snapshotCommand(r)}
}
