package api

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
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

// GroupInput is what one can say about a group when it is made or edited.
type GroupInput struct {
	Name        text.Text `json:"name"`        // 1 to 50 UTF-16 units, unique without regard to case
	Description text.Text `json:"description"` // 1 to 500
}

// CreateGroup makes a group and gives it with its id.
func (c *Client) CreateGroup(ctx context.Context, in GroupInput) (rbac.Group, error) {
	call := endpoint.New(endpoint.GroupsCreate)
	call.Body = jsonBody(in)
	return fetchWith(ctx, c, "creating a group", call, created(func(g rbac.Group) text.Text { return g.ID.Text }))
}

// Group reads name and description of one group; its lists are nil.
func (c *Client) Group(ctx context.Context, id rbac.GroupID) (rbac.Group, error) {
	return fetch[rbac.Group](ctx, c, "reading a group", endpoint.New(endpoint.GroupsRead, id.Raw()))
}

// ExpandedGroup is one group with the roles and permissions that it and its
// parents have. It may be ten seconds old.
type ExpandedGroup struct {
	ID          rbac.GroupID   `json:"_id"`
	Name        text.Text      `json:"name"`
	Description text.Text      `json:"description"`
	Roles       []ExpandedRole `json:"roles"`
}

// GroupExpanded reads one group with roles and permissions.
func (c *Client) GroupExpanded(ctx context.Context, id rbac.GroupID) (ExpandedGroup, error) {
	call := endpoint.New(endpoint.GroupsRead, id.Raw())
	call.Query = expand()
	return fetch[ExpandedGroup](ctx, c, "expanding a group", call)
}

// UpdateGroup edits name and description; the lists stay. The answer may come
// without them.
func (c *Client) UpdateGroup(ctx context.Context, id rbac.GroupID, in GroupInput) (rbac.Group, error) {
	call := endpoint.New(endpoint.GroupsUpdate, id.Raw())
	call.Body = jsonBody(in)
	return fetch[rbac.Group](ctx, c, "updating a group", call)
}

// DeleteGroup deletes a group. One that isn't there is no error; one that is
// nested in others is KindInUse.
func (c *Client) DeleteGroup(ctx context.Context, id rbac.GroupID) error {
	return c.write(ctx, "deleting a group", endpoint.New(endpoint.GroupsDelete, id.Raw()))
}

// GroupRoles lists the roles that the group grants, in stored order.
func (c *Client) GroupRoles(ctx context.Context, id rbac.GroupID) ([]rbac.Role, error) {
	return fetchWith(ctx, c, "listing the roles of a group", endpoint.New(endpoint.GroupsRolesList, id.Raw()), arrayOf[rbac.Role])
}

// AddGroupRoles makes the group grant roles. The server doesn't check that
// they exist.
func (c *Client) AddGroupRoles(ctx context.Context, id rbac.GroupID, roles []rbac.RoleID) error {
	call := endpoint.New(endpoint.GroupsRolesAdd, id.Raw())
	call.Body = idsBody(roles)
	return c.write(ctx, "granting roles to a group", call)
}

// RemoveGroupRoles makes the group grant roles no longer. A group that never
// had any is a KindServer.
func (c *Client) RemoveGroupRoles(ctx context.Context, id rbac.GroupID, roles []rbac.RoleID) error {
	call := endpoint.New(endpoint.GroupsRolesRemove, id.Raw())
	call.Body = idsBody(roles)
	return c.write(ctx, "revoking roles of a group", call)
}

// InheritedRole is a role and the group that grants it.
type InheritedRole struct {
	Role  rbac.Role  `json:"role"`
	Group rbac.Group `json:"group"`
}

// GroupRolesNested lists the roles of the group and of its parents.
func (c *Client) GroupRolesNested(ctx context.Context, id rbac.GroupID) ([]InheritedRole, error) {
	return fetchWith(ctx, c, "listing the inherited roles of a group", endpoint.New(endpoint.GroupsRolesNested, id.Raw()), arrayOf[InheritedRole])
}
