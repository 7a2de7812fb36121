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
