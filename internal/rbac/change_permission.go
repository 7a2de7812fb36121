package rbac

import (
	"slices"

	"authzx/internal/text"
)

// CreatePermission makes a permission, which no role holds yet.
type CreatePermission struct {
	Ref             PermissionID `json:"ref"` // placeholder for the id to come
	Name            text.Text    `json:"name"`
	Description     text.Text    `json:"description"`
	ApplicationType text.Text    `json:"application_type"` // client or resource_server
	Application     ClientID     `json:"application"`
}

// Kind implements Change.
func (c CreatePermission) Kind() string { return "create-permission" }

// Targets implements Change.
func (c CreatePermission) Targets() []Ref { return []Ref{c.Ref.Ref(), c.Application.Ref()} }

// Apply implements Change.
func (c CreatePermission) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c CreatePermission) apply(d *draft) error {
	if err := checkPermission(c.Name, c.Description, c.ApplicationType, c.Application); err != nil {
		return err
	}
	if err := d.permissionNameFree(c.Name, c.Application, PermissionID{}); err != nil {
		return err
	}
	if _, ok := d.permissions.Node(c.Ref); ok || c.Ref.IsZero() {
		return &InvalidError{"ref", "must be an unused id"}
	}
	if _, ok := d.dangling.permissions[c.Ref]; ok {
		d.stale = true
	}
	d.touch.any, d.touch.apps = true, true
	d.permissions.Add(c.Ref, Permission{
		ID: c.Ref, Name: c.Name, Description: c.Description,
		ApplicationType: c.ApplicationType, Application: c.Application,
	})
	return nil
}

// EditPermission sets what a permission is. One that a role holds can't be
// edited at all.
type EditPermission struct {
	Permission  PermissionID `json:"permission"`
	Name        text.Text    `json:"name"`
	Description text.Text    `json:"description"`
	// ApplicationType and Application may be zero: they stay then.
	ApplicationType text.Text `json:"application_type,omitzero"`
	Application     ClientID  `json:"application,omitzero"`
}

// Kind implements Change.
func (c EditPermission) Kind() string { return "edit-permission" }

// Targets implements Change.
func (c EditPermission) Targets() []Ref {
	refs := []Ref{c.Permission.Ref()}
	if !c.Application.IsZero() {
		refs = append(refs, c.Application.Ref())
	}
	return refs
}

// Apply implements Change.
func (c EditPermission) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c EditPermission) apply(d *draft) error {
	if err := checkNamed(c.Name, MaxPermissionName, c.Description); err != nil {
		return err
	}
	n, ok := d.permissions.Node(c.Permission)
	if by := d.holding(c.Permission, n, ok); len(by) > 0 {
		return d.inUse(c.Permission.Ref(), by)
	}
	if !ok {
		return &NotFoundError{c.Permission.Ref()}
	}
	r := *d.permissions.Record(n)
	if !c.ApplicationType.IsZero() {
		r.ApplicationType = c.ApplicationType
	}
	if !c.Application.IsZero() {
		r.Application = c.Application
	}
	r.Name, r.Description = c.Name, c.Description
	if err := checkPermission(r.Name, r.Description, r.ApplicationType, r.Application); err != nil {
		return err
	}
	if err := d.permissionNameFree(r.Name, r.Application, c.Permission); err != nil {
		return err
	}
	if r == *d.permissions.Record(n) {
		return nil
	}
	d.touch.apps = true
	*d.ownPermission(n) = r
	return nil
}

// DeletePermission deletes a permission, which no role may hold. One that is
// not there counts as deleted.
type DeletePermission struct {
	Permission PermissionID `json:"permission"`
}

// Kind implements Change.
func (c DeletePermission) Kind() string { return "delete-permission" }

// Targets implements Change.
func (c DeletePermission) Targets() []Ref { return []Ref{c.Permission.Ref()} }

// Apply implements Change.
func (c DeletePermission) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c DeletePermission) apply(d *draft) error {
	n, ok := d.permissions.Node(c.Permission)
	if by := d.holding(c.Permission, n, ok); len(by) > 0 {
		return d.inUse(c.Permission.Ref(), by)
	}
	if !ok {
		return nil
	}
	d.touch.any, d.touch.apps = true, true
	d.permissions.Drop(c.Permission, n)
	return nil
}

// holding are the roles that hold a permission. For one that is not there the
// lists themselves have to be asked.
func (d *draft) holding(id PermissionID, n int32, known bool) []Ref {
	var by []Ref
	if known {
		for _, role := range d.permRoles.Of(n) {
			by = append(by, d.roles.Record(role).ID.Ref())
		}
		return by
	}
	if _, mentioned := d.dangling.permissions[id]; mentioned {
		for _, r := range d.roles.Records() {
			if slices.Contains(r.Permissions, id) {
				by = append(by, r.ID.Ref())
			}
		}
	}
	return by
}

// permissionNameFree fails when another permission of the application than own
// has the name but for case.
func (d *draft) permissionNameFree(name text.Text, application ClientID, own PermissionID) error {
	low := name.Lower()
	for _, r := range d.permissions.Records() {
		if r.Application == application && r.ID != own && sameName(r.Name, low) {
			return &DuplicateNameError{name, r.ID.Ref()}
		}
	}
	return nil
}
