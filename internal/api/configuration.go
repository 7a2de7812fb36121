package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Configuration reads the switches, those that were ever set. The API key that
// stands beside them is left behind.
func (c *Client) Configuration(ctx context.Context) (map[rbac.Switch]bool, error) {
	call := endpoint.New(endpoint.ConfigurationRead)
	return fetchWith(ctx, c, "reading the configuration", call, func(doc []byte) (map[rbac.Switch]bool, error) {
		if len(doc) == 0 { // a 204: nothing was ever set
			return map[rbac.Switch]bool{}, nil
		}
		return switches(doc)
	})
}

// switches picks the nine out of a configuration.
func switches(doc []byte) (map[rbac.Switch]bool, error) {
	all, err := decodeInto[map[rbac.Switch]any](doc)
	if err != nil {
		return nil, err
	}
	set := map[rbac.Switch]bool{}
	for _, name := range rbac.Switches() {
		switch v := all[name].(type) {
		case bool:
			set[name] = v
		case nil:
		default:
			return nil, &shapeError{pointer: "/" + string(name), want: "a boolean", got: "something else"}
		}
	}
	return set, nil
}

// Status is the state of the login rule and of the storage.
type Status struct {
	Rule struct {
		Exists  bool `json:"exists"`
		Enabled bool `json:"enabled"`
	} `json:"rule"`
	Database struct {
		Size *int64    `json:"size"` // bytes of compact JSON; nil where the storage doesn't say
		Type text.Text `json:"type"` // default, or such as s3
	} `json:"database"`
}

// Status reads the state of the login rule and of the storage.
func (c *Client) Status(ctx context.Context) (Status, error) {
	return fetch[Status](ctx, c, "reading the status", endpoint.New(endpoint.ConfigurationStatus))
}
