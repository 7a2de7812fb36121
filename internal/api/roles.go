package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Roles lists all roles with their permissions and users.
func (c *Client) Roles(ctx context.Context, s Search) ([]rbac.Role, error) {
	call := endpoint.New(endpoint.RolesList)
	call.Query = s.query()
	return fetchWith(ctx, c, "listing roles", call, func(doc []byte) ([]rbac.Role, error) {
		return listIn(doc, newPool(), "roles", role)
	})
}

// RoleInput is what one can say about a role when it is made or edited.
type RoleInput struct {
	Name            text.Text           `json:"name"`            // 1 to 50 UTF-16 units
	Description     text.Text           `json:"description"`     // 1 to 500
	ApplicationType text.Text           `json:"applicationType"` // client or resource_server
	Application     rbac.ClientID       `json:"applicationId"`   // fixed once it is made
	Permissions     []rbac.PermissionID `json:"permissions"`     // of the same application; nil clears
}

func (in RoleInput) body() []byte {
	if in.Permissions == nil {
		in.Permissions = []rbac.PermissionID{}
	}
	return jsonBody(in)
}

// CreateRole makes a role and gives it with its id.
func (c *Client) CreateRole(ctx context.Context, in RoleInput) (rbac.Role, error) {
	call := endpoint.New(endpoint.RolesCreate)
	call.Body = in.body()
	return fetchWith(ctx, c, "creating a role", call, created(func(r rbac.Role) text.Text { return r.ID.Text }))
}

// Role reads name and description of one role, and nothing else of it.
func (c *Client) Role(ctx context.Context, id rbac.RoleID) (rbac.Role, error) {
	return fetch[rbac.Role](ctx, c, "reading a role", endpoint.New(endpoint.RolesRead, id.Raw()))
}

// UpdateRole edits a role; its users stay. The permissions become those given.
func (c *Client) UpdateRole(ctx context.Context, id rbac.RoleID, in RoleInput) (rbac.Role, error) {
	call := endpoint.New(endpoint.RolesUpdate, id.Raw())
	call.Body = in.body()
	return fetch[rbac.Role](ctx, c, "updating a role", call)
}

// DeleteRole deletes a role. One that isn't there is no error; one that groups
// grant is KindInUse; one that only users hold goes without a word.
func (c *Client) DeleteRole(ctx context.Context, id rbac.RoleID) error {
	return c.write(ctx, "deleting a role", endpoint.New(endpoint.RolesDelete, id.Raw()))
}
