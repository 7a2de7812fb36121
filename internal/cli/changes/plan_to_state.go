package changes

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/state"
)

// targetFlags say how one state is brought to another.
type targetFlags struct {
	only                             string
	withoutMembers                   bool
	applications, connections, users []string // FROM=TO
}

func (f *targetFlags) define(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.only, "only", "", "only changes of these `kinds`, comma-separated: "+strings.Join(state.Kinds(), ", "))
	flags.BoolVar(&f.withoutMembers, "without-members", false, "leave group members and role assignments alone")
	flags.StringArrayVar(&f.applications, "map-application", nil, "map an application of the state to one here, `FROM=TO`, by name or client id; repeatable")
	flags.StringArrayVar(&f.connections, "map-connection", nil, "map a connection of the state to one here, `FROM=TO`; repeatable")
	flags.StringArrayVar(&f.users, "map-user", nil, "map a user of the state to one here, `FROM=TO`, by id, or by email where the state or this tenant knows it; repeatable")
}

// given reports whether any of the flags was given.
func (f *targetFlags) given() bool {
	return f.only != "" || f.withoutMembers || len(f.applications)+len(f.connections)+len(f.users) > 0
}

func (f *targetFlags) options() (state.Options, error) {
	kinds, err := state.ParseKinds(f.only)
	if err != nil {
		return state.Options{}, command.Usagef("--only: %v", err)
	}
	for _, m := range f.maps() {
		for _, given := range *m.given {
			if len(cuts(given)) == 0 {
				return state.Options{}, command.Usagef("--%s: %s: give FROM=TO", m.flag, output.Quoted(given))
			}
		}
	}
	return state.Options{Only: kinds, WithoutMembers: f.withoutMembers}, nil
}

// planTo makes the plan that brings the tenant to a state. What can't be matched,
// and what the API would refuse, is listed, and there is no plan then.
func planTo(ctx context.Context, p *session.State, given string, f *targetFlags, o state.Options) (*plan.Plan, error) {
	r := p.Run
	there, err := session.ReadSource(ctx, r, given)
	if err == nil {
		o, err = f.mapped(r, o, there, p.Source())
	}
	if err != nil {
		return nil, err
	}
	applications, connections := p.From.Maps()
	o.Applications, o.Connections = withDefaults(o.Applications, applications), withDefaults(o.Connections, connections)
	a := asking{state: p}
	mapped, faults := mappedUsers(ctx, p, there, o.Users)
	there, o.Users = there.WithUsers(mapped), nil
	ids, unknown := p.Emails(ctx, there)
	there, faults = there.WithUsers(ids), append(faults, unknown...)
	here := p.Source()
	b := state.Compare(here, there, o)
	for len(b.Unmapped) > 0 {
		found, err := a.ask(ctx, b.Unmapped, o)
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		b = state.Compare(here, there, o)
	}
	for _, remark := range b.Remarks {
		r.Note(remark)
	}
	if faults = append(faults, b.Unmatched...); len(faults) > 0 {
		return nil, mappable(fmt.Errorf("nothing was written, unmatched:\n%s", strings.Join(faults, "\n")), b.Unmapped)
	}
	made, refused := b.Plan(here)
	if len(refused) > 0 {
		return nil, fmt.Errorf("nothing was written, the API would refuse:\n%s", strings.Join(refused, "\n"))
	}
	if err := p.NameAll(ctx, targets(made.Changes, map[rbac.Ref]bool{})); err != nil {
		return nil, err
	}
	tellUnlisted(p, made.Changes)
	return made, a.keep(ctx)
}

// tellUnlisted says which users a plan names whom nothing here mentions.
func tellUnlisted(p *session.State, changes []rbac.Change) {
	var unlisted []string
	seen := map[rbac.Ref]bool{}
	for _, c := range changes {
		for _, ref := range c.Targets() {
			id := rbac.UserID{Text: ref.ID}
			if _, known := p.Directory.User(id); ref.Kind == rbac.KindUser && !seen[ref] && !known && !p.Graph.HasUser(id) {
				seen[ref] = true
				unlisted = append(unlisted, ref.ID.String())
			}
		}
	}
	const told = 5
	if n := len(unlisted); n > told {
		unlisted = append(unlisted[:told], fmt.Sprintf("and %d more", n-told))
	}
	if len(unlisted) > 0 {
		p.Run.Note("not listed here, written anyway: " + strings.Join(unlisted, ", "))
	}
}
