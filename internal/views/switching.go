package views

import (
	"context"
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
)

// switching says that a profile is to be opened though all that is open goes.
type switching struct {
	screen  *profiles
	profile Profile
}

func (m switching) To() any { return m.screen }

// choose opens the profile under the cursor, asking first when something would
// be lost.
func (s *profiles) choose() tea.Cmd {
	r, ok := s.browser.current()
	if !ok {
		return say("there is no profile to switch to")
	}
	p := s.of(r.ref)
	switch {
	case s.open(p):
		return say("this profile is open already")
	case p.Fault != nil:
		return s.tell("This profile can't be used", faultLines(s.desk.Theme, p.Fault))
	}
	return ui.Tell(ui.Leave{Title: fmt.Sprintf("Switch to %s?", p.Name), Then: switching{s, p}})
}

// connect opens the tenant of a profile.
func (s *profiles) connect(p Profile) tea.Cmd {
	book := s.desk.Profiles
	return s.withSecret(p, func() tea.Cmd {
		return s.opener.Start("opening "+p.Name.String(), func(ctx context.Context) (Source, error) {
			return book.Connect(ctx, p.Name)
		})
	})
}

// connected puts the tenant in the place of the present one.
func (s *profiles) connected(source Source, err error) tea.Cmd {
	if err != nil {
		return s.tell("Not opened", faultLines(s.desk.Theme, err))
	}
	return ui.Tell(ui.SwitchHost{Host: s.desk.Options.on(source), From: s})
}

// on is a desk like this one on another tenant.
func (o Options) on(source Source) *Desk {
	o.Source = source
	return New(o)
}

// withSecret goes on once the secret of a profile is at hand. What gives it
// has the terminal meanwhile, where it may want that.
func (s *profiles) withSecret(p Profile, then func() tea.Cmd) tea.Cmd {
	if !p.Asks {
		return then()
	}
	book := s.desk.Profiles
	work := &lent{work: func() error { return book.Unlock(context.Background(), p.Name) }}
	return tea.Exec(work, func(err error) tea.Msg { return gotSecret{s, then, err} })
}

// gotSecret says that a secret is at hand, or why it is not.
type gotSecret struct {
	screen *profiles
	then   func() tea.Cmd
	err    error
}

func (m gotSecret) To() any { return m.screen }

// lent is work that has the terminal for itself.
type lent struct{ work func() error }

// Run does the work.
func (l *lent) Run() error { return l.work() }

// SetStdin does nothing: what asks opens the terminal itself.
func (l *lent) SetStdin(io.Reader) {}

// SetStdout does nothing.
func (l *lent) SetStdout(io.Writer) {}

// SetStderr does nothing.
func (l *lent) SetStderr(io.Writer) {}
