package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// Named finds the one thing of a kind that an id or a name means. Blanks around a
// name count, unless only the name without them is there.
func (p *State) Named(ctx context.Context, kind rbac.Kind, given string) (text.Text, error) {
	id, err := p.exactly(ctx, kind, given)
	if bare := strings.TrimSpace(given); bare != given && errors.As(err, new(*command.NotFoundError)) {
		return p.exactly(ctx, kind, bare)
	}
	return id, err
}

// NamedIn is Named among the roles or permissions of one application, where one is
// given; applications themselves it finds too.
func (p *State) NamedIn(ctx context.Context, kind rbac.Kind, given string, app rbac.ClientID) (text.Text, error) {
	switch {
	case kind == rbac.KindApplication:
		id, err := p.Application(ctx, given)
		return id.Text, err
	case app.IsZero():
		return p.Named(ctx, kind, given)
	}
	refs := p.known().ByName(kind, text.New(given))
	refs = slices.DeleteFunc(refs, func(ref rbac.Ref) bool { return output.ApplicationOf(p.Graph, ref) != app })
	if len(refs) == 1 {
		return refs[0].ID, nil
	}
	return p.Named(ctx, kind, given)
}

func (p *State) exactly(ctx context.Context, kind rbac.Kind, given string) (text.Text, error) {
	if kind == rbac.KindUser {
		id, err := p.User(ctx, given)
		return id.Text, err
	}
	asked, known := text.New(given), p.known()
	if known.Knows(rbac.Ref{Kind: kind, ID: asked}) {
		return asked, nil
	}
	found := known.ByName(kind, asked)
	switch len(found) {
	case 0:
		return text.Text{}, absent(string(kind), given, p.known().Candidates(kind))
	case 1:
		return found[0].ID, nil
	}
	return text.Text{}, fmt.Errorf("several %ss are called %s; use one of the ids %s", kind, output.Quoted(given), p.idsOf(found))
}

// Asked is Named for a question: an id that nothing mentions is only remarked.
func (p *State) Asked(ctx context.Context, kind rbac.Kind, given string) (text.Text, error) {
	id, err := p.Named(ctx, kind, given)
	if errors.As(err, new(*command.NotFoundError)) && p.isID(kind, given) {
		p.unmentioned("no such "+string(kind)+" "+output.Quoted(given), given)
		return text.New(given), nil
	}
	return id, err
}

// known is what is known of the tenant.
func (p *State) known() *catalog.Data { return &catalog.Data{Graph: p.Graph, Directory: p.Directory} }

// idsOf are the ids of things of one name, with the applications that tell them apart.
func (p *State) idsOf(refs []rbac.Ref) string {
	words := make([]string, len(refs))
	for i, ref := range refs {
		words[i] = ref.ID.String()
		if app := output.ApplicationOf(p.Graph, ref); !app.IsZero() {
			words[i] += " (" + output.ApplicationName(p.Directory, app) + ")"
		}
	}
	return strings.Join(words, ", ")
}

// Knows reports whether anything of a kind has an id, a name or an email address.
func (p *State) Knows(ctx context.Context, kind rbac.Kind, given string) bool {
	switch kind {
	case rbac.KindUser:
		_, known, err := p.lookUp(ctx, given)
		return known || err != nil
	case rbac.KindApplication:
		_, known := p.Directory.Application(rbac.Client(given))
		return known || slices.Contains(p.Graph.Applications(), rbac.Client(given)) || len(p.Directory.ApplicationsNamed(text.New(given))) > 0
	case rbac.KindConnection:
		_, known := p.Directory.Connection(text.New(given))
		return known || slices.Contains(p.Graph.Mappings().Connections(), text.New(given))
	}
	_, err := p.Named(ctx, kind, given)
	return !errors.As(err, new(*command.NotFoundError))
}

// Application finds the application that an id or a name means; the zero id where
// none is given.
func (p *State) Application(ctx context.Context, given string) (rbac.ClientID, error) {
	id := rbac.Client(given)
	if given == "" || slices.Contains(p.Graph.Applications(), id) {
		return id, nil
	}
	if err := p.need(ctx, tenant.PartApplications); err != nil {
		return id, err
	}
	if _, known := p.Directory.Application(id); known {
		return id, nil
	}
	switch found := p.Directory.ApplicationsNamed(id.Text); len(found) {
	case 0:
		return id, p.noApplication(given)
	case 1:
		return found[0], nil
	default:
		return id, command.Usagef("several applications are called %s; use one of the ids %s", output.Quoted(given), joinIDs(found))
	}
}

// noApplication is the error of a name that no application has. Of an id it is only
// remarked: the API lists applications for people only, and roles may belong to others.
func (p *State) noApplication(given string) error {
	extent := p.Directory.ApplicationsExtent()
	switch {
	case p.isID(rbac.KindApplication, given):
		p.unmentioned("no such application "+output.Quoted(given), given)
		return nil
	case extent.Err != nil:
		return fmt.Errorf("the applications could not be read, so %s can't be found by name: %w", output.Quoted(given), extent.Err)
	}
	err := absent("application", given, p.known().Candidates(rbac.KindApplication))
	if extent.At.IsZero() {
		return &command.HintError{Cause: err, Hint: "the snapshot has no list of applications; use a client id"}
	}
	return err
}

// Connection tells when nothing mentions a connection.
func (p *State) Connection(ctx context.Context, name text.Text) error {
	if name.IsZero() || slices.Contains(p.Graph.Mappings().Connections(), name) {
		return nil
	}
	if err := p.need(ctx, tenant.PartConnections); err != nil {
		return err
	}
	if _, known := p.Directory.Connection(name); !known {
		p.remark("no such connection " + output.Quoted(name.Raw()))
	}
	return nil
}

func joinIDs[ID fmt.Stringer](ids []ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	return strings.Join(words, ", ")
}
