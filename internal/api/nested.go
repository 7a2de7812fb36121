package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
)

// Nested lists the groups nested in the group, whole, sorted by name.
func (c *Client) Nested(ctx context.Context, id rbac.GroupID) ([]rbac.Group, error) {
	return fetchWith(ctx, c, "listing nested groups", endpoint.New(endpoint.GroupsNestedList, id.Raw()), arrayOf[rbac.Group])
}

// AddNested nests groups in the group. Cycles and groups that don't exist are
// accepted; the group itself is dropped silently.
func (c *Client) AddNested(ctx context.Context, id rbac.GroupID, groups []rbac.GroupID) error {
	call := endpoint.New(endpoint.GroupsNestedAdd, id.Raw())
	call.Body = idsBody(groups)
	return c.write(ctx, "nesting groups", call)
}

// RemoveNested takes nested groups out of the group. A group that never had
// any is a KindServer.
func (c *Client) RemoveNested(ctx context.Context, id rbac.GroupID, groups []rbac.GroupID) error {
	call := endpoint.New(endpoint.GroupsNestedRemove, id.Raw())
	call.Body = idsBody(groups)
	return c.write(ctx, "removing nested groups", call)
}
