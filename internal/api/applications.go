package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

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
