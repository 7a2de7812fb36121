package tenant

import (
	"context"

	"authzx/internal/api"
	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/text"
)

// readUsers walks the list of users; each page shows as it comes.
func (l *loader) readUsers(ctx context.Context, turn int, client *api.Client) {
	var list []rbac.Person
	cut := false
	first := true
	for page, err := range client.AllUsers(ctx, api.UserSearch{}) {
		if err != nil {
			l.usersFailed(turn, list, err)
			return
		}
		for _, u := range page.Rows {
			list = append(list, u.Person())
		}
		cut = cut || page.Cut
		if first {
			first = false
			l.currentUsers(turn, list, rbac.Extent{At: l.now()})
		}
	}
	l.currentUsers(turn, list, l.extent(!cut, nil))
}

// currentUsers shows a list of users, unless the one shown is longer and the
// new one still growing.
func (l *loader) currentUsers(turn int, list []rbac.Person, x rbac.Extent) {
	l.current(turn, func(s *State) {
		old := s.Directory.UsersExtent()
		if !x.Complete && x.Err == nil && !old.At.IsZero() && old.Err == nil && len(s.Directory.Users()) > len(list) {
			return
		}
		s.Directory = s.Directory.WithUsers(append([]rbac.Person(nil), list...), x)
	})
}

// usersFailed keeps what was there before, or else what came.
func (l *loader) usersFailed(turn int, list []rbac.Person, err error) {
	l.current(turn, func(s *State) {
		x := l.extent(false, err)
		if old := s.Directory.Users(); len(old) > len(list) {
			list = old
		}
		s.Directory = s.Directory.WithUsers(append([]rbac.Person(nil), list...), x)
	})
}

// ReadUser reads one user singly and keeps what it finds in the directory; a
// 404 makes the user gone. It returns the document of the profile.
func (l *loader) ReadUser(ctx context.Context, id rbac.UserID) ([]byte, error) {
	keep, doc, err := l.readUser(ctx, id)
	if keep != nil {
		l.alterDirectory(keep)
	}
	return doc, err
}

// ReadUsers reads users one by one, a few at a time, and keeps all that it found
// at once; who is gone is found too. It goes on past failures and returns the
// first, but ends when the token may read no users, when there is none, and when the
// tenant is asked too much.
func (l *loader) ReadUsers(ctx context.Context, ids []rbac.UserID) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	keeps := make([]func(*rbac.Directory) *rbac.Directory, len(ids))
	faults := make([]error, len(ids))
	var all routine.Group
	for i, id := range ids {
		all.Go(func() {
			keeps[i], _, faults[i] = l.readUser(ctx, id)
			switch kind := api.KindOf(faults[i]); {
			case kind == api.KindNotFound:
				faults[i] = nil
			case kind == api.KindForbidden, hopeless(faults[i]):
				stop(faults[i])
			}
		})
	}
	all.Wait()
	l.alterDirectory(func(d *rbac.Directory) *rbac.Directory {
		for _, keep := range keeps {
			if keep != nil {
				d = keep(d)
			}
		}
		return d
	})
	if err := context.Cause(ctx); err != nil {
		return err
	}
	for _, err := range faults {
		if err != nil {
			return err
		}
	}
	return nil
}

// readUser reads one user and gives what to make of it in the directory.
func (l *loader) readUser(ctx context.Context, id rbac.UserID) (keep func(*rbac.Directory) *rbac.Directory, doc []byte, err error) {
	select {
	case l.reads <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	defer func() { <-l.reads }()
	profile, err := l.client.For("user").User(ctx, id)
	switch {
	case api.KindOf(err) == api.KindNotFound:
		return func(d *rbac.Directory) *rbac.Directory { return d.WithGone(id) }, nil, err
	case err != nil:
		return nil, nil, err
	}
	return func(d *rbac.Directory) *rbac.Directory { return d.WithUser(profile.Person()) }, profile.JSON, nil
}

// Found is what a search on the server gave.
type Found struct {
	Users []rbac.Person
	Total int
	// Cut says that there are more than the server gives out.
	Cut bool
}

// SearchUsers asks the server's own search (Lucene). What it finds is known
// from then on.
func (l *loader) SearchUsers(ctx context.Context, words text.Text) (Found, error) {
	var found Found
	for page, err := range l.client.For("search").AllUsers(ctx, api.UserSearch{Query: words.Raw()}) {
		if err != nil {
			return found, err
		}
		for _, u := range page.Rows {
			found.Users = append(found.Users, u.Person())
		}
		found.Cut = found.Cut || page.Cut
		found.Total = max(found.Total, page.Total)
	}
	l.alterDirectory(func(d *rbac.Directory) *rbac.Directory {
		for _, p := range found.Users {
			if _, known := d.User(p.ID); !known {
				d = d.WithUser(p)
			}
		}
		return d
	})
	return found, nil
}
