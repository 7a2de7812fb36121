package answers

import (
	"context"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/tenant"
)

func whyCommand(r *command.Run) *cobra.Command {
	var f accessFlags
	cmd := command.Gives(&cobra.Command{
		Use:   "why USER PERMISSION",
		Short: "the paths by which a user has a permission, a role or a group",
		Long: "why lists the paths by which a user has a permission, role or group, given by id or name. Exit code " +
			"3 if there is no path.",
		Args:              cobra.ExactArgs(2),
		RunE:              r.Does(func(ctx context.Context, args []string) error { return why(ctx, r, args[0], args[1], &f) }),
		ValidArgsFunction: session.Complete(r, session.Users(), session.Things()),
	}, output.CSV)
	f.define(r, cmd)
	return cmd
}

func why(ctx context.Context, r *command.Run, user, thing string, f *accessFlags) error {
	p, q, err := ask(ctx, r, f, names{output.Text: tenant.PartApplications, output.CSV: tenant.PartApplications})
	if err != nil {
		return err
	}
	if q.User, err = p.User(ctx, user); err != nil {
		return err
	}
	if r.Flags.Format() != output.JSON {
		if err := p.NameUsers(ctx, q.User); err != nil {
			return err
		}
	}
	question, err := questionOf(ctx, p, thing, q)
	if err != nil {
		return err
	}
	var allowed bool
	switch r.Flags.Format() {
	case output.JSON:
		allowed, err = whyJSON(r.Out(ctx), p.Graph, question)
	case output.CSV:
		allowed, err = whyCSV(r.Out(ctx), p.Graph, question, p.Directory, r.Look())
	default:
		allowed, err = whyText(r.Out(ctx), p.Graph, question, p.Directory, r.Look())
	}
	if err == nil && !allowed {
		err = command.ErrNo
	}
	return p.Answered(err)
}
