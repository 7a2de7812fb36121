package answers

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
)

func whoCanCommand(r *command.Run) *cobra.Command {
	var f accessFlags
	var to destination
	cmd := command.Gives(&cobra.Command{
		Use:               "who-can PERMISSION",
		Short:             "who has a permission, role or group, and by which paths",
		Args:              cobra.ExactArgs(1),
		RunE:              r.Does(func(ctx context.Context, args []string) error { return whoCan(ctx, r, args[0], &f, to) }),
		ValidArgsFunction: session.Complete(r, session.Things()),
	}, output.CSV, output.JSONL, output.Parquet)
	f.define(r, cmd)
	to.define(cmd)
	return cmd
}

func whoCan(ctx context.Context, r *command.Run, thing string, f *accessFlags, to destination) error {
	if err := to.check(r); err != nil {
		return err
	}
	const all = tenant.PartUsers | tenant.PartApplications
	p, q, err := ask(ctx, r, f, names{output.Text: all, output.CSV: all, output.JSONL: all, output.Parquet: all})
	if err != nil {
		return err
	}
	question, err := questionOf(ctx, p, thing, q)
	if err != nil {
		return err
	}
	tellOpen(p, question)
	sheet := func(w io.Writer) error { return whoCanCSV(ctx, w, p.Graph, question, p.Directory, r.Look()) }
	return p.Answered(to.write(ctx, r, func(w io.Writer) error {
		switch r.Flags.Format() {
		case output.JSON:
			return whoCanJSON(ctx, w, p.Graph, question)
		case output.JSONL:
			return whoCanJSONL(ctx, w, p.Graph, question, p.Directory)
		case output.CSV:
			return sheet(w)
		case output.Parquet:
			return output.ParquetOf(ctx, w, nil, sheet)
		}
		return whoCanText(ctx, w, p.Graph, question, p.Directory, r.Look())
	}))
}

// tellOpen says when a login gives something to whoever logs in so, users
// included whom no list mentions.
func tellOpen(p *session.State, q Question) {
	reach := rbac.Reach{Application: q.Query.Application, Login: q.Query.Login}
	for _, target := range q.Targets {
		if p.Graph.GivesAll(target, reach) {
			p.Run.Note("a mapping grants this to anyone who logs in like this; only users known from groups and roles are listed")
			return
		}
	}
}
