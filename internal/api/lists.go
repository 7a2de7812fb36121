package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Groups lists all groups with their members, nested groups, roles and mappings.
func (c *Client) Groups(ctx context.Context) ([]rbac.Group, error) {
	return fetchWith(ctx, c, "listing groups", endpoint.New(endpoint.GroupsList), listed("groups", group))
}

// Roles lists all roles with their permissions and users.
func (c *Client) Roles(ctx context.Context) ([]rbac.Role, error) {
	return fetchWith(ctx, c, "listing roles", endpoint.New(endpoint.RolesList), listed("roles", role))
}

// Permissions lists all permissions.
func (c *Client) Permissions(ctx context.Context) ([]rbac.Permission, error) {
	return fetchWith(ctx, c, "listing permissions", endpoint.New(endpoint.PermissionsList), listed("permissions", permission))
}

// wireApplication is rbac.Application as the API writes it.
type wireApplication struct {
	ID        rbac.ClientID `json:"client_id"`
	Name      text.Text     `json:"name"`
	Type      text.Text     `json:"app_type"`
	Callbacks []text.Text   `json:"callbacks"`
}

// Applications lists the single-page, native and regular web applications.
func (c *Client) Applications(ctx context.Context) ([]rbac.Application, error) {
	call := endpoint.New(endpoint.ApplicationsList)
	wire, err := fetchWith(ctx, c, "listing applications", call, arrayOf[wireApplication])
	list := make([]rbac.Application, len(wire))
	for i, w := range wire {
		list[i] = rbac.Application(w)
	}
	return list, err
}

// wireConnection is rbac.Connection as the API writes it.
type wireConnection struct {
	ID       text.Text `json:"id"`
	Name     text.Text `json:"name"`
	Strategy text.Text `json:"strategy"`
}

// Connections lists the connections of the tenant.
func (c *Client) Connections(ctx context.Context) ([]rbac.Connection, error) {
	call := endpoint.New(endpoint.ConnectionsList)
	wire, err := fetchWith(ctx, c, "listing connections", call, arrayOf[wireConnection])
	list := make([]rbac.Connection, len(wire))
	for i, w := range wire {
		list[i] = rbac.Connection(w)
	}
	return list, err
}
