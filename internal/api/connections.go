package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

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
