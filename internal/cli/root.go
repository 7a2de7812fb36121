package cli

import (
	"context"
	"strings"

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
	root.SetIn(r.env.Stdin)
	root.SetOut(r.env.Stdout)
	root.SetErr(r.env.Stderr)
	r.flags.define(root)
	var look explorerFlags
	look.define(root)
	r.flags.defineReadOnly(root)
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
	strictBuiltins(root)
	return root
}

// strictBuiltins makes the library's own commands refuse what they don't know, as
// all others do.
func strictBuiltins(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "completion":
			strict := group(cmd.Name(), cmd.Short)
			cmd.Args, cmd.RunE = strict.Args, strict.RunE
		case "help":
			cmd.Args = func(_ *cobra.Command, args []string) error {
				if _, rest, err := root.Find(args); err != nil || len(rest) > 0 {
					return usagef("there is no command %s", quoted(strings.Join(args, " ")))
				}
				return nil
			}
		}
	}
}
