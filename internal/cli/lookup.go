package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// user finds the user that an id or an email address means. What nothing
// mentions is taken for an id, with a remark.
func (p *picture) user(ctx context.Context, given string) (rbac.UserID, error) {
	id, found, err := p.lookUp(ctx, given)
	if err == nil && !found {
		p.run.note("nothing mentions the user " + quoted(given))
	}
	return id, err
}

// lookUp finds the user that an id or an email address means, and says whether
// there is one.
func (p *picture) lookUp(ctx context.Context, given string) (id rbac.UserID, known bool, err error) {
	id = rbac.User(given)
	if given == "" {
		return id, false, usagef("the user's id is empty")
	}
	if _, known := p.directory.User(id); known || p.graph.HasUser(id) {
		return id, true, nil
	}
	found := p.directory.UsersWithEmail(text.New(given))
	switch {
	case isEmail(given):
		found, err = p.everyOne(ctx, given, found)
	case len(found) == 0 && p.connected():
		found, err = p.searchID(ctx, id)
	}
	switch {
	case err != nil:
		return id, false, err
	case len(found) == 0:
		return id, false, nil
	case len(found) == 1:
		return found[0], true, nil
	}
	return id, false, usagef("several users have the email address %s; give one of the ids %s", quoted(given), joinIDs(found))
}

// everyOne finds all users with an email address, of whom listed are in the list
// that was read: where that is not whole, the address of one in it may be that of
// others too.
func (p *picture) everyOne(ctx context.Context, email string, listed []rbac.UserID) ([]rbac.UserID, error) {
	switch {
	case p.directory.UsersExtent().Complete:
		return listed, nil
	case p.connected():
		return p.searchEmail(ctx, email)
	case len(listed) > 0:
		p.run.note("the saved list of users is not whole: others may have the address " + quoted(email))
	}
	return listed, nil
}

// isEmail tells an address from an id, which names its provider before a bar.
func isEmail(given string) bool {
	at := strings.LastIndexByte(given, '@')
	return at > 0 && at < len(given)-1 && !strings.Contains(given, "|")
}

// searchEmail asks the tenant: its lists end after a thousand users.
func (p *picture) searchEmail(ctx context.Context, email string) ([]rbac.UserID, error) {
	escaped := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(email)
	if _, err := p.from.tenant.SearchUsers(ctx, text.New(`email:"`+escaped+`"`)); err != nil {
		return nil, fmt.Errorf("looking for the user %s: %w", quoted(email), err)
	}
	// A search may find more than was asked for: the directory compares.
	p.directory = p.from.State().Directory
	return p.directory.UsersWithEmail(text.New(email)), nil
}

// searchID asks the tenant for a user whom no group and no role mentions.
func (p *picture) searchID(ctx context.Context, id rbac.UserID) ([]rbac.UserID, error) {
	if p.read&tenant.PartUsers != 0 {
		return nil, nil // the list lacks him
	}
	if _, err := p.from.tenant.ReadUser(ctx, id); err != nil {
		return nil, context.Cause(ctx)
	}
	p.directory = p.from.State().Directory
	return []rbac.UserID{id}, nil
}

// nameUsers reads those users singly whose names are not known yet.
func (p *picture) nameUsers(ctx context.Context, ids ...rbac.UserID) error {
	unknown := slices.DeleteFunc(ids, func(id rbac.UserID) bool {
		_, known := p.directory.User(id)
		return known || !p.graph.HasUser(id)
	})
	if !p.connected() || len(unknown) == 0 {
		return nil
	}
	failure := p.from.tenant.ReadUsers(ctx, unknown)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if failure != nil {
		p.run.note(fmt.Sprintf("the user could not be read, so the name is missing: %v", failure))
	}
	p.directory = p.from.State().Directory
	return nil
}

// application finds the application that an id or a name means.
func (p *picture) application(ctx context.Context, given string) (rbac.ClientID, error) {
	id := rbac.Client(given)
	if given == "" || slices.Contains(p.graph.Applications(), id) {
		return id, nil
	}
	if err := p.need(ctx, tenant.PartApplications); err != nil {
		return id, err
	}
	if _, known := p.directory.Application(id); known {
		return id, nil
	}
	switch found := p.directory.ApplicationsNamed(text.New(given)); len(found) {
	case 0:
		p.run.note("nothing mentions the application " + quoted(given))
		return id, nil
	case 1:
		return found[0], nil
	default:
		return id, usagef("several applications are called %s; give one of the ids %s", quoted(given), joinIDs(found))
	}
}

