package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

func (r *run) snapshotCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "snapshot FILE",
		Short: "save who can do what into a file, to ask it offline",
		Long: "snapshot saves groups, roles, permissions and the names of people, applications and connections\n" +
			"into a file that only you can read. It holds no API key. --snapshot FILE then stands in for the\n" +
			"tenant.",
		Args: cobra.ExactArgs(1),
		RunE: r.does(func(ctx context.Context, args []string) error { return r.saveSnapshot(ctx, args[0]) }),
	}
}

func (r *run) saveSnapshot(ctx context.Context, path string) error {
	p, err := r.picture(ctx, tenant.Everything&^tenant.PartSettings)
	if err != nil {
		return err
	}
	if err := p.complete(); err != nil {
		r.say("a snapshot of a part would look like the whole: nothing was saved")
		return err
	}
	if err := tenant.Save(path, p.from.State()); err != nil {
		return fmt.Errorf("saving the snapshot: %w", err)
	}
	p.tellEnd(rbac.KindUser)
	r.say("saved %s, %s, %s and %s to %s", plural(len(p.graph.Groups()), "group"), plural(len(p.graph.Roles()), "role"),
		plural(len(p.graph.Permissions()), "permission"), plural(len(p.directory.Users()), "user"), text.Escape(path))
	return nil
}
