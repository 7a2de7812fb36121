package rbac

import (
	"slices"

	"authzx/internal/rbac/relation"
	"authzx/internal/text"
)

// Login simulates a login: mappings of its connection count then.
type Login struct {
	// Connection is the connection's name as mappings hold it, such as corp.
	Connection text.Text
	// IdPGroups are the groups that the identity provider reports.
	IdPGroups []text.Text
}

// Query asks what a user has.
type Query struct {
	User UserID
	// Application keeps the roles of one application and what they give; zero
	// keeps all. Groups are never filtered.
	Application ClientID
	// Login makes mappings count, as the server's policy does; nil leaves them
	// out, as its calculate does.
	Login *Login
}

// Access is what one user has, and why. It may be read by several goroutines.
type Access struct {
	g      *Graph
	query  Query
	direct []int32   // groups that list the user
	mapped []arrival // mappings that take the user in

	groups     relation.Set
	groupList  []int32
	directRole []int32 // roles that list the user, within the application
	roleList   []int32
	roles      relation.Set
	permList   []int32
	perms      relation.Set
}

// Access works out what a user has. A user, application or connection that
// nothing mentions gives an empty answer.
func (g *Graph) Access(q Query) *Access {
	a := &Access{
		g: g, query: q,
		groups: relation.NewSet(int(g.groups.N)), roles: relation.NewSet(int(g.roles.N)), perms: relation.NewSet(int(g.permissions.N)),
	}
	user, known := g.users.node(q.User)
	if known {
		a.direct = g.memberOf.Of(user)
	}
	if q.Login != nil {
		a.mapped = g.arrivals(q.User, a.direct, *q.Login)
	}
	for _, n := range a.direct {
		g.climb(&a.groups, n)
	}
	for _, m := range a.mapped {
		g.climb(&a.groups, m.group)
	}
	a.groupList = a.groups.AppendTo(nil)
	for _, n := range a.groupList {
		for _, role := range g.groupRoles.Of(n) {
			if a.wants(role) {
				a.roles.Add(role)
			}
		}
	}
	a.roleList = a.roles.AppendTo(nil)
	if known {
		for _, role := range g.userRoles.Of(user) {
			if !a.wants(role) {
				continue
			}
			a.directRole = append(a.directRole, role)
			if !a.roles.Has(role) {
				a.roleList = append(a.roleList, role)
			}
		}
	}
	a.roles.AddAll(a.directRole)
	for _, role := range a.roleList {
		a.perms.AddAll(g.rolePerms.Of(role))
	}
	a.permList = a.perms.AppendTo(nil)
	return a
}

func (a *Access) wants(role int32) bool {
	return a.query.Application.IsZero() || a.g.roles.Record(role).Application == a.query.Application
}

// Query is what was asked.
func (a *Access) Query() Query { return a.query }

// Graph is what the answer was worked out from.
func (a *Access) Graph() *Graph { return a.g }

// Groups are the user's groups in stored order, those above included.
func (a *Access) Groups() []GroupID {
	return idsOf(a.groupList, func(n int32) GroupID { return a.g.groups.Record(n).ID })
}

// Roles are the user's roles: those had through groups in stored order, then
// those that list the user.
func (a *Access) Roles() []RoleID {
	return idsOf(a.roleList, func(n int32) RoleID { return a.g.roles.Record(n).ID })
}

// Permissions are the user's permissions in stored order.
func (a *Access) Permissions() []PermissionID {
	return idsOf(a.permList, func(n int32) PermissionID { return a.g.permissions.Record(n).ID })
}

// DirectGroups are the groups that list the user, in stored order.
func (a *Access) DirectGroups() []GroupID {
	return idsOf(a.direct, func(n int32) GroupID { return a.g.groups.Record(n).ID })
}

// Has reports whether the user has a group, role or permission.
func (a *Access) Has(ref Ref) bool {
	g := a.g
	switch ref.Kind {
	case KindGroup:
		n, ok := g.groups.Node(GroupID{ref.ID})
		return ok && a.groups.Has(n)
	case KindRole:
		n, ok := g.roles.Node(RoleID{ref.ID})
		return ok && a.roles.Has(n)
	case KindPermission:
		n, ok := g.permissions.Node(PermissionID{ref.ID})
		return ok && a.perms.Has(n)
	default:
		return false
	}
}

// PolicyNames are the answer as the server's policy gives it: names, each once
// at its first place.
func (a *Access) PolicyNames() (groups, roles, permissions []text.Text) {
	g := a.g
	return namesOf(&g.groups, a.groupList, &a.groups, func(r *Group) text.Text { return r.Name }),
		namesOf(&g.roles, a.roleList, &a.roles, func(r *Role) text.Text { return r.Name }),
		namesOf(&g.permissions, a.permList, &a.perms, func(r *Permission) text.Text { return r.Name })
}

// namesOf are the names of the numbers in list, each once. Where records share
// an id, all that are in the set are named.
func namesOf[K comparable, R any](t *relation.Table[K, R], list []int32, set *relation.Set, name func(*R) text.Text) []text.Text {
	names := make([]text.Text, 0, len(list))
	seen := make(map[text.Text]struct{}, len(list))
	add := func(v text.Text) {
		if _, ok := seen[v]; !ok {
			seen[v] = struct{}{}
			names = append(names, v)
		}
	}
	if !t.Twins() {
		for _, n := range list {
			add(name(t.Record(n)))
		}
		return names
	}
	for n, r := range t.Records() {
		if set.Has(n) {
			add(name(r))
		}
	}
	return names
}

func idsOf[ID any](list []int32, id func(int32) ID) []ID {
	ids := make([]ID, len(list))
	for i, n := range list {
		ids[i] = id(n)
	}
	return slices.Clip(ids)
}
