package cli

import (
	"context"

	"github.com/spf13/cobra"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// accessFlags narrow a question about access.
type accessFlags struct {
	application string
	connection  string
	idpGroups   []string
	login       func() bool // whether a connection was given, be it an empty one
}

func (f *accessFlags) define(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.application, "application", "", "only of one application, an `id or name`")
	flags.StringVar(&f.connection, "connection", "", "simulate a login by the connection of that `name`: mappings count")
	flags.StringArrayVar(&f.idpGroups, "idp-group", nil, "`name` of a group that the identity provider reports at the login; repeatable")
	f.login = func() bool { return flags.Changed("connection") }
}

// check finds flags that make no sense together; it is one of usage.
func (f *accessFlags) check() error {
	if len(f.idpGroups) > 0 && !f.login() {
		return usagef("--idp-group needs --connection: groups are reported at a login")
	}
	return nil
}

// query is the question without a user.
func (f *accessFlags) query(ctx context.Context, p *picture) (rbac.Query, error) {
	var q rbac.Query
	var err error
	if q.Application, err = p.application(ctx, f.application); err != nil {
		return q, err
	}
	if f.login() {
		q.Login = &rbac.Login{Connection: text.New(f.connection)}
		for _, name := range f.idpGroups {
			q.Login.IdPGroups = append(q.Login.IdPGroups, text.New(name))
		}
		if err = p.connection(ctx, q.Login.Connection); err != nil {
			return q, err
		}
	}
	return q, nil
}

// names are the parts of a tenant that give names, by the format of an answer that
// shows them.
type names map[format]tenant.Parts

// ask reads what the answer needs of the tenant and puts the question together.
func (r *run) ask(ctx context.Context, f *accessFlags, shown names) (*picture, rbac.Query, error) {
	if err := f.check(); err != nil {
		return nil, rbac.Query{}, err
	}
	p, err := r.picture(ctx, shown[r.flags.format()])
	if err != nil {
		return nil, rbac.Query{}, err
	}
	q, err := f.query(ctx, p)
	return p, q, err
}

