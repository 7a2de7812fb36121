package changes

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/suggest"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// How many ways are looked for unless told otherwise.
const (
	waysAsText = 10
	waysAsJSON = 100
)

// suggestFlags say what is wished for, and what becomes of the ways.
type suggestFlags struct {
	application, connection string
	idpGroups               []string
	limit, way              int
	out, reason             string
}

func suggestCommand(r *command.Run) *cobra.Command {
	cmd := command.Group("suggest", "ways to give or take a permission, smallest effect first")
	for _, c := range []struct {
		name, short string
		take        bool
	}{
		{"give", "ways to give a user a permission", false},
		{"take", "ways to take a permission from a user", true},
	} {
		var f suggestFlags
		one := &cobra.Command{
			Use: c.name + " USER PERMISSION", Short: c.short,
			Long: c.short + ". Smallest effect first: by permissions gained or lost, then users, then number of " +
				"changes. What the server would refuse is left out. Nothing is sent.",
			Example: "  authzx suggest " + c.name + " ann@acme.test approve:expenses\n" +
				"  authzx suggest " + c.name + " ann@acme.test approve:expenses --way 1 --out plan.json",
			Args: cobra.ExactArgs(2),
			RunE: r.Does(func(ctx context.Context, args []string) error {
				return suggestWays(ctx, r, suggest.Goal{Take: c.take}, args[0], args[1], &f)
			}),
			ValidArgsFunction: session.Complete(r, session.Users(), session.Permissions()),
		}
		f.define(one)
		session.CompleteFlag(r, one, "application", rbac.KindApplication)
		session.CompleteFlag(r, one, "connection", rbac.KindConnection)
		cmd.AddCommand(one)
	}
	return cmd
}

func (f *suggestFlags) define(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.application, "application", "", "the permission's application, by `id or name`")
	flags.StringVar(&f.connection, "connection", "", "also offer mappings for a login via the connection `name`")
	flags.StringArrayVar(&f.idpGroups, "idp-group", nil, "IdP group `name` reported at the login; repeatable")
	flags.IntVar(&f.limit, "limit", 0, fmt.Sprintf("show at most `n` ways (%d as text, %d as JSON)", waysAsText, waysAsJSON))
	flags.IntVar(&f.way, "way", 0, "show only way `n`")
	flags.StringVar(&f.out, "out", "", "write that way as a plan to a `file`")
	flags.StringVar(&f.reason, "reason", "", "reason for the audit trail")
}

func (f *suggestFlags) check() error {
	switch {
	case f.limit < 0 || f.way < 0:
		return command.Usagef("--limit and --way count from 1")
	case f.out != "" && f.way == 0:
		return command.Usagef("--out needs --way")
	case len(f.idpGroups) > 0 && f.connection == "":
		return command.Usagef("--idp-group needs --connection")
	}
	return nil
}

func suggestWays(ctx context.Context, r *command.Run, w suggest.Goal, user, permission string, f *suggestFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	p, err := session.Read(ctx, r, tenant.PartApplications)
	if err != nil {
		return err
	}
	if err := p.Complete(); err != nil {
		return err
	}
	if w, err = f.wish(ctx, p, w, user, permission); err != nil {
		return err
	}
	if w.Granted(p.Graph) {
		r.Note(granted(w.Take))
	}
	ways, err := suggest.Ways(ctx, p.Graph, w, f.most(r))
	if err != nil {
		return err
	}
	if f.way > 0 {
		return f.writeWay(r, p, w, ways)
	}
	if err := p.NameAll(ctx, alsoTold(w, ways)); err != nil {
		return err
	}
	return writeWays(r.Out(ctx), r, p, w, ways)
}

// alsoTold are the people whom the text names beside the one it is for.
func alsoTold(w suggest.Goal, ways []suggest.Way) []rbac.Ref {
	var refs []rbac.Ref
	for _, way := range ways {
		n := 0
		for _, u := range way.Effect.Users {
			if n < maxHit && u.User != w.User {
				refs = append(refs, u.User.Ref())
				n++
			}
		}
	}
	return refs
}

func granted(take bool) string {
	if take {
		return "the user does not have it: nothing to take"
	}
	return "the user already has it: there is nothing to give"
}

// most is how many ways are looked for.
func (f *suggestFlags) most(r *command.Run) int {
	switch {
	case f.limit > 0:
		return max(f.limit, f.way)
	case r.Flags.Format() == output.JSON:
		return max(waysAsJSON, f.way)
	}
	return max(waysAsText, f.way)
}

// wish finds the user and the permission that are meant.
func (f *suggestFlags) wish(ctx context.Context, p *session.State, w suggest.Goal, user, permission string) (suggest.Goal, error) {
	app, err := p.Application(ctx, f.application)
	if err != nil {
		return w, err
	}
	if w.User, err = p.User(ctx, user); err != nil {
		return w, err
	}
	if err := p.NameUsers(ctx, w.User); err != nil {
		return w, err
	}
	targets, err := p.Targets(ctx, permission, app)
	switch {
	case err != nil:
		return w, err
	case len(targets) == 0:
		return w, &command.NotFoundError{Words: "there is no permission " + output.Quoted(permission)}
	case targets[0].Kind != rbac.KindPermission:
		return w, fmt.Errorf("%s is a %s, not a permission", output.Quoted(permission), targets[0].Kind)
	case len(targets) > 1:
		return w, command.Usagef("several applications have a permission %s: use --application or an id", output.Quoted(permission))
	}
	w.Thing = targets[0]
	if f.connection == "" {
		return w, nil
	}
	w.Login = &rbac.Login{Connection: text.New(f.connection)}
	for _, name := range f.idpGroups {
		w.Login.IdPGroups = append(w.Login.IdPGroups, text.New(name))
	}
	return w, p.Connection(ctx, w.Login.Connection)
}

func (f *suggestFlags) writeWay(r *command.Run, p *session.State, w suggest.Goal, ways []suggest.Way) error {
	if f.way > len(ways) {
		return fmt.Errorf("no way %d, only %s", f.way, text.Counted(len(ways), "way"))
	}
	if f.out == "" {
		return writeWays(r.Env.Stdout, r, p, w, ways[f.way-1:f.way])
	}
	made, err := p.Compile(ways[f.way-1].Changes)
	if err != nil {
		return err
	}
	return writePlan(r, p, made, planFlags{out: f.out, reason: f.reason})
}
