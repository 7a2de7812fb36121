package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/answers"
	"authzx/internal/cli/changes"
	"authzx/internal/cli/command"
	"authzx/internal/cli/explorer"
	"authzx/internal/cli/output"
	"authzx/internal/cli/requests"
	"authzx/internal/cli/setup"
	"authzx/internal/cli/sources"
	"authzx/internal/cli/wayout"
)

func root(r *command.Run) *cobra.Command {
	root := &cobra.Command{
		Use:   "authzx",
		Short: "explore who can do what in Auth0's Authorization Extension",
		Long: "authzx alone opens the explorer on the default profile. Commands answer the same questions for " +
			"scripts, pipes and CI.",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(r.Env.Stdin)
	root.SetOut(r.Env.Stdout)
	root.SetErr(r.Env.Stderr)
	r.Flags.Define(root)
	explorer.OpenByDefault(r, root)
	setup.VersionFlag(r, root)
	_ = root.RegisterFlagCompletionFunc("profile", r.CompleteProfiles)
	_ = root.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(
		[]string{string(output.Text), string(output.JSON), string(output.CSV)}, cobra.ShellCompDirectiveNoFileComp))
	root.AddCommand(
		explorer.DemoCommand(r),
		explorer.KeysCommand(r),
		explorer.OpenCommand(r),
		manCommand(r),
	)
	for _, family := range [][]*cobra.Command{
		sources.Commands(r), answers.Commands(r), changes.Commands(r), requests.Commands(r), wayout.Commands(r), setup.Commands(r),
	} {
		root.AddCommand(family...)
	}
	strictBuiltins(root)
	width := r.HelpWidth()
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), "FlagUsages ", fmt.Sprintf("FlagUsagesWrapped %d ", width)))
	wrapHelp(root, width)
	return root
}

// wrapHelp breaks the help of every command to a width.
func wrapHelp(root *cobra.Command, width int) {
	plain := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		out := cmd.OutOrStdout()
		var b strings.Builder
		cmd.SetOut(&b)
		plain(cmd, args)
		cmd.SetOut(out)
		_, _ = io.WriteString(out, output.Paragraphs(b.String(), width))
	})
}

// strictBuiltins makes the library's own commands refuse what they don't know, as
// all others do.
func strictBuiltins(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "completion":
			strict := command.Group(cmd.Name(), cmd.Short)
			cmd.Args, cmd.RunE = strict.Args, strict.RunE
			cmd.Short = "print a completion script for a shell"
			for _, shell := range cmd.Commands() {
				shell.Short = "print the completion script for " + shell.Name()
			}
			quotingInBash(cmd)
		case "help":
			cmd.Short = "help about a command"
			cmd.Args = func(_ *cobra.Command, args []string) error {
				if _, rest, err := root.Find(args); err != nil || len(rest) > 0 {
					return command.Usagef("unknown command %s", output.Quoted(strings.Join(args, " ")))
				}
				return nil
			}
		}
	}
}