func (r *run) accessCommand() *cobra.Command {
	var f accessFlags
	var all bool
	cmd := gives(&cobra.Command{
		Use:   "access USER | --all",
		Short: "what a user has, and why; or everybody, for a review",
		Args: func(cmd *cobra.Command, args []string) error {
			if all {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		RunE: r.does(func(ctx context.Context, args []string) error {
			if all {
				return r.accessOfAll(ctx, &f)
			}
			return r.accessOf(ctx, args[0], &f)
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}, asJSON, asCSV)
	f.define(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "of every user; needs -o json or -o csv")
	return cmd
}

func (r *run) accessOf(ctx context.Context, given string, f *accessFlags) error {
	p, q, err := r.ask(ctx, f, names{asText: tenant.PartApplications})
	if err != nil {
		return err
	}
	if q.User, err = p.user(ctx, given); err != nil {
		return err
	}
	if r.flags.format() != asJSON {
		if err := p.nameUsers(ctx, q.User); err != nil {
			return err
		}
	}
	switch r.flags.format() {
	case asJSON:
		err = AccessJSON(ctx, r.out(ctx), p.graph.Access(q))
	case asCSV:
		err = AccessAllCSV(ctx, r.out(ctx), p.graph, p.directory, []rbac.UserID{q.User}, q)
	default:
		err = AccessText(ctx, r.out(ctx), p.graph.Access(q), p.directory, r.look())
	}
	return p.answered(err)
}

func (r *run) accessOfAll(ctx context.Context, f *accessFlags) error {
	if r.flags.format() == asText {
		return usagef("access --all needs -o json or -o csv")
	}
	p, q, err := r.ask(ctx, f, names{asJSON: tenant.PartUsers, asCSV: tenant.PartUsers})
	if err != nil {
		return err
	}
	users := Everybody(p.graph, p.directory)
	if r.flags.format() == asJSON {
		return p.answered(AccessAllJSON(ctx, r.out(ctx), p.graph, users, q))
	}
	return p.answered(AccessAllCSV(ctx, r.out(ctx), p.graph, p.directory, users, q))
}

func (r *run) whyCommand() *cobra.Command {
	var f accessFlags
	cmd := gives(&cobra.Command{
		Use:   "why USER PERMISSION",
		Short: "the paths by which a user has a permission, a role or a group",
		Long: "why gives the paths by which a user has a permission; a role or a group does as well. Ids and\n" +
			"names are taken. It ends with exit code 3 when there is no path.",
		Args:              cobra.ExactArgs(2),
		RunE:              r.does(func(ctx context.Context, args []string) error { return r.why(ctx, args[0], args[1], &f) }),
		ValidArgsFunction: cobra.NoFileCompletions,
	}, asJSON, asCSV)
	f.define(cmd)
	return cmd
}

func (r *run) why(ctx context.Context, user, thing string, f *accessFlags) error {
	p, q, err := r.ask(ctx, f, names{asText: tenant.PartApplications})
	if err != nil {
		return err
	}
	if q.User, err = p.user(ctx, user); err != nil {
		return err
	}
	if r.flags.format() == asText {
		if err := p.nameUsers(ctx, q.User); err != nil {
			return err
		}
	}
	question := p.target(thing, q)
	var allowed bool
	switch r.flags.format() {
	case asJSON:
		allowed, err = WhyJSON(r.out(ctx), p.graph, question)
	case asCSV:
		allowed, err = WhyCSV(r.out(ctx), p.graph, question)
	default:
		allowed, err = WhyText(r.out(ctx), p.graph, question, p.directory, r.look())
	}
	if err == nil && !allowed {
		err = errNo
	}
	return p.answered(err)
}

func (r *run) whoCanCommand() *cobra.Command {
	var f accessFlags
	cmd := gives(&cobra.Command{
		Use:               "who-can PERMISSION",
		Short:             "every user who has a permission, a role or a group, and by which paths",
		Args:              cobra.ExactArgs(1),
		RunE:              r.does(func(ctx context.Context, args []string) error { return r.whoCan(ctx, args[0], &f) }),
		ValidArgsFunction: cobra.NoFileCompletions,
	}, asJSON, asCSV)
	f.define(cmd)
	return cmd
}

func (r *run) whoCan(ctx context.Context, thing string, f *accessFlags) error {
	p, q, err := r.ask(ctx, f, names{asText: tenant.PartUsers | tenant.PartApplications, asCSV: tenant.PartUsers})
	if err != nil {
		return err
	}
	question := p.target(thing, q)
	p.tellOpen(question)
	switch r.flags.format() {
	case asJSON:
		err = WhoCanJSON(ctx, r.out(ctx), p.graph, question)
	case asCSV:
		err = WhoCanCSV(ctx, r.out(ctx), p.graph, question, p.directory)
	default:
		err = WhoCanText(ctx, r.out(ctx), p.graph, question, p.directory, r.look())
	}
	return p.answered(err)
}

// tellOpen says when a login gives something to whoever logs in so, users
// included whom no list mentions.
func (p *picture) tellOpen(q Question) {
	reach := rbac.Reach{Application: q.Query.Application, Login: q.Query.Login}
	for _, target := range q.Targets {
		if p.graph.GivesAll(target, reach) {
			p.run.note("a mapping gives this to whoever logs in so; only users whom groups and roles mention are listed")
			return
		}
	}
}

func (r *run) compareCommand() *cobra.Command {
	var f accessFlags
	cmd := gives(&cobra.Command{
		Use:               "compare USER USER",
		Short:             "what one user has and another lacks",
		Args:              cobra.ExactArgs(2),
		RunE:              r.does(func(ctx context.Context, args []string) error { return r.compare(ctx, args[0], args[1], &f) }),
		ValidArgsFunction: cobra.NoFileCompletions,
	}, asJSON, asCSV)
	f.define(cmd)
	return cmd
}

func (r *run) compare(ctx context.Context, first, second string, f *accessFlags) error {
	p, q, err := r.ask(ctx, f, names{asText: tenant.PartApplications})
	if err != nil {
		return err
	}
	a, b := q, q
	if a.User, err = p.user(ctx, first); err != nil {
		return err
	}
	if b.User, err = p.user(ctx, second); err != nil {
		return err
	}
	if r.flags.format() == asText {
		if err := p.nameUsers(ctx, a.User, b.User); err != nil {
			return err
		}
	}
	c := p.graph.Compare(a, b)
	switch r.flags.format() {
	case asJSON:
		err = CompareJSON(ctx, r.out(ctx), c)
	case asCSV:
		err = CompareCSV(ctx, r.out(ctx), c)
	default:
		err = CompareText(ctx, r.out(ctx), c, p.directory, r.look())
	}
	return p.answered(err)
}
