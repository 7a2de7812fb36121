package rbac

import "authzx/internal/crew"

// Index makes the graph of a document. The document's slices are kept, not
// copied: they must not change afterwards. Ids that lead nowhere, cycles and
// repeats are all right.
func Index(d Document) *Graph {
	g := &Graph{
		at: d.At, missing: d.Missing,
		groups:       tableOf(d.Groups, func(r *Group) GroupID { return r.ID }),
		roles:        tableOf(d.Roles, func(r *Role) RoleID { return r.ID }),
		mappings:     new(lazy[mappingIndex]),
		listed:       new(lazy[lists]),
		applications: new(lazy[[]ClientID]),
		shared:       new(lazy[map[called]bool]),
	}
	g.root = g
	// Users and all the rest have nothing to do with each other, and each takes
	// about half the time.
	var rest crew.Crew
	rest.Go(func() {
		g.permissions = tableOf(d.Permissions, func(r *Permission) PermissionID { return r.ID })
		g.indexGroups()
		g.indexRoles()
	})
	g.indexUsers()
	rest.Wait()
	g.memo = newMemo(int(g.groups.n))
	return g
}

// collect lists, for each number of a table, what pick finds in its records,
// as numbers; pick skips what is not there by calling nothing. Hint is about how
// many it will find.
func collect[K comparable, R any](t *table[K, R], hint int, pick func(r *R, add func(int32))) edges {
	off := make([]int32, t.n+1)
	to := make([]int32, 0, hint)
	add := func(n int32) { to = append(to, n) }
	if !t.twins() {
		for i := range t.list {
			pick(&t.list[i], add)
			off[i+1] = int32(len(to))
		}
		return edges{off: off, to: to}
	}
	places := make([][]int, t.n)
	for i := range t.list {
		places[t.nodeAt(i)] = append(places[t.nodeAt(i)], i)
	}
	for n := range places {
		for _, i := range places[n] {
			pick(&t.list[i], add)
		}
		off[n+1] = int32(len(to))
	}
	return edges{off: off, to: to}
}

// unrepeated drops from each list what it already had, over n targets.
func (e *edges) unrepeated(n int) {
	last := make([]int32, n)
	kept := int32(0)
	start := int32(0)
	for from := range int32(len(e.off) - 1) {
		end := e.off[from+1]
		for _, to := range e.to[start:end] {
			if last[to] != from+1 {
				last[to] = from + 1
				e.to[kept] = to
				kept++
			}
		}
		start = end
		e.off[from+1] = kept
	}
	e.to = e.to[:kept]
}

func (g *Graph) indexUsers() {
	size := 0
	for i := range g.groups.list {
		size += len(g.groups.list[i].Members)
	}
	// Most users are in a few groups; a map that starts near its size is filled without growing.
	g.users.at = make(map[UserID]int32, size/3)
	number := func(id UserID) int32 {
		n, ok := g.users.at[id]
		if !ok {
			n = int32(len(g.users.ids))
			g.users.at[id] = n
			g.users.ids = append(g.users.ids, id)
		}
		return n
	}
	g.members = collect(&g.groups, size, func(r *Group, add func(int32)) {
		for _, id := range r.Members {
			add(number(id))
		}
	})
	g.roleUsers = collect(&g.roles, 0, func(r *Role, add func(int32)) {
		for _, id := range r.Users {
			add(number(id))
		}
	})
	n := len(g.users.ids)
	g.members.unrepeated(n)
	g.roleUsers.unrepeated(n)
	g.memberOf = g.members.transpose(n)
	g.userRoles = g.roleUsers.transpose(n)
}

func (g *Graph) indexGroups() {
	g.dangling.groups, g.dangling.roles = map[GroupID]struct{}{}, map[RoleID]struct{}{}
	g.children = collect(&g.groups, len(g.groups.list), func(r *Group, add func(int32)) {
		for _, id := range r.Nested {
			if n, ok := g.groups.at[id]; ok {
				add(n)
			} else {
				g.dangling.groups[id] = struct{}{}
			}
		}
	})
	g.children.unrepeated(int(g.groups.n))
	g.parents = g.children.transpose(int(g.groups.n))
	granted := collect(&g.groups, len(g.groups.list), func(r *Group, add func(int32)) {
		for _, id := range r.Roles {
			if n, ok := g.roles.at[id]; ok {
				add(n)
			} else {
				g.dangling.roles[id] = struct{}{}
			}
		}
	})
	g.roleGroups = granted.transpose(int(g.roles.n))
	g.groupRoles = g.roleGroups.transpose(int(g.groups.n))
}

func (g *Graph) indexRoles() {
	g.dangling.permissions = map[PermissionID]struct{}{}
	held := collect(&g.roles, 4*len(g.roles.list), func(r *Role, add func(int32)) {
		for _, id := range r.Permissions {
			if n, ok := g.permissions.at[id]; ok {
				add(n)
			} else {
				g.dangling.permissions[id] = struct{}{}
			}
		}
	})
	g.permRoles = held.transpose(int(g.permissions.n))
	g.rolePerms = g.permRoles.transpose(int(g.roles.n))
}
