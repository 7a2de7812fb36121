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
func (g *Graph) Compare(a, b Query) Comparison { return Compare(g.Access(a), g.Access(b)) }

// Compare tells what each of two answers has that the other lacks. They may be of two
// states of a tenant.
func Compare(a, b *Access) Comparison {
	onlyA, both := a.split(b)
	onlyB, _ := b.split(a)
	return Comparison{A: a, B: b, OnlyA: onlyA, OnlyB: onlyB, Both: both}
}

// split parts what a has into what b lacks and what both have.
func (a *Access) split(b *Access) (only, both Share) {
	only.Groups, both.Groups = apart(a.Groups(), b)
	only.Roles, both.Roles = apart(a.Roles(), b)
	only.Permissions, both.Permissions = apart(a.Permissions(), b)
	return only, both
}

func apart[T interface{ Ref() Ref }](list []T, other *Access) (only, both []T) {
	for _, id := range list {
		if other.Has(id.Ref()) {
			both = append(both, id)
		} else {
			only = append(only, id)
		}
	}
	return only, both
}
