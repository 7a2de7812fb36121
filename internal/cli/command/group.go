package command

import (
	"github.com/spf13/cobra"

	"authzx/internal/cli/output"
)

// Group is a command that only holds others.
func Group(name, short string) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return Usagef("unknown command %s %s", cmd.CommandPath(), output.Quoted(args[0]))
			}
			return Usagef("%s needs a command", cmd.CommandPath())
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
}
