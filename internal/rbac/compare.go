package rbac

// Share is a part of what users have, in the server's order.
type Share struct {
	Groups      []GroupID
	Roles       []RoleID
	Permissions []PermissionID
}

// Empty reports whether there is nothing in it.
func (s Share) Empty() bool {
	return len(s.Groups) == 0 && len(s.Roles) == 0 && len(s.Permissions) == 0
}

// Comparison sets what two users have side by side.
type Comparison struct {
	A, B *Access
	// OnlyA and OnlyB are what the other lacks.
	OnlyA, OnlyB, Both Share
}

// Compare answers two queries and tells what each user has that the other
// lacks. The two may ask about the same user at different logins.
func (g *Graph) Compare(a, b Query) Comparison {
	c := Comparison{A: g.Access(a), B: g.Access(b)}
	onlyA, both := c.A.split(c.B)
	onlyB, _ := c.B.split(c.A)
	c.OnlyA, c.OnlyB, c.Both = onlyA, onlyB, both
	return c
}

// split parts what a has into what b lacks and what both have.
func (a *Access) split(b *Access) (only, both Share) {
	groups, sharedGroups := apart(a.groupList, &b.groups)
	roles, sharedRoles := apart(a.roleList, &b.roles)
	perms, sharedPerms := apart(a.permList, &b.perms)
	g := a.g
	return Share{g.groupIDs(groups), g.roleIDs(roles), g.permissionIDs(perms)},
		Share{g.groupIDs(sharedGroups), g.roleIDs(sharedRoles), g.permissionIDs(sharedPerms)}
}

func apart(list []int32, other *bitset) (only, both []int32) {
	for _, n := range list {
		if other.has(n) {
			both = append(both, n)
		} else {
			only = append(only, n)
		}
	}
	return only, both
}
