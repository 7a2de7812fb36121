package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
)

// listed are the kinds that can be listed, by the words of the command line.
func listed() map[string]rbac.Kind {
	return map[string]rbac.Kind{
		"users": rbac.KindUser, "groups": rbac.KindGroup, "roles": rbac.KindRole,
		"permissions": rbac.KindPermission, "applications": rbac.KindApplication, "connections": rbac.KindConnection,
	}
}

// listParts are what a list shows beside the graph.
func listParts() map[rbac.Kind]tenant.Parts {
	return map[rbac.Kind]tenant.Parts{
		rbac.KindUser: tenant.PartUsers, rbac.KindConnection: tenant.PartConnections,
		rbac.KindRole: tenant.PartApplications, rbac.KindPermission: tenant.PartApplications, rbac.KindApplication: tenant.PartApplications,
	}
}

func (r *run) listCommand() *cobra.Command {
	words := []string{"users", "groups", "roles", "permissions", "applications", "connections"}
	return gives(&cobra.Command{
		Use:       "list users|groups|roles|permissions|applications|connections",
		Short:     "what there is of one kind",
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: words,
		RunE:      r.does(func(ctx context.Context, args []string) error { return r.list(ctx, listed()[args[0]]) }),
	}, asJSON, asCSV)
}

func (r *run) list(ctx context.Context, kind rbac.Kind) error {
	p, err := r.picture(ctx, listParts()[kind])
	if err != nil {
		return err
	}
	failure := p.listFailure(kind)
	list, _ := ListOf(kind, p.graph, p.directory)
	if failure != nil && list.rows == 0 {
		return failure
	}
	switch r.flags.format() {
	case asJSON:
		err = list.JSON(r.out(ctx))
	case asCSV:
		err = list.CSV(r.out(ctx))
	default:
		err = list.Text(r.out(ctx), r.look())
	}
	if err == nil && failure != nil {
		err = &incompleteError{failure}
	}
	p.tellEnd(kind)
	return err
}

// listFailure is why a list could not be read.
func (p *picture) listFailure(kind rbac.Kind) error {
	m := p.graph.Missing()
	switch kind {
	case rbac.KindUser:
		return errors.Join(p.directory.UsersExtent().Err)
	case rbac.KindGroup:
		return m.Groups
	case rbac.KindRole:
		return m.Roles
	case rbac.KindPermission:
		return m.Permissions
	case rbac.KindApplication:
		return p.directory.ApplicationsExtent().Err
	}
	return p.directory.ConnectionsExtent().Err
}

// tellEnd says when the tenant has more users than it lists.
func (p *picture) tellEnd(kind rbac.Kind) {
	x := p.directory.UsersExtent()
	if kind == rbac.KindUser && p.connected() && !x.Complete && x.Err == nil {
		p.run.note("the tenant has more users than the API lists; those are missing whom no group or role mentions")
	}
}
