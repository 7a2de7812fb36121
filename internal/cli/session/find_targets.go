package session

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Targets finds what an id or a name means: a permission, a role or a group, in
// this order. A name keeps those of an application, where one is given: what
// belongs to it or, failing that, permissions that its roles hold. A name that
// nothing has is an error; an id that nothing has is remarked.
func (p *State) Targets(ctx context.Context, given string, app rbac.ClientID) ([]rbac.Ref, error) {
	asked := text.New(given)
	if ref, ok := p.byID(asked); ok {
		return []rbac.Ref{ref}, nil
	}
	var kept, elsewhere []rbac.Ref
	for _, refs := range [][]rbac.Ref{
		catalog.RefsOf(p.Graph.PermissionsNamed(asked)),
		catalog.RefsOf(p.Graph.RolesNamed(asked)),
		catalog.RefsOf(p.Graph.GroupsNamed(asked)),
	} {
		elsewhere = append(elsewhere, refs...)
		kept = p.within(app, refs)
		if len(kept) > 0 {
			break
		}
	}
	if len(kept)+len(elsewhere) == 0 {
		return nil, p.Nothing(ctx, given, rbac.KindPermission, rbac.KindRole, rbac.KindGroup)
	}
	p.tellTargets(given, app, kept, elsewhere)
	return kept, nil
}

// Nothing is the error of a name that nothing of some kinds has. What was not read may
// have it, and of an id it is only remarked.
func (p *State) Nothing(ctx context.Context, given string, kinds ...rbac.Kind) error {
	for _, kind := range kinds {
		if p.isID(kind, given) || p.Complete() != nil {
			p.unmentioned("nothing is called "+output.Quoted(given), given)
			return nil
		}
	}
	return p.Absent(ctx, given, kinds...)
}

// within are those of one name that count in an application; zero stands for all.
func (p *State) within(app rbac.ClientID, refs []rbac.Ref) []rbac.Ref {
	var own, held []rbac.Ref
	for _, ref := range refs {
		switch {
		case app.IsZero(), ref.Kind == rbac.KindGroup, output.ApplicationOf(p.Graph, ref) == app:
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
func (p *State) heldIn(app rbac.ClientID, id rbac.PermissionID) bool {
	return slices.ContainsFunc(p.Graph.PermissionRoles(id), func(role rbac.RoleID) bool {
		return output.ApplicationOf(p.Graph, role.Ref()) == app
	})
}

// byID finds what has exactly that id.
func (p *State) byID(id text.Text) (rbac.Ref, bool) {
	if _, ok := p.Graph.Permission(rbac.PermissionID{Text: id}); ok {
		return rbac.PermissionID{Text: id}.Ref(), true
	}
	if _, ok := p.Graph.Role(rbac.RoleID{Text: id}); ok {
		return rbac.RoleID{Text: id}.Ref(), true
	}
	if _, ok := p.Graph.Group(rbac.GroupID{Text: id}); ok {
		return rbac.GroupID{Text: id}.Ref(), true
	}
	return rbac.Ref{}, false
}

// tellTargets says what a person might not expect of a name: which applications
// share it, or have it in place of the one that was asked about.
func (p *State) tellTargets(given string, app rbac.ClientID, found, elsewhere []rbac.Ref) {
	asked := output.Quoted(given)
	switch {
	case len(found) == 0:
		p.remark(fmt.Sprintf("the application %s has no %s; found in %s",
			output.ApplicationName(p.Directory, app), asked, strings.Join(p.owners(elsewhere), ", ")))
	case len(found) > 1:
		p.remark(fmt.Sprintf("%d %ss are called %s (%s), all included; --application or an id picks one",
			len(found), found[0].Kind, asked, strings.Join(p.owners(found), ", ")))
	}
}

// owners are the applications of things of one name; the ids of what has none.
func (p *State) owners(refs []rbac.Ref) []string {
	list := make([]string, len(refs))
	for i, ref := range refs {
		list[i] = ref.ID.String()
		if app := output.ApplicationOf(p.Graph, ref); !app.IsZero() {
			list[i] = output.ApplicationLine(p.Directory, app)
		}
	}
	return list
}
