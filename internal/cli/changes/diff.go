package changes

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/text"
)

func diffCommand(r *command.Run) *cobra.Command {
	var o targetFlags
	cmd := &cobra.Command{
		Use:   "diff A [B]",
		Short: "compare two states of a tenant",
		Long: "diff shows what B adds, lacks and changes relative to A, by name, and the effect on permissions. B " +
			"defaults to this tenant. Either is a file (a state file, a snapshot, an export), profile:NAME, or " +
			"@REF for a saved state. Exit code 3 if they differ.",
		Example: "  authzx diff tenant.toml\n  authzx diff profile:dev profile:prod -o json",
		Args:    cobra.RangeArgs(1, 2),
		RunE:    r.Does(func(ctx context.Context, args []string) error { return diff(ctx, r, args, &o) }),
	}
	o.define(cmd)
	return cmd
}

func diff(ctx context.Context, r *command.Run, args []string, f *targetFlags) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	here, err := session.ReadSource(ctx, r, args[0])
	if err != nil {
		return err
	}
	var there state.Source
	var p *session.State
	if len(args) > 1 {
		if there, err = session.ReadSource(ctx, r, args[1]); err != nil {
			return err
		}
	} else {
		if p, err = session.Read(ctx, r, withoutUsers); err != nil {
			return err
		}
		if err := p.Complete(); err != nil {
			return err
		}
		ids, unknown := p.Emails(ctx, here)
		for _, fault := range unknown {
			r.Note(fault)
		}
		here, there = here.WithUsers(ids), p.Source()
	}
	if o, err = f.mapped(r, o, here, there); err != nil {
		return err
	}
	if p != nil {
		applications, connections := p.From.Maps()
		o.Applications, o.Connections = withDefaults(o.Applications, applications), withDefaults(o.Connections, connections)
	}
	if o.Users, err = comparedUsers(ctx, r, p, here, there, o.Users); err != nil {
		return err
	}
	tellConnections(r, here, there, o)
	o = o.Reversed()
	o.Prune = true
	b := state.Compare(here, there, o)
	for _, remark := range append(b.Remarks, b.Unmatched...) {
		r.Note(remark)
	}
	if i := slices.IndexFunc(b.Changes, state.NestsItself); i >= 0 {
		r.Note("a group is nested in itself in one of them only: no effect, and the API can't create it")
		b.Changes = slices.DeleteFunc(b.Changes, state.NestsItself)
	}
	e := b.Effect(here)
	if p != nil {
		if err := p.NameAll(ctx, concerned(b.Changes, e)); err != nil {
			return err
		}
		there.Directory = p.Directory
	}
	names := namesOf(b.After, here.Graph, there.Directory, here.Directory)
	if r.Flags.Format() == output.JSON {
		err = diffJSON(r.Out(ctx), "diff", b, e, names, func(*output.JSONWriter) {})
	} else {
		err = diffText(r.Out(ctx), b, e, names)
	}
	if err != nil {
		return err
	}
	if here.Graph.Missing().Any() || there.Graph.Missing().Any() {
		return &command.IncompleteError{Cause: errors.New("some lists are missing")}
	}
	if len(b.Changes)+len(b.Unmatched) > 0 {
		return command.ErrNo
	}
	return nil
}

// comparedUsers are the users of the maps by their ids in both states.
func comparedUsers(ctx context.Context, r *command.Run, p *session.State, here, there state.Source, given map[text.Text]text.Text) (map[text.Text]text.Text, error) {
	ids := make(map[text.Text]text.Text, len(given))
	for _, from := range inOrder(given) {
		to := given[from]
		one, err := userThere(ctx, p, here, from)
		if err != nil {
			return nil, err
		}
		other, err := userThere(ctx, p, there, to)
		switch {
		case err != nil:
			return nil, err
		case one.IsZero():
			tellUnused(r, "map-user", from.Raw()+"="+to.Raw(), from.Raw())
			continue
		case other.IsZero():
			other = to
		}
		ids[one] = other
	}
	return ids, nil
}

// tellConnections says which connections of one state the other doesn't have.
func tellConnections(r *command.Run, here, there state.Source, o state.Options) {
	if len(there.Directory.Connections()) == 0 {
		return
	}
	known := mentionedIn(there, rbac.KindConnection)
	for _, name := range here.Graph.Mappings().Connections() {
		if _, mapped := o.Connections[name]; !mapped && known(name.Raw()) == 0 {
			r.Note(fmt.Sprintf("connection %s doesn't exist in the other state; %s maps it", rbac.Quoted(name), mapTo(rbac.KindConnection, name)))
		}
	}
}

// concerned are the things that changes alter, and whom they give or take something.
func concerned(changes []rbac.Change, e rbac.Effect) []rbac.Ref {
	refs := targets(changes, map[rbac.Ref]bool{})
	for _, u := range e.Users {
		refs = append(refs, u.User.Ref())
	}
	return refs
}

// diffText writes each difference on a line: what came, what went, what is
// otherwise; then what that means.
func diffText(out io.Writer, b state.Between, e rbac.Effect, n names) error {
	w := bufio.NewWriter(out)
	for _, c := range b.Changes {
		_, _ = fmt.Fprintf(w, "%s %s\n", sign(c), n.sentence(c))
	}
	if len(b.Changes) == 0 {
		_, _ = fmt.Fprintln(w, "no difference")
		return w.Flush()
	}
	_, _ = fmt.Fprintf(w, "\n%s\n", e)
	for _, u := range e.Users {
		_, _ = fmt.Fprintf(w, "  %s\n", n.of(u.User.Ref()))
		for _, id := range u.Gained {
			_, _ = fmt.Fprintf(w, "    + %s\n", n.apart(id.Ref()))
		}
		for _, id := range u.Lost {
			_, _ = fmt.Fprintf(w, "    - %s\n", n.apart(id.Ref()))
		}
	}
	return w.Flush()
}

// sign says whether something came, went, or is otherwise.
func sign(c rbac.Change) string {
	switch kind, _, _ := strings.Cut(c.Kind(), "-"); kind {
	case "add", "create", "grant", "assign":
		return "+"
	case "remove", "delete", "revoke", "unassign":
		return "-"
	}
	return "~"
}
