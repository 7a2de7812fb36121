package answers

import (
	"context"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/tenant"
)

func compareCommand(r *command.Run) *cobra.Command {
	var f accessFlags
	cmd := command.Gives(&cobra.Command{
		Use:               "compare USER USER",
		Short:             "what one user has and another lacks",
		Args:              cobra.ExactArgs(2),
		RunE:              r.Does(func(ctx context.Context, args []string) error { return compare(ctx, r, args[0], args[1], &f) }),
		ValidArgsFunction: session.Complete(r, session.Users(), session.Users()),
	}, output.CSV)
	f.define(r, cmd)
	return cmd
}

func compare(ctx context.Context, r *command.Run, first, second string, f *accessFlags) error {
	p, q, err := ask(ctx, r, f, names{output.Text: tenant.PartApplications, output.CSV: tenant.PartApplications})
	if err != nil {
		return err
	}
	a, b := q, q
	if a.User, err = p.User(ctx, first); err != nil {
		return err
	}
	if b.User, err = p.User(ctx, second); err != nil {
		return err
	}
	if r.Flags.Format() != output.JSON {
		if err := p.NameUsers(ctx, a.User, b.User); err != nil {
			return err
		}
	}
	c := p.Graph.Compare(a, b)
	switch r.Flags.Format() {
	case output.JSON:
		err = compareJSON(ctx, r.Out(ctx), c)
	case output.CSV:
		err = compareCSV(ctx, r.Out(ctx), c, p.Directory, r.Look())
	default:
		err = compareText(ctx, r.Out(ctx), c, p.Directory, r.Look())
	}
	return p.Answered(err)
}
