package rbac

import (
	"sync"
	"time"

	"authzx/internal/rbac/relation"
	"authzx/internal/text"
)

// Graph is the access graph of a tenant: its groups, roles and permissions in
// the server's order, indexed over dense numbers. It never changes; applying a
// Change gives another Graph that shares what stayed the same. It may be read by
// several goroutines at once.
//
// Slices that its methods give are for reading only.
type Graph struct {
	index
	at      time.Time
	missing Missing
	root    *Graph // what Index made; numbers below it mean the same in all its overlays
}

// index is what all answers are worked out from: the records and their ties over
// dense numbers, and what is remembered of answers.
type index struct {
	groups      relation.Table[GroupID, Group]
	roles       relation.Table[RoleID, Role]
	permissions relation.Table[PermissionID, Permission]
	users       userTable

	memberOf, members      relation.Edges // user -> groups, group -> users in stored order
	parents, children      relation.Edges // group -> groups that nest it, group -> groups it nests in stored order
	groupRoles, roleGroups relation.Edges
	rolePerms, permRoles   relation.Edges
	userRoles, roleUsers   relation.Edges // user -> roles, role -> users in stored order
	dangling               dangling
	memo                   *memo
	mappings               *lazy[*Mappings]
	listed                 *lazy[lists]
	applications           *lazy[[]ClientID]
	shared                 *lazy[map[called]bool]
	named                  *lazy[names]
	held                   *lazy[holding]
}

// userTable numbers the users that the lists mention.
type userTable struct {
	ids   []UserID
	at    map[UserID]int32
	over  bool // some may be mentioned no longer
	extra map[UserID]int32
	added []UserID
}

func (t *userTable) node(id UserID) (int32, bool) {
	n, ok := t.at[id]
	if !ok {
		n, ok = t.extra[id]
	}
	return n, ok
}

func (t *userTable) id(n int32) UserID {
	if int(n) < len(t.ids) {
		return t.ids[n]
	}
	return t.added[int(n)-len(t.ids)]
}

func (t *userTable) len() int32 { return int32(len(t.ids) + len(t.added)) }

// dangling holds the ids that lists mention without there being a record.
type dangling struct {
	groups      map[GroupID]struct{}
	roles       map[RoleID]struct{}
	permissions map[PermissionID]struct{}
}

// lists are the records of an overlay as plain lists.
type lists struct {
	groups      []Group
	roles       []Role
	permissions []Permission
	users       []UserID
}

func (g *index) lists() lists {
	return g.listed.get(func() lists {
		l := lists{groups: g.groups.All(), roles: g.roles.All(), permissions: g.permissions.All(), users: g.users.ids}
		if g.users.over {
			l.users = make([]UserID, 0, g.users.len())
			for n := range g.users.len() {
				if g.mentions(n) {
					l.users = append(l.users, g.users.id(n))
				}
			}
		}
		return l
	})
}

func (g *index) mentions(user int32) bool {
	return len(g.memberOf.Of(user)) > 0 || len(g.userRoles.Of(user)) > 0
}

// Document is the graph as lists.
func (g *Graph) Document() Document {
	return Document{Groups: g.Groups(), Roles: g.Roles(), Permissions: g.Permissions(), At: g.at, Missing: g.missing}
}

// At is when the lists were fetched; an overlay keeps the time of the graph below.
func (g *Graph) At() time.Time { return g.at }

// FetchedAt is a graph that Index made, of lists that were fetched at a time.
func (g *Graph) FetchedAt(at time.Time) *Graph {
	next := *g
	next.at, next.root = at, &next
	return &next
}

// Missing says which lists could not be read.
func (g *Graph) Missing() Missing { return g.missing }

// Groups are all groups, in the server's order.
func (g *Graph) Groups() []Group { return g.lists().groups }

// Roles are all roles, in the server's order.
func (g *Graph) Roles() []Role { return g.lists().roles }

// Permissions are all permissions, in the server's order.
func (g *Graph) Permissions() []Permission { return g.lists().permissions }

// Users are the ids that members of groups and holders of roles have, each
// once. Users of the tenant whom no list mentions are not among them.
func (g *Graph) Users() []UserID { return g.lists().users }

// Group is the group with an id; the first where several share it.
func (g *Graph) Group(id GroupID) (Group, bool) {
	n, ok := g.groups.Node(id)
	if !ok {
		return Group{}, false
	}
	return *g.groups.Record(n), true
}

// Role is the role with an id; the first where several share it.
func (g *Graph) Role(id RoleID) (Role, bool) {
	n, ok := g.roles.Node(id)
	if !ok {
		return Role{}, false
	}
	return *g.roles.Record(n), true
}

// Permission is the permission with an id; the first where several share it.
func (g *Graph) Permission(id PermissionID) (Permission, bool) {
	n, ok := g.permissions.Node(id)
	if !ok {
		return Permission{}, false
	}
	return *g.permissions.Record(n), true
}

// HasUser reports whether a group or a role lists the user.
func (g *Graph) HasUser(id UserID) bool {
	n, ok := g.users.node(id)
	return ok && g.mentions(n)
}

// Name is the name of a group, role or permission; the zero text for anything
// else and for what is not there.
func (g *Graph) Name(ref Ref) text.Text {
	switch ref.Kind {
	case KindGroup:
		v, _ := g.Group(GroupID{ref.ID})
		return v.Name
	case KindRole:
		v, _ := g.Role(RoleID{ref.ID})
		return v.Name
	case KindPermission:
		v, _ := g.Permission(PermissionID{ref.ID})
		return v.Name
	default:
		return text.Text{}
	}
}

// lazy is a value made at its first use, once, by whoever comes first.
type lazy[T any] struct {
	once sync.Once
	v    T
}

func (l *lazy[T]) get(make func() T) T {
	l.once.Do(func() { l.v = make() })
	return l.v
}
