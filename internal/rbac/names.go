package rbac

import (
	"fmt"

	"authzx/internal/rbac/relation"
	"authzx/internal/text"
)

// GroupsNamed are the groups with a name, in stored order: those that have it
// exactly or, when none has, those that have it but for case.
func (g *Graph) GroupsNamed(name text.Text) []GroupID {
	return named(&g.groups, name, func(r *Group) (GroupID, text.Text) { return r.ID, r.Name })
}

// RolesNamed are the roles with a name, as GroupsNamed; several applications
// may share it.
func (g *Graph) RolesNamed(name text.Text) []RoleID {
	return named(&g.roles, name, func(r *Role) (RoleID, text.Text) { return r.ID, r.Name })
}

// PermissionsNamed are the permissions with a name, as GroupsNamed; several
// applications may share it.
func (g *Graph) PermissionsNamed(name text.Text) []PermissionID {
	return named(&g.permissions, name, func(r *Permission) (PermissionID, text.Text) { return r.ID, r.Name })
}

func named[K comparable, R any](t *relation.Table[K, R], name text.Text, of func(*R) (K, text.Text)) []K {
	var exact, alike []K
	low := name.Lower()
	for _, r := range t.Records() {
		switch id, v := of(r); {
		case v == name:
			exact = append(exact, id)
		case len(exact) == 0 && v.Lower() == low:
			alike = append(alike, id)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return alike
}

// Applications are the applications that roles and permissions belong to, in
// the order of their first mention, roles first.
func (g *Graph) Applications() []ClientID {
	return g.applications.get(func() []ClientID {
		var list []ClientID
		seen := make(map[ClientID]struct{})
		add := func(id ClientID) {
			if _, ok := seen[id]; !ok {
				seen[id] = struct{}{}
				list = append(list, id)
			}
		}
		for _, r := range g.roles.Records() {
			add(r.Application)
		}
		for _, r := range g.permissions.Records() {
			add(r.Application)
		}
		return list
	})
}

// called is how a role or a permission is called, without regard to case.
type called struct {
	kind Kind
	name string
}

// namesakes tells of each name whether several applications have it.
func (g *index) namesakes() map[called]bool {
	return g.shared.get(func() map[called]bool {
		first := make(map[called]ClientID)
		several := make(map[called]bool)
		add := func(kind Kind, name text.Text, app ClientID) {
			key := called{kind, name.Lower()}
			if before, again := first[key]; !again {
				first[key] = app
			} else if before != app {
				several[key] = true
			}
		}
		for _, r := range g.roles.Records() {
			add(KindRole, r.Name, r.Application)
		}
		for _, r := range g.permissions.Records() {
			add(KindPermission, r.Name, r.Application)
		}
		return several
	})
}

// Apart is the application that tells a role or a permission from one of the
// same name; false where its name does, or it belongs to none.
func (g *Graph) Apart(ref Ref) (ClientID, bool) {
	var app ClientID
	switch ref.Kind {
	case KindRole:
		r, _ := g.Role(RoleID{ref.ID})
		app = r.Application
	case KindPermission:
		r, _ := g.Permission(PermissionID{ref.ID})
		app = r.Application
	}
	if app.IsZero() {
		return ClientID{}, false
	}
	return app, g.namesakes()[called{ref.Kind, g.Name(ref).Lower()}]
}

// FrozenError says that the server refuses every write to a group or role but a
// rename, since another one has its name.
type FrozenError struct {
	Ref   Ref
	Name  text.Text
	Other Ref // who has the name too
}

// Error names both and the way out; it is safe to draw.
func (e *FrozenError) Error() string {
	return fmt.Sprintf("%s %s has the name of another %s (%v), so the server refuses every change but a rename: rename one first",
		e.Ref.Kind, Quoted(e.Name), e.Other.Kind, e.Other.ID)
}

// names counts, without regard to case, who is called what among those whose
// names must differ: all groups, the roles of one application.
type names struct {
	groups map[string]int
	roles  map[roleName]int
}

type roleName struct {
	application ClientID
	name        string
}

// Frozen reports whether the server refuses every write to a group or role but a
// rename, since another one has its name. Imports make such.
func (g *Graph) Frozen(ref Ref) bool {
	switch ref.Kind {
	case KindGroup:
		r, ok := g.Group(GroupID{ref.ID})
		return ok && g.taken().groups[r.Name.Lower()] > 1
	case KindRole:
		r, ok := g.Role(RoleID{ref.ID})
		return ok && g.taken().roles[roleName{r.Application, r.Name.Lower()}] > 1
	default:
		return false
	}
}

// Namesake is another group, or another role of the same application, that has
// the name of ref; false where none has.
func (g *Graph) Namesake(ref Ref) (Ref, bool) {
	if !g.Frozen(ref) {
		return Ref{}, false
	}
	if ref.Kind == KindGroup {
		own, _ := g.Group(GroupID{ref.ID})
		for _, r := range g.groups.Records() {
			if r.ID != own.ID && sameName(r.Name, own.Name.Lower()) {
				return r.ID.Ref(), true
			}
		}
		return Ref{}, false
	}
	own, _ := g.Role(RoleID{ref.ID})
	for _, r := range g.roles.Records() {
		if r.ID != own.ID && r.Application == own.Application && sameName(r.Name, own.Name.Lower()) {
			return r.ID.Ref(), true
		}
	}
	return Ref{}, false
}

func (g *index) taken() names {
	return g.named.get(func() names {
		n := names{make(map[string]int), make(map[roleName]int)}
		for _, r := range g.groups.Records() {
			n.groups[r.Name.Lower()]++
		}
		for _, r := range g.roles.Records() {
			n.roles[roleName{r.Application, r.Name.Lower()}]++
		}
		return n
	})
}

// RoleNameFree reports whether no role of an application has a name.
func (g *Graph) RoleNameFree(name text.Text, application ClientID) bool {
	return g.taken().roles[roleName{application, name.Lower()}] == 0
}
