package changes

import (
	"context"
	"fmt"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/suggest"
)

// likeChanges are the changes that make a user like another one, given as USER=MODEL.
func likeChanges(ctx context.Context, p *session.State, given string, exactly bool) ([]rbac.Change, error) {
	user, model, err := likeSides(ctx, p, given)
	if err != nil {
		return nil, err
	}
	return suggest.Like(p.Graph, user, model, exactly), nil
}

// likeSides finds the two users.
func likeSides(ctx context.Context, p *session.State, given string) (user, model rbac.UserID, err error) {
	if len(cuts(given)) == 0 {
		return user, model, command.Usagef("--like %s: give USER=MODEL", output.Quoted(given))
	}
	there := known(ctx, p, rbac.KindUser)
	// One whom nothing mentions can be given everything; a model must be there.
	one, err := parted(given, "user", "model", there, func(id string) int { return 2 * there(id) })
	if err == nil {
		user, err = p.User(ctx, one.left)
	}
	if err != nil {
		return user, model, &command.UsageError{Cause: fmt.Errorf("--like: %w", err)}
	}
	model, found, err := p.LookUp(ctx, one.right)
	if err == nil && !found {
		err = p.Absent(ctx, one.right, rbac.KindUser)
	}
	if err != nil {
		return user, model, &command.UsageError{Cause: fmt.Errorf("--like: %w", err)}
	}
	return user, model, nil
}
