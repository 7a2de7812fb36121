package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Permissions lists all permissions.
func (c *Client) Permissions(ctx context.Context, s Search) ([]rbac.Permission, error) {
	call := endpoint.New(endpoint.PermissionsList)
	call.Query = s.query()
	return fetchWith(ctx, c, "listing permissions", call, func(doc []byte) ([]rbac.Permission, error) {
		return listIn(doc, newPool(), "permissions", permission)
	})
}

// PermissionInput is what one can say about a permission when it is made or
// edited.
type PermissionInput struct {
	Name            text.Text     `json:"name"`            // 1 to 100 UTF-16 units
	Description     text.Text     `json:"description"`     // 1 to 500
	ApplicationType text.Text     `json:"applicationType"` // client or resource_server
	Application     rbac.ClientID `json:"applicationId"`
}

// CreatePermission makes a permission and gives it with its id.
func (c *Client) CreatePermission(ctx context.Context, in PermissionInput) (rbac.Permission, error) {
	call := endpoint.New(endpoint.PermissionsCreate)
	call.Body = jsonBody(in)
	return fetchWith(ctx, c, "creating a permission", call, created(func(p rbac.Permission) text.Text { return p.ID.Text }))
}

// Permission reads name and description of one permission, and nothing else of
// it: its application is in Permissions.
func (c *Client) Permission(ctx context.Context, id rbac.PermissionID) (rbac.Permission, error) {
	return fetch[rbac.Permission](ctx, c, "reading a permission", endpoint.New(endpoint.PermissionsRead, id.Raw()))
}

// UpdatePermission edits a permission. One that a role uses is KindInUse, even
// when nothing would change.
func (c *Client) UpdatePermission(ctx context.Context, id rbac.PermissionID, in PermissionInput) (rbac.Permission, error) {
	call := endpoint.New(endpoint.PermissionsUpdate, id.Raw())
	call.Body = jsonBody(in)
	return fetch[rbac.Permission](ctx, c, "updating a permission", call)
}

// DeletePermission deletes a permission. One that isn't there is no error; one
// that a role uses is KindInUse.
func (c *Client) DeletePermission(ctx context.Context, id rbac.PermissionID) error {
	return c.write(ctx, "deleting a permission", endpoint.New(endpoint.PermissionsDelete, id.Raw()))
}
