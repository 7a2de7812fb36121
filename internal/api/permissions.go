package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
)

// Permissions lists all permissions.
func (c *Client) Permissions(ctx context.Context, s Search) ([]rbac.Permission, error) {
	call := endpoint.New(endpoint.PermissionsList)
	call.Query = s.query()
	return fetchWith(ctx, c, "listing permissions", call, func(doc []byte) ([]rbac.Permission, error) {
		return listIn(doc, newPool(), "permissions", permission)
	})
}
