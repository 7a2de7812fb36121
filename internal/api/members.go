package api

import (
	"context"
	"iter"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
)

// MembersPage is one page of the direct members of a group. Rows of users whom
// the server could not read are there too: see User.Unreadable.
type MembersPage struct {
	Total int    `json:"total"`
	Users []User `json:"users"`
}

// Members lists one page of the direct members, with their profiles. A page
// has 1 to 25 rows; each row costs the tenant a read. For membership alone the
// ids in Groups are enough.
func (c *Client) Members(ctx context.Context, id rbac.GroupID, page Page) (MembersPage, error) {
	call := endpoint.New(endpoint.GroupsMembersList, id.Raw())
	call.Query = page.query()
	return fetch[MembersPage](ctx, c, "listing the members of a group", call)
}

// membersPerPage is the most that the server puts on a page.
const membersPerPage = 25

// AllMembers walks through the direct members, page by page. An error ends the
// walk.
func (c *Client) AllMembers(ctx context.Context, id rbac.GroupID) iter.Seq2[Walked[User], error] {
	known := func(u User) rbac.UserID { return u.ID }
	return walk(known, func(p Page) ([]User, int, error) {
		page, err := c.Members(ctx, id, p)
		return page.Users, page.Total, err
	})
}

// AddMembers adds users to the group. The server doesn't check that they exist.
func (c *Client) AddMembers(ctx context.Context, id rbac.GroupID, users []rbac.UserID) error {
	call := endpoint.New(endpoint.GroupsMembersAdd, id.Raw())
	call.Body = idsBody(users)
	return c.write(ctx, "adding members to a group", call)
}

// RemoveMembers removes users from the group. A group that never had members
// is a KindServer.
func (c *Client) RemoveMembers(ctx context.Context, id rbac.GroupID, users []rbac.UserID) error {
	call := endpoint.New(endpoint.GroupsMembersRemove, id.Raw())
	call.Body = idsBody(users)
	return c.write(ctx, "removing members from a group", call)
}

// NestedMember is a user and one group, the asked or one nested in it, that
// holds the user directly.
type NestedMember struct {
	User  User       `json:"user"`
	Group rbac.Group `json:"group"`
}

// NestedMembersPage is one page of the members of a group and of those nested
// in it.
type NestedMembersPage struct {
	Total   int            `json:"total"`
	Members []NestedMember `json:"nested"`
}

// NestedMembers lists one page of direct and inherited members, 1 to 25 rows.
func (c *Client) NestedMembers(ctx context.Context, id rbac.GroupID, page Page) (NestedMembersPage, error) {
	call := endpoint.New(endpoint.GroupsMembersNested, id.Raw())
	call.Query = page.query()
	return fetch[NestedMembersPage](ctx, c, "listing the nested members of a group", call)
}

// AllNestedMembers walks through direct and inherited members. An error ends
// the walk.
func (c *Client) AllNestedMembers(ctx context.Context, id rbac.GroupID) iter.Seq2[Walked[NestedMember], error] {
	known := func(m NestedMember) rbac.UserID { return m.User.ID }
	return walk(known, func(p Page) ([]NestedMember, int, error) {
		page, err := c.NestedMembers(ctx, id, p)
		return page.Members, page.Total, err
	})
}

// walk goes through pages of members until the server's count is reached or a
// page is empty, and drops repeats.
func walk[T any](key func(T) rbac.UserID, read func(Page) ([]T, int, error)) iter.Seq2[Walked[T], error] {
	return func(yield func(Walked[T], error) bool) {
		known := seen[rbac.UserID]{}
		for number := 1; ; number++ {
			rows, total, err := read(Page{Number: number, Size: membersPerPage})
			if err != nil {
				yield(Walked[T]{}, err)
				return
			}
			last := len(rows) == 0 || number*membersPerPage >= total
			if !yield(Walked[T]{Rows: fresh(known, rows, key), Total: total}, nil) || last {
				return
			}
		}
	}
}
