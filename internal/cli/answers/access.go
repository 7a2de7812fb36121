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

func accessCommand(r *command.Run) *cobra.Command {
	var f accessFlags
	var to destination
	var all bool
	cmd := command.Gives(&cobra.Command{
		Use:   "access USER | --all",
		Short: "what a user has, and why; or what everyone has",
		Args: func(cmd *cobra.Command, args []string) error {
			if all {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		RunE: r.Does(func(ctx context.Context, args []string) error {
			if err := to.check(r); err != nil {
				return err
			}
			if all {
				return accessOfAll(ctx, r, &f, to)
			}
			return accessOf(ctx, r, args[0], &f, to)
		}),
		ValidArgsFunction: session.Complete(r, session.Users()),
	}, output.CSV, output.JSONL, output.Parquet)
	f.define(r, cmd)
	to.define(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "every user; needs -o json, csv, jsonl or parquet")
	return cmd
}

func accessOf(ctx context.Context, r *command.Run, given string, f *accessFlags, to destination) error {
	p, q, err := ask(ctx, r, f, names{output.Text: tenant.PartApplications, output.CSV: tenant.PartApplications, output.JSONL: tenant.PartApplications, output.Parquet: tenant.PartApplications})
	if err != nil {
		return err
	}
	if q.User, err = p.User(ctx, given); err != nil {
		return err
	}
	if r.Flags.Format() != output.JSON {
		if err := p.NameUsers(ctx, q.User); err != nil {
			return err
		}
	}
	return p.Answered(to.write(ctx, r, func(w io.Writer) error {
		switch r.Flags.Format() {
		case output.JSON:
			return accessJSON(ctx, w, p.Graph.Access(q))
		case output.Text:
			return accessText(ctx, w, p.Graph.Access(q), p.Directory, r.Look())
		}
		return accessRowsOf(ctx, r, w, p, []rbac.UserID{q.User}, q)
	}))
}

func accessOfAll(ctx context.Context, r *command.Run, f *accessFlags, to destination) error {
	if r.Flags.Format() == output.Text {
		return command.Usagef("access --all needs -o json, csv, jsonl or parquet")
	}
	const all = tenant.PartUsers | tenant.PartApplications
	p, q, err := ask(ctx, r, f, names{output.JSON: all, output.JSONL: all, output.CSV: all, output.Parquet: all})
	if err != nil {
		return err
	}
	users := everybody(p.Graph, p.Directory)
	return p.Answered(to.write(ctx, r, func(w io.Writer) error {
		if r.Flags.Format() == output.JSON {
			return accessAllJSON(ctx, w, p.Graph, p.Directory, users, q)
		}
		return accessRowsOf(ctx, r, w, p, users, q)
	}))
}

// accessRowsOf writes the access of users in a format of rows.
func accessRowsOf(ctx context.Context, r *command.Run, w io.Writer, p *session.State, users []rbac.UserID, q rbac.Query) error {
	sheet := func(w io.Writer) error { return accessAllCSV(ctx, w, p.Graph, p.Directory, users, q, r.Look()) }
	switch r.Flags.Format() {
	case output.JSONL:
		return accessAllJSONL(ctx, w, p.Graph, p.Directory, users, q)
	case output.Parquet:
		return output.ParquetOf(ctx, w, nil, sheet)
	}
	return sheet(w)
}
