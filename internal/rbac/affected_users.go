package rbac

import "authzx/internal/rbac/relation"

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

func agree[K comparable, R any](a, b *relation.Table[K, R], id func(*R) K) bool {
	for n := a.Indexed(); n < min(a.N, b.N); n++ {
		x, y := a.Record(n), b.Record(n)
		if x != nil && y != nil && id(x) != id(y) {
			return false
		}
	}
	return true
}

// concerned are the users whose access can differ between two related graphs.
func concerned(before, after *Graph) relation.Set {
	users := relation.NewSet(int(max(before.users.len(), after.users.len())))
	users.AddAll(relation.Changed(&before.memberOf, &after.memberOf))
	users.AddAll(relation.Changed(&before.userRoles, &after.userRoles))
	seeds := relation.Changed(&before.groupRoles, &after.groupRoles)
	seeds = append(seeds, relation.Changed(&before.parents, &after.parents)...)
	for _, role := range relation.Changed(&before.rolePerms, &after.rolePerms) {
		for _, g := range []*Graph{before, after} {
			seeds = append(seeds, g.roleGroups.Of(role)...)
			users.AddAll(g.roleUsers.Of(role))
		}
	}
	for _, g := range []*Graph{before, after} {
		below := relation.NewSet(int(max(before.groups.N, after.groups.N)))
		for _, n := range seeds {
			g.descend(&below, n)
		}
		for _, n := range below.AppendTo(nil) {
			users.AddAll(g.members.Of(n))
		}
	}
	return users
}
