package changes

import (
	"context"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/private"
	"authzx/internal/state"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func exportCommand(r *command.Run) *cobra.Command {
	var withoutMembers bool
	cmd := &cobra.Command{
		Use:   "export [FILE]",
		Short: "write the tenant as a state file",
		Long: "export writes groups, roles, permissions and switches as TOML, by name and sorted, one item per " +
			"line, so that diffs read well. It never contains the API key. plan --to brings a tenant to such a " +
			"state; diff compares two states.",
		Example: "  authzx export tenant.toml\n  authzx export --without-members > model.toml",
		Args:    cobra.MaximumNArgs(1),
		RunE: r.Does(func(ctx context.Context, args []string) error {
			return export(ctx, r, append(args, "-")[0], withoutMembers)
		}),
	}
	cmd.Flags().BoolVar(&withoutMembers, "without-members", false, "leave out group members and role assignments")
	return cmd
}

func export(ctx context.Context, r *command.Run, path string, withoutMembers bool) error {
	parts := tenant.Everything
	if withoutMembers {
		parts = withoutUsers // only members have names beside them
	}
	p, err := session.Read(ctx, r, parts)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		r.Say("a partial file would look complete: nothing was written")
		return err
	}
	s := p.Source()
	s.WithoutMembers = withoutMembers
	if s.Switches == nil {
		r.Note("the switches are unknown and left out of the file")
	}
	doc := state.Write(s)
	asJSON := r.Flags.Format() == output.JSON
	switch {
	case path == "-" && asJSON:
		return output.WriteObject(r.Env.Stdout, "export", func(j *output.JSONWriter) { j.Key("state").Text(text.New(string(doc))) })
	case path == "-":
		_, err = r.Env.Stdout.Write(doc)
		return err
	}
	if err := private.WriteFile(path, doc); err != nil {
		return err
	}
	r.Say("wrote %s, %s and %s to %s", text.Counted(len(p.Graph.Groups()), "group"), text.Counted(len(p.Graph.Roles()), "role"),
		text.Counted(len(p.Graph.Permissions()), "permission"), text.Escape(path))
	if !asJSON {
		return nil
	}
	return output.WriteObject(r.Env.Stdout, "export", func(j *output.JSONWriter) {
		j.Key("file").Text(text.New(path))
		j.Key("groups").Number(len(p.Graph.Groups()))
		j.Key("roles").Number(len(p.Graph.Roles()))
		j.Key("permissions").Number(len(p.Graph.Permissions()))
	})
}
