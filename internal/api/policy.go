package api

import (
	"context"
	"slices"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// PolicyQuestion is a login: by which connection, with which groups of the
// identity provider.
type PolicyQuestion struct {
	Connection text.Text
	Groups     []text.Text // nil leaves the key out
}

// Policy is what the server says that a login would get at one application.
// Names, not ids; a name that occurs twice comes once.
type Policy struct {
	Groups      []text.Text `json:"groups"`
	Roles       []text.Text `json:"roles"`
	Permissions []text.Text `json:"permissions"`
}

// Policy asks what a login of the user at the application would get. It is a
// POST that alters nothing, and is tried again like a read.
func (c *Client) Policy(ctx context.Context, user rbac.UserID, app rbac.ClientID, q PolicyQuestion) (Policy, error) {
	call := endpoint.New(endpoint.PolicyAsk, user.Raw(), app.Raw())
	call.Body = append(text.AppendJSON([]byte(`{"connectionName":`), q.Connection.Raw()), '}')
	if q.Groups != nil {
		call.Body = append(call.Body[:len(call.Body)-1], `,"groups":`...)
		call.Body = append(append(call.Body, textsBody(q.Groups)...), '}')
	}
	return fetch[Policy](ctx, c, "asking for a policy", call)
}

// Calculated asks for the groups and roles that a user has without a login, of all
// applications. There are no permissions in it.
func (c *Client) Calculated(ctx context.Context, user rbac.UserID) (Policy, error) {
	var p Policy
	for _, part := range []struct {
		id    endpoint.ID
		names *[]text.Text
	}{{endpoint.UsersGroupsCalculate, &p.Groups}, {endpoint.UsersRolesCalculate, &p.Roles}} {
		things, err := fetch[[]struct {
			Name text.Text `json:"name"`
		}](ctx, c, "asking what is calculated", endpoint.New(part.id, user.Raw()))
		if err != nil {
			return Policy{}, err
		}
		for _, one := range things {
			if !slices.Contains(*part.names, one.Name) {
				*part.names = append(*part.names, one.Name)
			}
		}
	}
	return p, nil
}