// connection tells when nothing mentions a connection.
func (p *picture) connection(ctx context.Context, name text.Text) error {
	if name.IsZero() || slices.Contains(p.graph.Connections(), name) {
		return nil
	}
	if err := p.need(ctx, tenant.PartConnections); err != nil {
		return err
	}
	if _, known := p.directory.Connection(name); !known {
		p.run.note("nothing mentions the connection " + quoted(name.Raw()))
	}
	return nil
}

// target finds what an id or a name means: a permission, a role or a group, in
// this order. A name keeps those of the query's application, where it has one: what
// belongs to it or, failing that, permissions that its roles hold.
func (p *picture) target(given string, q rbac.Query) Question {
	question := Question{Asked: text.New(given), Query: q}
	if ref, ok := p.byID(question.Asked); ok {
		question.Targets = []rbac.Ref{ref}
		return question
	}
	elsewhere := false
	for _, refs := range [][]rbac.Ref{
		refsTo(p.graph.PermissionsNamed(question.Asked)),
		refsTo(p.graph.RolesNamed(question.Asked)),
		refsTo(p.graph.GroupsNamed(question.Asked)),
	} {
		elsewhere = elsewhere || len(refs) > 0
		question.Targets = p.within(q.Application, refs)
		if len(question.Targets) > 0 {
			break
		}
	}
	p.tellTargets(question, elsewhere)
	return question
}

// within are those of one name that count in an application; zero stands for all.
func (p *picture) within(app rbac.ClientID, refs []rbac.Ref) []rbac.Ref {
	var own, held []rbac.Ref
	for _, ref := range refs {
		switch {
		case app.IsZero(), ref.Kind == rbac.KindGroup, applicationOf(p.graph, ref) == app:
			own = append(own, ref)
		case ref.Kind == rbac.KindPermission && p.heldIn(app, rbac.PermissionID{Text: ref.ID}):
			held = append(held, ref)
		}
	}
	if len(own) > 0 {
		return own
	}
	return held
}

// heldIn reports whether a role of the application holds a permission, whichever
// application that belongs to: access goes by the role's.
func (p *picture) heldIn(app rbac.ClientID, id rbac.PermissionID) bool {
	return slices.ContainsFunc(p.graph.PermissionRoles(id), func(role rbac.RoleID) bool {
		return applicationOf(p.graph, role.Ref()) == app
	})
}

// byID finds what has exactly that id.
func (p *picture) byID(id text.Text) (rbac.Ref, bool) {
	if _, ok := p.graph.Permission(rbac.PermissionID{Text: id}); ok {
		return rbac.PermissionID{Text: id}.Ref(), true
	}
	if _, ok := p.graph.Role(rbac.RoleID{Text: id}); ok {
		return rbac.RoleID{Text: id}.Ref(), true
	}
	if _, ok := p.graph.Group(rbac.GroupID{Text: id}); ok {
		return rbac.GroupID{Text: id}.Ref(), true
	}
	return rbac.Ref{}, false
}

// tellTargets says what a person might not expect of a name.
func (p *picture) tellTargets(q Question, elsewhere bool) {
	asked := quoted(q.Asked.Raw())
	switch {
	case len(q.Targets) == 0 && elsewhere:
		p.run.note(fmt.Sprintf("the application %s has nothing called %s", applicationName(p.directory, q.Query.Application), asked))
	case len(q.Targets) == 0:
		p.run.note("nothing is called " + asked)
	case len(q.Targets) > 1:
		var where []string
		for _, ref := range q.Targets {
			if app := applicationOf(p.graph, ref); !app.IsZero() {
				where = append(where, applicationLine(p.directory, app))
			} else {
				where = append(where, ref.ID.String())
			}
		}
		p.run.note(fmt.Sprintf("there are %d %ss called %s (%s); the answer covers all of them; --application or an id keeps one",
			len(q.Targets), q.kind(), asked, strings.Join(where, ", ")))
	}
}

func refsTo[ID interface{ Ref() rbac.Ref }](ids []ID) []rbac.Ref {
	refs := make([]rbac.Ref, len(ids))
	for i, id := range ids {
		refs[i] = id.Ref()
	}
	return refs
}

func joinIDs[ID fmt.Stringer](ids []ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	return strings.Join(words, ", ")
}
