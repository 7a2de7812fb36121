package tenant

import (
	"context"

	"authzx/internal/api"
	"authzx/internal/rbac"
)

// Policy is what the server says that a login would get: names, each once.
type Policy = api.Policy

// Policy is the server's own answer to what a login of a user would get at one
// application.
func (l *loader) Policy(ctx context.Context, q rbac.Query) (Policy, error) {
	question := api.PolicyQuestion{}
	if q.Login != nil {
		question.Connection, question.Groups = q.Login.Connection, q.Login.IdPGroups
	}
	return l.client.For("access").Policy(ctx, q.User, q.Application, question)
}

// Calculated is what the server says that a user has without a login: groups and roles,
// of all applications.
func (l *loader) Calculated(ctx context.Context, user rbac.UserID) (Policy, error) {
	return l.client.For("access").Calculated(ctx, user)
}
