package cli

import (
	"context"

	"github.com/spf13/cobra"
)

// root is the tree of commands.
func (r *run) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "authzx",
		Short: "explore who can do what in Auth0's Authorization Extension",
		Long: "authzx alone opens the explorer on the default profile. The commands answer the same\n" +
			"questions for scripts, pipes and CI.",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	r.flags.define(root)
	var look explorerFlags
	look.define(root)
	root.Flags().BoolVar(&r.flags.readOnly, "read-only", false, "send nothing that could alter the tenant")
	root.RunE = r.does(func(ctx context.Context, _ []string) error { return r.explore(ctx, look) })
	_ = root.RegisterFlagCompletionFunc("profile", r.completeProfiles)
	_ = root.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(
		[]string{string(asText), string(asJSON), string(asCSV)}, cobra.ShellCompDirectiveNoFileComp))
	root.AddCommand(
		r.demoCommand(), r.sandboxCommand(),
		r.accessCommand(), r.whyCommand(), r.whoCanCommand(), r.compareCommand(), r.listCommand(), r.doctorCommand(),
		r.apiCommand(), r.snippetCommand(), r.snapshotCommand(), r.planCommand(), r.applyCommand(),
		r.secretCommand(), r.configCommand(), r.infoCommand(), r.versionCommand(), r.manCommand(),
	)
	return root
}
