package views

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
)

// userReader is a source that can read single users.
type userReader interface {
	// ReadUsers reads users one by one, a few at a time, and keeps what it
	// finds, that a user is gone too. It returns when all were tried, or none can
	// be read.
	ReadUsers(ctx context.Context, ids []rbac.UserID) error
	// ReadUser reads one user and returns the document of the profile.
	ReadUser(ctx context.Context, id rbac.UserID) ([]byte, error)
}

// strangers reads the users on screen whom the list of users did not give.
// Whom it asked for it does not ask for again, unless the read was cut short;
// scrolling on ends it.
type strangers struct {
	desk    *Desk
	loader  *ui.Loader[struct{}]
	asked   map[rbac.UserID]bool
	awaited []rbac.UserID // by the read that runs
	failed  bool          // which was said; from then on nobody is read unasked
}

func newStrangers(owner any, d *Desk) *strangers {
	return &strangers{desk: d, loader: ui.NewLoader[struct{}](owner, d.Now), asked: map[rbac.UserID]bool{}}
}

// among lists the users on screen of whom nothing is known but the id.
func (s *strangers) among(b *browser) []rbac.UserID {
	if _, ok := s.desk.Source.(userReader); !ok || s.failed || b == nil || b.sheet == nil {
		return nil
	}
	if s.desk.data.Directory.UsersExtent().At.IsZero() {
		return nil // the list itself is still on its way
	}
	var ids []rbac.UserID
	for _, i := range b.table.Visible() {
		ref := b.sheet.rows[i].ref
		if id := userID(ref); ref.Kind == rbac.KindUser && !s.asked[id] && !s.known(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (s *strangers) known(id rbac.UserID) bool {
	_, known := s.desk.data.Directory.User(id)
	return known
}

// read asks for them. A read that still runs is cut short.
func (s *strangers) read(ids []rbac.UserID) tea.Cmd {
	reader, ok := s.desk.Source.(userReader)
	if !ok || len(ids) == 0 {
		return nil
	}
	s.leave()
	s.awaited = ids
	for _, id := range ids {
		s.asked[id] = true
	}
	return s.loader.Start("reading users", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, reader.ReadUsers(ctx, ids)
	})
}

// take takes the end of a read, and says why users could not be read; false for
// any other message.
func (s *strangers) take(msg tea.Msg) (tea.Cmd, bool) {
	_, err, ok := s.loader.Take(msg)
	if !ok {
		return nil, false
	}
	if err == nil {
		s.awaited = nil
		return nil, true
	}
	s.leave()
	s.failed = true
	return complainWhile("users not read: "+safe(err), func() bool { return s.failed }), true
}

// leave ends a read that runs; those not read may be asked for again.
func (s *strangers) leave() {
	s.loader.Cancel()
	for _, id := range s.awaited {
		if !s.known(id) {
			delete(s.asked, id)
		}
	}
	s.awaited = nil
}
