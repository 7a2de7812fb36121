package session

import (
	"context"
	"fmt"
	"slices"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// mostSingly is how many users are read one by one: the list of all of them takes
// no more requests than that, mostly.
const mostSingly = 12

// nameless are the users among refs whose names are not known, each once.
func (p *State) nameless(refs []rbac.Ref) []rbac.UserID {
	var ids []rbac.UserID
	seen := map[rbac.Ref]bool{}
	for _, ref := range refs {
		id := rbac.UserID{Text: ref.ID}
		if ref.Kind != rbac.KindUser || seen[ref] {
			continue
		}
		seen[ref] = true
		if _, known := p.Directory.User(id); !known {
			ids = append(ids, id)
		}
	}
	return ids
}

// NameAll reads the names of the users among refs: one by one where they are few, else
// by the list of all. What can't be read stays an id.
func (p *State) NameAll(ctx context.Context, refs []rbac.Ref) error {
	ids := p.nameless(refs)
	switch {
	case !p.Connected() || len(ids) == 0 || p.read&tenant.PartUsers != 0:
		return nil
	case len(ids) > mostSingly:
		return p.need(ctx, tenant.PartUsers)
	}
	_ = p.From.Tenant.ReadUsers(ctx, ids)
	p.Directory = p.From.State().Directory
	return context.Cause(ctx)
}

// Naming is a reading of users' names beside other things.
type Naming struct {
	session *Session
	done    chan struct{}
}

// StartNaming begins to read the names of the users among refs, of the first few where
// they are many. It ends with ctx.
func (s *Session) StartNaming(ctx context.Context, refs []rbac.Ref) *Naming {
	n := &Naming{s, make(chan struct{})}
	ids := (&State{Directory: &rbac.Directory{}}).nameless(refs)
	ids = ids[:min(len(ids), mostSingly)]
	if s.Tenant == nil || len(ids) == 0 {
		close(n.done)
		return n
	}
	routine.Go(func() {
		defer close(n.done)
		_ = s.Tenant.ReadUsers(ctx, ids)
	}, func(*routine.Panic) {})
	return n
}

// Wait gives the names that came to a picture, after a time at most.
func (n *Naming) Wait(ctx context.Context, p *State, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-n.done:
	case <-timer.C:
	case <-ctx.Done():
	}
	p.Directory = n.session.State().Directory
}

// NameUsers reads those users singly whose names are not known yet.
func (p *State) NameUsers(ctx context.Context, ids ...rbac.UserID) error {
	unknown := slices.DeleteFunc(ids, func(id rbac.UserID) bool {
		_, known := p.Directory.User(id)
		return known || !p.Graph.HasUser(id)
	})
	if !p.Connected() || len(unknown) == 0 {
		return nil
	}
	failure := p.From.Tenant.ReadUsers(ctx, unknown)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if failure != nil {
		p.Run.Note(fmt.Sprintf("the user could not be read, so the name is missing: %v", failure))
	}
	p.Directory = p.From.State().Directory
	return nil
}

// NameOf is what a thing is called; the zero text where that is not known.
func (p *State) NameOf(ref rbac.Ref) text.Text {
	if name := p.Graph.Name(ref); !name.IsZero() {
		return name
	}
	return p.Directory.Name(ref)
}
