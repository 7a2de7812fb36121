package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// Manifest says what answers beside the API.
type Manifest struct {
	Name    text.Text `json:"name"`
	Title   text.Text `json:"title"`
	Type    text.Text `json:"type"`
	Version text.Text `json:"version"`
}

// IsAuthorization reports whether it is an Authorization Extension.
func (m Manifest) IsAuthorization() bool { return m.Name.Raw() == "auth0-authz" }

// Meta reads the manifest, without a token: whether an extension answers there.
func (c *Client) Meta(ctx context.Context) (Manifest, error) {
	return fetch[Manifest](ctx, c, "reading the manifest", endpoint.New(endpoint.Meta))
}
