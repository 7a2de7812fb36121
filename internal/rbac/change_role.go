package rbac

import (
	"slices"

	"authzx/internal/text"
)

// CreateRole makes a role. Its permissions must be of the same application;
// unknown ones are accepted.
type CreateRole struct {
	Ref             RoleID         `json:"ref"` // placeholder for the id to come
	Name            text.Text      `json:"name"`
	Description     text.Text      `json:"description"`
	ApplicationType text.Text      `json:"application_type"` // client or resource_server
	Application     ClientID       `json:"application"`
	Permissions     []PermissionID `json:"permissions"`
}

// Kind implements Change.
func (c CreateRole) Kind() string { return "create-role" }

// Targets implements Change.
func (c CreateRole) Targets() []Ref {
	refs := []Ref{c.Ref.Ref(), c.Application.Ref()}
	for _, id := range c.Permissions {
		refs = append(refs, id.Ref())
	}
	return refs
}

// Apply implements Change.
func (c CreateRole) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c CreateRole) apply(d *draft) error {
	if err := checkRole(c.Name, c.Description, c.ApplicationType, c.Application); err != nil {
		return err
	}
	if err := d.permissionsFit(c.Application, c.Permissions); err != nil {
		return err
	}
	if err := d.roleNameFree(c.Name, c.Application, RoleID{}); err != nil {
		return err
	}
	if _, ok := d.roles.Node(c.Ref); ok || c.Ref.IsZero() {
		return &InvalidError{"ref", "must be an unused id"}
	}
	if _, ok := d.dangling.roles[c.Ref]; ok {
		d.stale = true
	}
	d.touch.any, d.touch.apps = true, true
	role := d.roles.Add(c.Ref, Role{
		ID: c.Ref, Name: c.Name, Description: c.Description,
		ApplicationType: c.ApplicationType, Application: c.Application,
		Permissions: append([]PermissionID{}, c.Permissions...),
	})
	for _, id := range c.Permissions {
		d.hold(role, id)
	}
	return nil
}

// EditRole sets name, description and application type of a role; its
// application can't change, its permissions and holders stay.
type EditRole struct {
	Role        RoleID    `json:"role"`
	Name        text.Text `json:"name"`
	Description text.Text `json:"description"`
	// ApplicationType is client or resource_server; zero leaves it.
	ApplicationType text.Text `json:"application_type,omitzero"`
}

// Kind implements Change.
func (c EditRole) Kind() string { return "edit-role" }

// Targets implements Change.
func (c EditRole) Targets() []Ref { return []Ref{c.Role.Ref()} }

// Apply implements Change.
func (c EditRole) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c EditRole) apply(d *draft) error {
	if err := checkNamed(c.Name, MaxName, c.Description); err != nil {
		return err
	}
	n, err := d.role(c.Role)
	if err != nil {
		return err
	}
	r := *d.roles.Record(n)
	if c.ApplicationType.IsZero() {
		c.ApplicationType = r.ApplicationType
	}
	if err := checkRole(c.Name, c.Description, c.ApplicationType, r.Application); err != nil {
		return err
	}
	if err := d.permissionsFit(r.Application, r.Permissions); err != nil {
		return err
	}
	if err := d.roleNameFree(c.Name, r.Application, c.Role); err != nil {
		return err
	}
	if r.Name == c.Name && r.Description == c.Description && r.ApplicationType == c.ApplicationType {
		return nil
	}
	d.touch.names = true
	own := d.ownRole(n)
	own.Name, own.Description, own.ApplicationType = c.Name, c.Description, c.ApplicationType
	return nil
}

// DeleteRole deletes a role, which no group may grant. Users who hold it
// directly don't keep it from being deleted, and lose it. One that is not there
// counts as deleted.
type DeleteRole struct {
	Role RoleID `json:"role"`
}

// Kind implements Change.
func (c DeleteRole) Kind() string { return "delete-role" }

// Targets implements Change.
func (c DeleteRole) Targets() []Ref { return []Ref{c.Role.Ref()} }

// Apply implements Change.
func (c DeleteRole) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c DeleteRole) apply(d *draft) error {
	n, ok := d.roles.Node(c.Role)
	if by := d.granting(c.Role, n, ok); len(by) > 0 {
		return d.inUse(c.Role.Ref(), by)
	}
	if !ok {
		return nil
	}
	d.touch.any, d.touch.users, d.touch.apps, d.touch.names = true, true, true, true
	for _, user := range d.roleUsers.Of(n) {
		d.userRoles.Remove(user, n)
	}
	for _, permission := range d.rolePerms.Of(n) {
		d.permRoles.Remove(permission, n)
	}
	d.roleUsers.Put(n, nil)
	d.rolePerms.Put(n, nil)
	d.roles.Drop(c.Role, n)
	return nil
}

// granting are the groups that grant a role. For one that is not there the
// lists themselves have to be asked.
func (d *draft) granting(id RoleID, n int32, known bool) []Ref {
	var by []Ref
	if known {
		for _, group := range d.roleGroups.Of(n) {
			by = append(by, d.groups.Record(group).ID.Ref())
		}
		return by
	}
	if _, mentioned := d.dangling.roles[id]; mentioned {
		for _, r := range d.groups.Records() {
			if slices.Contains(r.Roles, id) {
				by = append(by, r.ID.Ref())
			}
		}
	}
	return by
}

// permissionsFit fails when one of the permissions is of another application:
// the server answers that with an error that says nothing.
func (d *draft) permissionsFit(application ClientID, permissions []PermissionID) error {
	for _, id := range permissions {
		n, ok := d.permissions.Node(id)
		if ok && d.permissions.Record(n).Application != application {
			return &InvalidError{"permissions", "must be of the role's application, which " +
				Quoted(d.permissions.Record(n).Name) + " is not"}
		}
	}
	return nil
}

// roleNameFree fails when another role of the application than own has the
// name but for case.
func (d *draft) roleNameFree(name text.Text, application ClientID, own RoleID) error {
	low := name.Lower()
	for _, r := range d.roles.Records() {
		if r.Application == application && r.ID != own && sameName(r.Name, low) {
			return &DuplicateNameError{name, r.ID.Ref()}
		}
	}
	return nil
}

// hold ties a permission to a role in the indexes.
func (d *draft) hold(role int32, id PermissionID) {
	permission, ok := d.permissions.Node(id)
	if !ok {
		d.dangling.permissions[id] = struct{}{}
		return
	}
	d.rolePerms.Insert(role, permission)
	d.permRoles.Insert(permission, role)
	d.tie(d.roleGroups.Of(role)...)
}
