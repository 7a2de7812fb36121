package answers

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/catalog"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
)

// partOf is the part of a tenant that holds a list of the directory.
func partOf(kind rbac.Kind) tenant.Parts {
	return map[rbac.Kind]tenant.Parts{
		rbac.KindUser: tenant.PartUsers, rbac.KindConnection: tenant.PartConnections, rbac.KindApplication: tenant.PartApplications,
	}[kind]
}

func listCommand(r *command.Run) *cobra.Command {
	listed := make(map[string]*catalog.Resource)
	var words []string
	for _, of := range catalog.Lists() {
		listed[of.Plural] = of
		words = append(words, of.Plural)
	}
	var to destination
	cmd := command.Gives(&cobra.Command{
		Use:       "list " + strings.Join(words, "|"),
		Short:     "rows of one kind",
		Args:      cobra.MatchAll(cobra.ExactArgs(1), oneOf(words)),
		ValidArgs: words,
		RunE:      r.Does(func(ctx context.Context, args []string) error { return list(ctx, r, listed[args[0]], to) }),
	}, output.CSV, output.JSONL, output.Parquet)
	to.define(cmd)
	return cmd
}

// oneOf wants arguments to be among some words.
func oneOf(words []string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		for _, arg := range args {
			if !slices.Contains(words, arg) {
				return command.Usagef("invalid argument %s: use %s", output.Quoted(arg), strings.Join(words, ", "))
			}
		}
		return nil
	}
}

func list(ctx context.Context, r *command.Run, of *catalog.Resource, to destination) error {
	if err := to.check(r); err != nil {
		return err
	}
	p, err := session.Read(ctx, r, partOf(of.Names))
	if err != nil {
		return err
	}
	list := listOf(of, p.Graph, p.Directory)
	failure := of.Missing(list.data)
	if failure != nil && len(list.rows) == 0 {
		return failure
	}
	err = to.write(ctx, r, func(w io.Writer) error {
		switch r.Flags.Format() {
		case output.JSON:
			return list.JSON(w)
		case output.JSONL:
			return list.JSONL(w)
		case output.CSV:
			return list.CSV(w)
		case output.Parquet:
			return output.ParquetOf(ctx, w, list.numbers(), list.CSV)
		}
		return list.Text(w, r.Look())
	})
	if err == nil && failure != nil {
		err = &command.IncompleteError{Cause: failure}
	}
	p.TellEnd(of.Kind)
	return err
}
