package rbac

import (
	"authzx/internal/rbac/relation"
	"authzx/internal/routine"
)

// Index makes the graph of a document. The document's slices are kept, not
// copied: they must not change afterwards. Ids that lead nowhere, cycles and
// repeats are all right.
func Index(d Document) *Graph {
	g := &Graph{
		at: d.At, missing: d.Missing,
		index: index{
			groups:       relation.TableOf(d.Groups, func(r *Group) GroupID { return r.ID }),
			roles:        relation.TableOf(d.Roles, func(r *Role) RoleID { return r.ID }),
			mappings:     new(lazy[*Mappings]),
			listed:       new(lazy[lists]),
			applications: new(lazy[[]ClientID]),
			shared:       new(lazy[map[called]bool]),
			named:        new(lazy[names]),
			held:         new(lazy[holding]),
		},
	}
	g.root = g
	// Users and all the rest have nothing to do with each other, and each takes
	// about half the time.
	var rest routine.Group
	rest.Go(func() {
		g.permissions = relation.TableOf(d.Permissions, func(r *Permission) PermissionID { return r.ID })
		g.indexGroups()
		g.indexRoles()
	})
	g.indexUsers()
	rest.Wait()
	g.memo = newMemo(int(g.groups.N))
	return g
}

func (g *index) indexUsers() {
	size := 0
	for i := range g.groups.List {
		size += len(g.groups.List[i].Members)
	}
	// Most users are in a few groups; a map that starts near its size is filled without growing.
	g.users.at = make(map[UserID]int32, size/3)
	g.users.extra = make(map[UserID]int32)
	number := func(id UserID) int32 {
		n, ok := g.users.at[id]
		if !ok {
			n = int32(len(g.users.ids))
			g.users.at[id] = n
			g.users.ids = append(g.users.ids, id)
		}
		return n
	}
	g.members = relation.Collect(&g.groups, size, func(r *Group, add func(int32)) {
		for _, id := range r.Members {
			add(number(id))
		}
	})
	g.roleUsers = relation.Collect(&g.roles, 0, func(r *Role, add func(int32)) {
		for _, id := range r.Users {
			add(number(id))
		}
	})
	n := len(g.users.ids)
	g.members.Unrepeated(n)
	g.roleUsers.Unrepeated(n)
	g.memberOf = g.members.Transpose(n)
	g.userRoles = g.roleUsers.Transpose(n)
}

func (g *index) indexGroups() {
	g.dangling.groups, g.dangling.roles = map[GroupID]struct{}{}, map[RoleID]struct{}{}
	g.children = relation.Collect(&g.groups, len(g.groups.List), func(r *Group, add func(int32)) {
		for _, id := range r.Nested {
			if n, ok := g.groups.Node(id); ok {
				add(n)
			} else {
				g.dangling.groups[id] = struct{}{}
			}
		}
	})
	g.children.Unrepeated(int(g.groups.N))
	g.parents = g.children.Transpose(int(g.groups.N))
	granted := relation.Collect(&g.groups, len(g.groups.List), func(r *Group, add func(int32)) {
		for _, id := range r.Roles {
			if n, ok := g.roles.Node(id); ok {
				add(n)
			} else {
				g.dangling.roles[id] = struct{}{}
			}
		}
	})
	g.roleGroups = granted.Transpose(int(g.roles.N))
	g.groupRoles = g.roleGroups.Transpose(int(g.groups.N))
}

func (g *index) indexRoles() {
	g.dangling.permissions = map[PermissionID]struct{}{}
	held := relation.Collect(&g.roles, 4*len(g.roles.List), func(r *Role, add func(int32)) {
		for _, id := range r.Permissions {
			if n, ok := g.permissions.Node(id); ok {
				add(n)
			} else {
				g.dangling.permissions[id] = struct{}{}
			}
		}
	})
	g.permRoles = held.Transpose(int(g.permissions.N))
	g.rolePerms = g.permRoles.Transpose(int(g.roles.N))
}
