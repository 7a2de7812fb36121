package answers

import (
	"context"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/exit"
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

func (f *accessFlags) define(r *command.Run, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.application, "application", "", "limit to one application, by `id or name`")
	flags.StringVar(&f.connection, "connection", "", "simulate a login via the connection `name`: group mappings count")
	flags.StringArrayVar(&f.idpGroups, "idp-group", nil, "IdP group `name` reported at the login; repeatable")
	session.CompleteFlag(r, cmd, "application", rbac.KindApplication)
	session.CompleteFlag(r, cmd, "connection", rbac.KindConnection)
	f.login = func() bool { return flags.Changed("connection") }
}

// check finds flags that make no sense together; it is one of usage.
func (f *accessFlags) check() error {
	if len(f.idpGroups) > 0 && !f.login() {
		return command.Usagef("--idp-group needs --connection")
	}
	return nil
}

// query is the question without a user.
func (f *accessFlags) query(ctx context.Context, p *session.State) (rbac.Query, error) {
	var q rbac.Query
	var err error
	if q.Application, err = p.Application(ctx, f.application); err != nil {
		return q, err
	}
	if f.login() {
		q.Login = &rbac.Login{Connection: text.New(f.connection)}
		for _, given := range f.idpGroups {
			name := text.New(given)
			q.Login.IdPGroups = append(q.Login.IdPGroups, name)
			if exit.SplitByRule(name) && p.Graph.Mappings().Maps(q.Login.Connection, name) {
				p.Run.Note("the group " + output.Quoted(given) + " has a space or comma: it matches only if the identity provider sends a list, since the rule splits a string there")
			}
		}
		if err = p.Connection(ctx, q.Login.Connection); err != nil {
			return q, err
		}
	}
	return q, nil
}

// names are the parts of a tenant that give names, by the format of an answer that
// shows them.
type names map[output.Format]tenant.Parts

// ask reads what the answer needs of the tenant and puts the question together.
func ask(ctx context.Context, r *command.Run, f *accessFlags, shown names) (*session.State, rbac.Query, error) {
	if err := f.check(); err != nil {
		return nil, rbac.Query{}, err
	}
	p, err := session.Read(ctx, r, shown[r.Flags.Format()])
	if err != nil {
		return nil, rbac.Query{}, err
	}
	q, err := f.query(ctx, p)
	return p, q, err
}
