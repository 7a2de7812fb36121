package desk

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
)

// UnknownUsers reads the users on screen whom the list of users did not give.
// Whom it asked for it does not ask for again, unless the read was cut short;
// scrolling on ends it.
type UnknownUsers struct {
	desk    *Desk
	Loader  *ui.Loader[struct{}]
	Asked   map[rbac.UserID]bool
	awaited []rbac.UserID // by the read that runs
	failed  bool          // which was said; from then on nobody is read unasked
}

// NewUnknownUsers makes the reader of unknown users; owner is told what was read.
func NewUnknownUsers(owner any, d *Desk) *UnknownUsers {
	return &UnknownUsers{desk: d, Loader: ui.NewLoader[struct{}](owner, d.Now), Asked: map[rbac.UserID]bool{}}
}

// among lists the users on screen of whom nothing is known but the id.
func (s *UnknownUsers) among(b *Browser) []rbac.UserID {
	if s.desk.Can.Users == nil || s.failed || b == nil || b.Model == nil {
		return nil
	}
	if s.desk.Data.Directory.UsersExtent().At.IsZero() {
		return nil // the list itself is still on its way
	}
	var ids []rbac.UserID
	for _, i := range b.Table.Visible() {
		ref := b.Model.Rows[i].Ref
		if id := UserID(ref); ref.Kind == rbac.KindUser && !s.Asked[id] && !s.known(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (s *UnknownUsers) known(id rbac.UserID) bool {
	_, known := s.desk.Data.Directory.User(id)
	return known
}

// Read asks for them. A read that still runs is cut short.
func (s *UnknownUsers) Read(ids []rbac.UserID) ui.Cmd {
	reader := s.desk.Can.Users
	if reader == nil || len(ids) == 0 {
		return nil
	}
	s.Leave()
	s.awaited = ids
	for _, id := range ids {
		s.Asked[id] = true
	}
	return s.Loader.Start("reading users", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, reader.ReadUsers(ctx, ids)
	})
}

// Take takes the end of a read, and says why users could not be read; false for
// any other message.
func (s *UnknownUsers) Take(msg tea.Msg) (ui.Cmd, bool) {
	_, err, ok := s.Loader.Take(msg)
	if !ok {
		return nil, false
	}
	if err == nil {
		s.awaited = nil
		return nil, true
	}
	s.Leave()
	s.failed = true
	return ComplainWhile("users not read: "+SafeError(err), func() bool { return s.failed }), true
}

// Leave ends a read that runs; those not read may be asked for again.
func (s *UnknownUsers) Leave() {
	s.Loader.Cancel()
	for _, id := range s.awaited {
		if !s.known(id) {
			delete(s.Asked, id)
		}
	}
	s.awaited = nil
}
