package explorer

import (
	"context"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/history"
	"authzx/internal/private"
	"authzx/internal/state"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/views/desk"
)

// connected is a tenant that knows its past.
type connected struct {
	*tenant.Tenant
	past
}

// saved is a document that other states can be compared with.
type saved struct {
	*tenant.Offline
	past
}

// past is where other states are found.
type past struct {
	run     *command.Run
	session *session.Session
}

// sourceOf is what the explorer stands on.
func sourceOf(r *command.Run, s *session.Session) desk.Source {
	p := past{r, s}
	if document, ok := s.Source.(*tenant.Offline); ok {
		return saved{document, p}
	}
	return connected{s.Tenant, p}
}

// Saved are the saved states, the oldest first.
func (p past) Saved() ([]history.Entry, error) { return p.session.Saved() }

// Read is the state that words name.
func (p past) Read(ctx context.Context, words text.Text) (state.Source, error) {
	given := words.Raw()
	if name, ok := strings.CutPrefix(given, "profile:"); ok {
		if _, profile, err := newProfileBook(p.run).named(text.New(name)); err == nil && asks(profile) {
			return state.Source{}, command.Usagef("the secret of %s comes from a command, which may need the terminal: use authzx diff instead", words)
		}
	} else if !strings.HasPrefix(given, "@") {
		var err error
		if given, err = private.Expand(given); err != nil {
			return state.Source{}, err
		}
	}
	return p.session.Other(ctx, given)
}

// Maps are what applications and connections of other tenants are called here.
func (p past) Maps() (applications, connections map[text.Text]text.Text) {
	as := func(given map[string]string) map[text.Text]text.Text {
		texts := make(map[text.Text]text.Text, len(given))
		for from, to := range given {
			texts[text.New(from)] = text.New(to)
		}
		return texts
	}
	a, c := p.session.Maps()
	return as(a), as(c)
}

// AsOf is a saved state in place of the tenant.
func (p past) AsOf(e history.Entry) desk.Source {
	id := p.session.Identity()
	id.AsOf = e.At
	return tenant.NewSaved(id, func() (tenant.State, error) { return session.ReadPast(p.session.History(), e) }, p.run.Env.Now)
}
