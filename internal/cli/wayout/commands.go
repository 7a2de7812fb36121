package wayout

import (
	"context"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/exit"
)

// Commands are the commands about the way out.
func Commands(r *command.Run) []*cobra.Command {
	group := command.Group("exit", "replace the login rule with an Action verified to do the same")
	group.Long = "The extension puts groups, roles and permissions into tokens with an Auth0 Rule, and Rules reached end " +
		"of life on 18 November 2026. exit check reports on this tenant, exit action and exit engine write an Action " +
		"that replaces the rule, exit verify verifies that it gives the same."
	group.AddCommand(
		checkCommand(r),
		makeCommand(r, exit.TargetAction, "write an Action that asks the extension, as the rule did"),
		makeCommand(r, exit.TargetEngine, "write an Action that holds the graph and needs no extension"),
		laterCommand(exit.TargetCore), laterCommand(exit.TargetFGA),
		verifyCommand(r),
	)
	return []*cobra.Command{group}
}

// laterCommand stands for a target that can't be written yet.
func laterCommand(target exit.Target) *cobra.Command {
	return &cobra.Command{
		Use: string(target), Hidden: true, DisableFlagParsing: true,
		RunE: func(*cobra.Command, []string) error {
			return command.Usagef("exit %s isn't supported yet; use action or engine", target)
		},
	}
}

func checkCommand(r *command.Run) *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check [TARGET]",
		Short: "the state of the rule, and what each way out would lose",
		Long: "check reports the state of the login rule, and what each way out would lose and for whom. Exit code " +
			"3 if a loss is not accepted with --accept. --action checks a hand-written Action for known faults " +
			"instead, without a tenant: exit code 3 if there are any.",
		Example: "  authzx exit check\n" +
			"  authzx exit check engine --accept ghost-member\n" +
			"  authzx exit check --action my-action.js",
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: targetNames(),
		RunE:      r.Does(func(ctx context.Context, args []string) error { return check(ctx, r, args, f) }),
	}
	cmd.Flags().StringVar(&f.action, "action", "", "check an Action `file` for known faults; - is standard input")
	cmd.Flags().StringArrayVar(&f.accept, "accept", nil, "accept a `kind` of loss, or all; repeatable")
	return cmd
}

func targetNames() []string {
	var names []string
	for _, t := range exit.Targets() {
		names = append(names, string(t))
	}
	return names
}

func makeCommand(r *command.Run, target exit.Target, short string) *cobra.Command {
	var f makeFlags
	cmd := &cobra.Command{
		Use:   string(target) + " --out DIR",
		Short: short,
		Long: "exit " + string(target) + " writes a folder: the Action, a test that runs in node without dependencies, a report of " +
			"losses and a README with the steps. No file contains a secret. Without flags the Action does what " +
			"the rule did. Exit code 3 if a loss is not accepted with --accept.",
		Example: "  authzx exit " + string(target) + " --out way-out --namespace https://acme.example/\n" +
			"  authzx exit verify way-out",
		Args: cobra.NoArgs,
		RunE: r.Does(func(ctx context.Context, _ []string) error { return write(ctx, r, target, f) }),
	}
	f.define(cmd, target)
	return cmd
}

func verifyCommand(r *command.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "verify DIR",
		Short: "verify a folder: every user, application and connection gets the same",
		Long: "verify runs the folder's Action in node for every user, application and connection, with the groups " +
			"that mappings use, and compares the result with the graph. No request is sent. Exit codes: 0 equal, " +
			"3 different, 1 not verified, for instance because node is not installed.",
		Example: "  authzx exit verify way-out",
		Args:    cobra.ExactArgs(1),
		RunE:    r.Does(func(ctx context.Context, args []string) error { return verify(ctx, r, args[0]) }),
	}
}
