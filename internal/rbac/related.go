package rbac

import "slices"

// related reports whether a number means the same thing in both graphs.
func related(a, b *Graph) bool {
	if a.root != b.root {
		return false
	}
	for i := range min(len(a.users.added), len(b.users.added)) {
		if a.users.added[i] != b.users.added[i] {
			return false
		}
	}
	return agree(&a.groups, &b.groups, func(r *Group) GroupID { return r.ID }) &&
		agree(&a.roles, &b.roles, func(r *Role) RoleID { return r.ID }) &&
		agree(&a.permissions, &b.permissions, func(r *Permission) PermissionID { return r.ID })
}

func agree[K comparable, R any](a, b *table[K, R], id func(*R) K) bool {
	for n := a.indexed(); n < min(a.n, b.n); n++ {
		x, y := a.record(n), b.record(n)
		if x != nil && y != nil && id(x) != id(y) {
			return false
		}
	}
	return true
}

// concerned are the users whose access can differ between two related graphs.
func concerned(before, after *Graph) bitset {
	users := newBitset(int(max(before.users.len(), after.users.len())))
	users.addAll(changed(&before.memberOf, &after.memberOf))
	users.addAll(changed(&before.userRoles, &after.userRoles))
	seeds := changed(&before.groupRoles, &after.groupRoles)
	seeds = append(seeds, changed(&before.parents, &after.parents)...)
	for _, role := range changed(&before.rolePerms, &after.rolePerms) {
		for _, g := range []*Graph{before, after} {
			seeds = append(seeds, g.roleGroups.of(role)...)
			users.addAll(g.roleUsers.of(role))
		}
	}
	for _, g := range []*Graph{before, after} {
		below := newBitset(int(max(before.groups.n, after.groups.n)))
		for _, n := range seeds {
			g.descend(&below, n)
		}
		for _, n := range below.appendTo(nil) {
			users.addAll(g.members.of(n))
		}
	}
	return users
}

// changed are the nodes whose lists differ between two relations over the same
// numbers.
func changed(a, b *edges) []int32 {
	var nodes []int32
	for n, list := range a.over {
		if !slices.Equal(list, b.of(n)) {
			nodes = append(nodes, n)
		}
	}
	for n, list := range b.over {
		if _, seen := a.over[n]; !seen && !slices.Equal(list, a.of(n)) {
			nodes = append(nodes, n)
		}
	}
	return nodes
}
