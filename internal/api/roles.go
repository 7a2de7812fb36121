package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
)

// Roles lists all roles with their permissions and users.
func (c *Client) Roles(ctx context.Context, s Search) ([]rbac.Role, error) {
	call := endpoint.New(endpoint.RolesList)
	call.Query = s.query()
	return fetchWith(ctx, c, "listing roles", call, func(doc []byte) ([]rbac.Role, error) {
		return listIn(doc, newPool(), "roles", role)
	})
}
