package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Mappings lists the mappings of the group for people: connections are named
// "name (strategy)", and mappings to unknown connections are left out. Groups
// has them as they are stored.
func (c *Client) Mappings(ctx context.Context, id rbac.GroupID) ([]rbac.Mapping, error) {
	return fetchWith(ctx, c, "listing the mappings of a group", endpoint.New(endpoint.GroupsMappingsList, id.Raw()), arrayOf[rbac.Mapping])
}

// MappingInput is what one can say about a new mapping.
type MappingInput struct {
	GroupName  text.Text `json:"groupName"`      // 1 to 50 UTF-16 units
	Connection text.Text `json:"connectionName"` // 1 to 50, the plain name
}

// AddMappings adds mappings to the group. Duplicates are accepted.
func (c *Client) AddMappings(ctx context.Context, id rbac.GroupID, mappings []MappingInput) error {
	call := endpoint.New(endpoint.GroupsMappingsAdd, id.Raw())
	call.Body = jsonBody(mappings)
	return c.write(ctx, "adding mappings to a group", call)
}

// RemoveMappings removes mappings from the group.
func (c *Client) RemoveMappings(ctx context.Context, id rbac.GroupID, mappings []rbac.MappingID) error {
	call := endpoint.New(endpoint.GroupsMappingsRemove, id.Raw())
	call.Body = idsBody(mappings)
	return c.write(ctx, "removing mappings from a group", call)
}
