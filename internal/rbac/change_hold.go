package rbac

import "slices"

// AddPermission puts a permission of the same application into a role. The
// permission need not exist.
type AddPermission struct {
	Role       RoleID       `json:"role"`
	Permission PermissionID `json:"permission"`
}

// Kind implements Change.
func (c AddPermission) Kind() string { return "add-permission" }

// Targets implements Change.
func (c AddPermission) Targets() []Ref { return []Ref{c.Role.Ref(), c.Permission.Ref()} }

// Apply implements Change.
func (c AddPermission) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c AddPermission) apply(d *draft) error {
	n, err := d.role(c.Role)
	if err != nil {
		return err
	}
	if c.Permission.IsZero() {
		return &InvalidError{"permission", "must not be empty"}
	}
	r := d.roles.record(n)
	if slices.Contains(r.Permissions, c.Permission) {
		return nil
	}
	permissions := append(slices.Clip(r.Permissions), c.Permission)
	// The server is sent the whole list, and checks all of it.
	if err := d.permissionsFit(r.Application, permissions); err != nil {
		return err
	}
	d.ownRole(n).Permissions = permissions
	d.hold(n, c.Permission)
	return nil
}

// RemovePermission takes a permission out of a role.
type RemovePermission struct {
	Role       RoleID       `json:"role"`
	Permission PermissionID `json:"permission"`
}

// Kind implements Change.
func (c RemovePermission) Kind() string { return "remove-permission" }

// Targets implements Change.
func (c RemovePermission) Targets() []Ref { return []Ref{c.Role.Ref(), c.Permission.Ref()} }

// Apply implements Change.
func (c RemovePermission) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c RemovePermission) apply(d *draft) error {
	n, err := d.role(c.Role)
	if err != nil {
		return err
	}
	r := d.roles.record(n)
	if !slices.Contains(r.Permissions, c.Permission) {
		return nil
	}
	rest := without(r.Permissions, c.Permission)
	if err := d.permissionsFit(r.Application, rest); err != nil {
		return err
	}
	d.ownRole(n).Permissions = rest
	if permission, ok := d.permissions.node(c.Permission); ok {
		d.rolePerms.remove(n, permission)
		d.permRoles.remove(permission, n)
		d.tie(d.roleGroups.of(n)...)
	}
	return nil
}

// AssignRole gives a role to a user directly. The user need not exist; a role
// that is not there is passed over, as on the server.
type AssignRole struct {
	User UserID `json:"user"`
	Role RoleID `json:"role"`
}

// Kind implements Change.
func (c AssignRole) Kind() string { return "assign-role" }

// Targets implements Change.
func (c AssignRole) Targets() []Ref { return []Ref{c.Role.Ref(), c.User.Ref()} }

// Apply implements Change.
func (c AssignRole) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c AssignRole) apply(d *draft) error {
	if c.User.IsZero() {
		return &InvalidError{"user", "must not be empty"}
	}
	n, ok := d.roles.node(c.Role)
	if !ok {
		return nil
	}
	user := d.user(c.User)
	if d.userRoles.has(user, n) {
		return nil
	}
	d.touch.users = true
	r := d.ownRole(n)
	r.Users = append(slices.Clip(r.Users), c.User)
	d.roleUsers.push(n, user)
	d.userRoles.insert(user, n)
	return nil
}

// UnassignRole takes a role from a user who holds it directly, however often
// it lists him. He may still have it through a group.
type UnassignRole struct {
	User UserID `json:"user"`
	Role RoleID `json:"role"`
}

// Kind implements Change.
func (c UnassignRole) Kind() string { return "unassign-role" }

// Targets implements Change.
func (c UnassignRole) Targets() []Ref { return []Ref{c.Role.Ref(), c.User.Ref()} }

// Apply implements Change.
func (c UnassignRole) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c UnassignRole) apply(d *draft) error {
	n, err := d.role(c.Role)
	if err != nil {
		return err
	}
	user, ok := d.users.node(c.User)
	if !ok || !d.userRoles.has(user, n) {
		return nil
	}
	d.touch.users = true
	r := d.ownRole(n)
	r.Users = without(r.Users, c.User)
	d.roleUsers.remove(n, user)
	d.userRoles.remove(user, n)
	return nil
}
