package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
)

// Search narrows the lists that the extension keeps itself. The zero value is
// everything. A query without a field is an error of the server.
type Search struct {
	Query string // found anywhere in the field, without regard to case
	Field string // name, description or _id
}

func (s Search) query() []endpoint.Pair { return UserSearch(s).query() }

// Groups lists all groups with their members, nested groups, roles and mappings.
func (c *Client) Groups(ctx context.Context, s Search) ([]rbac.Group, error) {
	call := endpoint.New(endpoint.GroupsList)
	call.Query = s.query()
	return fetchWith(ctx, c, "listing groups", call, func(doc []byte) ([]rbac.Group, error) {
		return listIn(doc, newPool(), "groups", group)
	})
}
