package api

import (
	"context"
	"time"

	"authzx/internal/endpoint"
)

// Access says whether this API is on and how long its tokens live.
type Access struct {
	On       bool
	Lifetime time.Duration // whole seconds; 0 when the server doesn't say
}

// wireAccess is Access as the API writes it.
type wireAccess struct {
	On      bool   `json:"apiAccess"`
	Seconds *int64 `json:"token_lifetime,omitempty"`
}

// APIAccess reads whether this API is on.
func (c *Client) APIAccess(ctx context.Context) (Access, error) {
	call := endpoint.New(endpoint.ResourceServerRead)
	return fetchWith(ctx, c, "reading the API access", call, func(doc []byte) (Access, error) {
		w, err := decodeInto[wireAccess](doc)
		a := Access{On: w.On}
		if w.Seconds != nil {
			a.Lifetime = time.Duration(*w.Seconds) * time.Second
		}
		return a, err
	})
}

// CreateAPIAccess turns this API on. KindConflict says that it is on already.
func (c *Client) CreateAPIAccess(ctx context.Context) error {
	return c.write(ctx, "turning the API on", endpoint.New(endpoint.ResourceServerCreate))
}

// UpdateAPIAccess sets the lifetime of tokens; 0 sets the server's default of a
// day. With On false it turns this very API off.
func (c *Client) UpdateAPIAccess(ctx context.Context, a Access) error {
	w := wireAccess{On: a.On}
	if a.Lifetime > 0 {
		seconds := int64(a.Lifetime / time.Second)
		w.Seconds = &seconds
	}
	call := endpoint.New(endpoint.ResourceServerUpdate)
	call.Body = jsonBody(w)
	return c.write(ctx, "updating the API access", call)
}

// DeleteAPIAccess turns this very API off: from then on nobody gets a token.
func (c *Client) DeleteAPIAccess(ctx context.Context) error {
	return c.write(ctx, "turning the API off", endpoint.New(endpoint.ResourceServerDelete))
}
