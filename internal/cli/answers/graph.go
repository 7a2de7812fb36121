package answers

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/drawing"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// graphFlags say how a picture is drawn, and of what.
type graphFlags struct {
	as, kind string
	without  []string
}

// The languages of pictures.
const (
	asDOT     = "dot"
	asMermaid = "mermaid"
	asSVG     = "svg"
	asJSON    = "json"
)

func graphCommand(r *command.Run) *cobra.Command {
	var f graphFlags
	cmd := &cobra.Command{
		Use:   "graph [USER|GROUP|ROLE]",
		Short: "draw the hierarchy and who has what",
		Long: "graph draws what a user has, a group with its parents and children, or who holds a role; without a " +
			"name, all groups and roles of the tenant. Edges run from the user outward; those in a cycle are " +
			"marked.",
		Example: "  authzx graph --as svg > tenant.svg\n  authzx graph Finance --as mermaid\n  authzx graph ann@acme.test | dot -Tpdf > ann.pdf",
		Args:    cobra.MaximumNArgs(1),
		RunE:    r.Does(func(ctx context.Context, args []string) error { return graph(ctx, r, args, &f) }),
	}
	cmd.ValidArgsFunction = session.Complete(r, session.AnyOf(rbac.KindUser, rbac.KindGroup, rbac.KindRole))
	flags := cmd.Flags()
	flags.StringVar(&f.as, "as", "", "output `language`: dot (default), mermaid, svg or json")
	flags.StringVar(&f.kind, "kind", "", "what the name means if ambiguous: user, group or role")
	flags.StringSliceVar(&f.without, "without", nil, "leave out users, roles or permissions; repeatable")
	return cmd
}

// language is how the picture is written.
func (f *graphFlags) language(format output.Format) (string, error) {
	switch {
	case !slices.Contains([]string{"", asDOT, asMermaid, asSVG, asJSON}, f.as):
		return "", command.Usagef("--as %s: allowed are dot, mermaid, svg and json", output.Quoted(f.as))
	case format != output.JSON && f.as == "":
		return asDOT, nil
	case format != output.JSON:
		return f.as, nil
	case f.as != "" && f.as != asJSON:
		return "", command.Usagef("--as %s conflicts with --output json", f.as)
	}
	return asJSON, nil
}

// left are the kinds that are left out.
func (f *graphFlags) left() ([]rbac.Kind, error) {
	known := map[string]rbac.Kind{"users": rbac.KindUser, "roles": rbac.KindRole, "permissions": rbac.KindPermission}
	var kinds []rbac.Kind
	for _, word := range f.without {
		kind, ok := known[word]
		if !ok {
			return nil, command.Usagef("--without %s: allowed are users, roles and permissions", output.Quoted(word))
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

func graph(ctx context.Context, r *command.Run, args []string, f *graphFlags) error {
	as, err := f.language(r.Flags.Format())
	if err != nil {
		return err
	}
	left, err := f.left()
	if err != nil {
		return err
	}
	if !slices.Contains([]string{"", "user", "group", "role"}, f.kind) {
		return command.Usagef("--kind %s: allowed are user, group and role", output.Quoted(f.kind))
	}
	p, err := session.Read(ctx, r, tenant.PartApplications)
	if err != nil {
		return err
	}
	picture, title, err := drawn(ctx, p, args, f.kind)
	if err != nil {
		return err
	}
	picture = picture.Without(left...)
	if as != asJSON {
		tellCrowded(r, picture, len(args) > 0)
	}
	if as == asJSON {
		return p.Answered(graphJSON(r.Out(ctx), picture))
	}
	return p.Answered(output.WriteText(r.Raw(ctx), func(w *bufio.Writer) {
		switch as {
		case asDOT:
			picture.DOT(w)
		case asMermaid:
			picture.Mermaid(w)
		default:
			picture.SVG(w, title)
		}
	}))
}

// drawn is the picture that was asked for, and its title.
func drawn(ctx context.Context, p *session.State, args []string, kind string) (drawing.Picture, string, error) {
	if len(args) == 0 {
		return drawing.Tenant(p.Graph, p.Directory), "Groups and roles", nil
	}
	subject, err := subject(ctx, p, args[0], rbac.Kind(kind))
	if err != nil {
		return drawing.Picture{}, "", err
	}
	var users []rbac.UserID
	if subject.Kind == rbac.KindUser {
		users = append(users, rbac.UserID{Text: subject.ID})
	}
	if err := p.NameUsers(ctx, users...); err != nil {
		return drawing.Picture{}, "", err
	}
	return drawing.Of(p.Graph, p.Directory, subject), string(subject.Kind) + " " + output.Label(p.NameOf(subject), subject.ID), nil
}

// subject finds what a name or an id means: a group or a role or, failing these, a user.
func subject(ctx context.Context, p *session.State, given string, kind rbac.Kind) (rbac.Ref, error) {
	if kind != "" {
		id, err := p.Asked(ctx, kind, given)
		return rbac.Ref{Kind: kind, ID: id}, err
	}
	if ref, ok := ofID(p, given); ok {
		return ref, nil
	}
	groups, roles := p.Graph.GroupsNamed(text.New(given)), p.Graph.RolesNamed(text.New(given))
	switch {
	case len(groups) > 0 && len(roles) > 0:
		return rbac.Ref{}, fmt.Errorf("a group and a role are called %s; choose with --kind", output.Quoted(given))
	case len(groups) > 0:
		kind = rbac.KindGroup
	case len(roles) > 0:
		kind = rbac.KindRole
	default:
		return person(ctx, p, given)
	}
	id, err := p.Named(ctx, kind, given)
	return rbac.Ref{Kind: kind, ID: id}, err
}

func ofID(p *session.State, given string) (rbac.Ref, bool) {
	if id := rbac.GroupOf(given); known(p.Graph.Group(id)) {
		return id.Ref(), true
	}
	if id := rbac.RoleOf(given); known(p.Graph.Role(id)) {
		return id.Ref(), true
	}
	id := rbac.User(given)
	return id.Ref(), p.Graph.HasUser(id)
}

func known[T any](_ T, ok bool) bool { return ok }

// person finds a user. What can only be the id of a user, a group or a role that is not
// there is remarked, and drawn alone.
func person(ctx context.Context, p *session.State, given string) (rbac.Ref, error) {
	id, found, err := p.LookUp(ctx, given)
	switch {
	case err != nil || found:
		return id.Ref(), err
	case strings.Contains(given, "|"):
		p.Run.Note("no such user " + output.Quoted(given))
		return id.Ref(), nil
	}
	return id.Ref(), p.Nothing(ctx, given, rbac.KindUser, rbac.KindGroup, rbac.KindRole)
}

// tellCrowded says what could be left out of a picture that is too full to be read.
func tellCrowded(r *command.Run, picture drawing.Picture, named bool) {
	if len(picture.Nodes) <= drawing.Legible {
		return
	}
	less := "; name a group, a role or a user to draw less"
	if named {
		less = ""
	}
	for _, word := range []struct {
		kind rbac.Kind
		flag string
	}{{rbac.KindUser, "users"}, {rbac.KindPermission, "permissions"}, {rbac.KindRole, "roles"}} {
		if n := picture.Count(word.kind); n > 0 {
			less += fmt.Sprintf("; --without %s leaves out %d", word.flag, n)
		}
	}
	r.Note(fmt.Sprintf("%d nodes are hard to read in one picture%s", len(picture.Nodes), less))
}
