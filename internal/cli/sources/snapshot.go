package sources

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func snapshotCommand(r *command.Run) *cobra.Command {
	var demo bool
	cmd := &cobra.Command{
		Use:   "snapshot FILE",
		Short: "save the tenant to a file, to query offline",
		Long: "snapshot saves groups, roles, permissions, the configuration's switches and the names of users, " +
			"applications and connections to a file that only you can read. It never contains the API key. " +
			"--snapshot FILE then stands in for the tenant. --demo saves the sample company: no account needed.",
		Args: cobra.ExactArgs(1),
		RunE: r.Does(func(ctx context.Context, args []string) error {
			if demo {
				return saveDemo(r, args[0])
			}
			return saveSnapshot(ctx, r, args[0])
		}),
	}
	cmd.Flags().BoolVar(&demo, "demo", false, "save the sample company instead of a tenant")
	return cmd
}

func saveSnapshot(ctx context.Context, r *command.Run, path string) error {
	p, err := session.Read(ctx, r, tenant.Everything)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		r.Say("a partial snapshot would look complete: nothing was saved")
		return err
	}
	if err := save(r, path, p.From.State()); err != nil {
		return err
	}
	p.TellEnd(rbac.KindUser)
	if settings, read := p.Directory.Settings(); settings.Switches == nil {
		r.Say("the switches of the configuration could not be read and are not in the snapshot: %v", read.Err)
	}
	return nil
}

func save(r *command.Run, path string, s tenant.State) error {
	if err := tenant.Save(path, s); err != nil {
		return fmt.Errorf("saving the snapshot: %w", err)
	}
	users := text.Counted(len(s.Directory.Users()), "user")
	listed := s.Directory.UsersExtent().Err == nil
	if !listed {
		users = "no list of users"
	}
	r.Say("saved %s, %s, %s and %s to %s", text.Counted(len(s.Graph.Groups()), "group"), text.Counted(len(s.Graph.Roles()), "role"),
		text.Counted(len(s.Graph.Permissions()), "permission"), users, text.Escape(path))
	if r.Flags.Format() != output.JSON {
		return nil
	}
	return output.WriteObject(r.Env.Stdout, "snapshot", func(j *output.JSONWriter) {
		j.Key("file").Words(path)
		j.Key("groups").Number(len(s.Graph.Groups()))
		j.Key("roles").Number(len(s.Graph.Roles()))
		j.Key("permissions").Number(len(s.Graph.Permissions()))
		if j.Key("users"); listed {
			j.Number(len(s.Directory.Users()))
		} else {
			j.Null()
		}
	})
}
