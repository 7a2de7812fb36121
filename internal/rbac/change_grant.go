package rbac

import "slices"

// GrantRole gives a role to a group, and so to all who belong to it. The role
// need not exist.
type GrantRole struct {
	Group GroupID `json:"group"`
	Role  RoleID  `json:"role"`
}

// Kind implements Change.
func (c GrantRole) Kind() string { return "grant-role" }

// Targets implements Change.
func (c GrantRole) Targets() []Ref { return []Ref{c.Group.Ref(), c.Role.Ref()} }

// Apply implements Change.
func (c GrantRole) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c GrantRole) apply(d *draft) error {
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	if c.Role.IsZero() {
		return &InvalidError{"role", "must not be empty"}
	}
	if slices.Contains(d.groups.record(n).Roles, c.Role) {
		return nil
	}
	r := d.ownGroup(n)
	r.Roles = append(slices.Clip(r.Roles), c.Role)
	role, ok := d.roles.node(c.Role)
	if !ok {
		d.dangling.roles[c.Role] = struct{}{}
		return nil
	}
	d.groupRoles.insert(n, role)
	d.roleGroups.insert(role, n)
	d.tie(n)
	return nil
}

// RevokeRole takes a role from a group. Members may still have it otherwise.
type RevokeRole struct {
	Group GroupID `json:"group"`
	Role  RoleID  `json:"role"`
}

// Kind implements Change.
func (c RevokeRole) Kind() string { return "revoke-role" }

// Targets implements Change.
func (c RevokeRole) Targets() []Ref { return []Ref{c.Group.Ref(), c.Role.Ref()} }

// Apply implements Change.
func (c RevokeRole) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c RevokeRole) apply(d *draft) error {
	n, err := d.group(c.Group)
	if err != nil {
		return err
	}
	if !slices.Contains(d.groups.record(n).Roles, c.Role) {
		return nil
	}
	r := d.ownGroup(n)
	r.Roles = without(r.Roles, c.Role)
	if role, ok := d.roles.node(c.Role); ok {
		d.groupRoles.remove(n, role)
		d.roleGroups.remove(role, n)
		d.tie(n)
	}
	return nil
}
