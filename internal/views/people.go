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
	// finds. It returns when all were tried.
	ReadUsers(ctx context.Context, ids []rbac.UserID) error
}

// strangers reads the users on screen whom the list of users did not give.
// What it asked for once it does not ask for again; scrolling on ends it.
type strangers struct {
	desk   *Desk
	loader *ui.Loader[struct{}]
	asked  map[rbac.UserID]bool
}

func newStrangers(owner any, d *Desk) *strangers {
	return &strangers{desk: d, loader: ui.NewLoader[struct{}](owner, d.Now), asked: map[rbac.UserID]bool{}}
}

// among lists the users on screen of whom nothing is known but the id.
func (s *strangers) among(b *browser) []rbac.UserID {
	if _, ok := s.desk.Source.(userReader); !ok || b == nil || b.sheet == nil {
		return nil
	}
	if s.desk.data.Directory.UsersExtent().At.IsZero() {
		return nil // the list itself is still on its way
	}
	var ids []rbac.UserID
	for _, i := range b.table.Visible() {
		ref := b.sheet.rows[i].ref
		id := rbac.UserID{Text: ref.ID}
		if ref.Kind != rbac.KindUser || s.asked[id] {
			continue
		}
		if _, known := s.desk.data.Directory.User(id); !known {
			ids = append(ids, id)
		}
	}
	return ids
}

// read asks for them.
func (s *strangers) read(ids []rbac.UserID) tea.Cmd {
	reader, ok := s.desk.Source.(userReader)
	if !ok || len(ids) == 0 {
		return nil
	}
	for _, id := range ids {
		s.asked[id] = true
	}
	return s.loader.Start("reading users", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, reader.ReadUsers(ctx, ids)
	})
}

// leave ends a read that runs; those not read may be asked for again.
func (s *strangers) leave(ids []rbac.UserID) {
	s.loader.Cancel()
	for _, id := range ids {
		delete(s.asked, id)
	}
}
