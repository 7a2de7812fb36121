package session

import (
	"context"
	"fmt"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// mostGone is how many users are read one by one to see whether they are gone: beyond
// that the tenant's limit on requests would be in danger.
const mostGone = 500

// FindGone reads the users whom groups and roles mention and the list of users lacks:
// only an answer about that very user says that the user is gone.
func FindGone(ctx context.Context, p *State) error {
	if !p.Connected() || p.Directory.UsersExtent().Err != nil {
		return nil
	}
	var unknown []rbac.UserID
	for _, id := range p.Graph.Users() {
		if _, known := p.Directory.User(id); !known {
			unknown = append(unknown, id)
		}
	}
	if over := len(unknown) - mostGone; over > 0 {
		p.Run.Note(fmt.Sprintf("%s not in the list of users were not looked up: they may have been deleted", text.Counted(over, "user")))
		unknown = unknown[:mostGone]
	}
	// What could not be read stays unknown.
	_ = p.From.Tenant.ReadUsers(ctx, unknown)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p.Directory = p.From.State().Directory
	return nil
}
