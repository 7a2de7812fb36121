package setup

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
	"authzx/internal/views/desk"
)

// choose opens the profile under the cursor, asking first when something would
// be lost.
func (s *profiles) choose() ui.Cmd {
	r, _ := s.Browser.Current()
	p := s.of(r.Ref)
	switch {
	case s.open(p):
		return desk.Say("already on this profile")
	case p.Fault != nil:
		return s.tell("This profile can't be used", desk.FaultLines(s.desk.Theme, p.Fault))
	}
	return ui.Tell(ui.Leave{Title: fmt.Sprintf("Switch to %s?", p.Name), Then: func() ui.Cmd { return s.connect(p) }})
}

// connect opens the tenant of a profile.
func (s *profiles) connect(p Profile) ui.Cmd {
	book := s.tenants.Profiles
	return s.WithSecret(p, func() ui.Cmd {
		return s.opener.Start("opening "+p.Name.String(), func(ctx context.Context) (desk.Source, error) {
			return book.Connect(ctx, p.Name)
		})
	})
}

// connected puts the tenant in the place of the present one.
func (s *profiles) connected(source desk.Source, err error) ui.Cmd {
	if err != nil {
		return s.tell("Not opened", desk.FaultLines(s.desk.Theme, err))
	}
	return ui.Tell(ui.SwitchHost{Host: s.tenants.Open(source), From: s})
}

// WithSecret goes on once the secret of a profile is at hand. What gives it
// has the terminal meanwhile, where it may want that.
func (s *profiles) WithSecret(p Profile, then func() ui.Cmd) ui.Cmd {
	return withSecret(s, s.desk, s.tenants.Profiles, p, then)
}

// withSecret is the same for any screen, which gets a GotSecret.
func withSecret(screen any, d *desk.Desk, book Profiles, p Profile, then func() ui.Cmd) ui.Cmd {
	if !p.Asks {
		return then()
	}
	work := d.Lent(func() error { return book.Unlock(context.Background(), p.Name) })
	return ui.Run(tea.Exec(work, func(err error) tea.Msg { return GotSecret{screen, then, err} }))
}

// GotSecret says that a secret is at hand, or why it is not.
type GotSecret struct {
	Screen any
	Then   func() ui.Cmd
	Err    error
}

// To is the screen that asked for it.
func (m GotSecret) To() any { return m.Screen }
