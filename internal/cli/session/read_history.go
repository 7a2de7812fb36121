package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"authzx/internal/cli/command"
	"authzx/internal/history"
	"authzx/internal/state"
	"authzx/internal/tenant"
)

// pastPrefix is before a reference to a saved state of the profile.
const pastPrefix = "@"

// Past opens the saved states of the profile. Nothing is read of the tenant.
func Past(r *command.Run) (history.Store, error) {
	cfg, err := r.Settings()
	if err != nil {
		return history.Store{}, err
	}
	profile, err := cfg.Profile()
	if err != nil {
		return history.Store{}, err
	}
	s, err := Connect(r, cfg.Paths, cfg.History, profile, Reading)
	if err != nil {
		return history.Store{}, err
	}
	if s.Tenant.Folder() == "" {
		return history.Store{}, history.ErrNone
	}
	return s.History(), nil
}

// ReadPast is a saved state of a store.
func ReadPast(store history.Store, e history.Entry) (tenant.State, error) {
	doc, err := store.Read(e.ID)
	if err != nil {
		return tenant.State{}, err
	}
	s, err := tenant.ReadState(doc, e.At)
	if err != nil {
		return tenant.State{}, fmt.Errorf("reading the saved state %s: %w", e.ID, err)
	}
	return s, nil
}

// Recalled is a saved state as what a command knows, with the names of --users.
func Recalled(r *command.Run, s tenant.State) (*State, error) {
	people, err := userList(r)
	if err != nil {
		return nil, err
	}
	s = saved{Source: Sourced(s), whole: s}.withPeople(people).state()
	return &State{Run: r, From: &Session{run: r}, Graph: s.Graph, Directory: s.Directory}, nil
}

// readRef is the saved state that a reference names.
func readRef(r *command.Run, ref string) (saved, error) {
	store, err := Past(r)
	if err != nil {
		return saved{}, err
	}
	s, err := atRef(store, ref, r.Env.Now().Location())
	return saved{Source: Sourced(s), whole: s}, err
}

// atRef is the state of a store that a reference names.
func atRef(store history.Store, ref string, zone *time.Location) (tenant.State, error) {
	e, err := findRef(store, ref, zone)
	if err != nil {
		return tenant.State{}, err
	}
	return ReadPast(store, e)
}

// findRef is the saved state of a store that a reference names.
func findRef(store history.Store, ref string, zone *time.Location) (history.Entry, error) {
	list, err := store.List()
	if err != nil {
		return history.Entry{}, err
	}
	e, err := history.Find(list, ref, zone)
	if err != nil {
		return history.Entry{}, &command.UsageError{Cause: err}
	}
	return e, nil
}

// Saved are the saved states of this tenant, the oldest first.
func (s *Session) Saved() ([]history.Entry, error) {
	if s.Tenant == nil || s.Tenant.Folder() == "" {
		return nil, nil
	}
	if s.keeper != nil {
		s.keeper.settle()
	}
	list, err := s.History().List()
	if err == nil && len(list) == 0 && s.history.Off {
		err = history.ErrOff
	}
	return list, err
}

// Other is the state that words name beside this session: @REF of its own history, a file,
// profile:NAME. Who is named by email address there is named by id.
func (s *Session) Other(ctx context.Context, words string) (state.Source, error) {
	if isRef(words) && s.Tenant != nil {
		past, err := atRef(s.History(), words, s.run.Env.Now().Location())
		if err != nil {
			return state.Source{}, err
		}
		return Sourced(past), nil
	}
	there, err := ReadSource(ctx, s.run, words)
	if err != nil {
		return there, err
	}
	now := s.State()
	p := &State{Run: s.run, From: s, Graph: now.Graph, Directory: now.Directory}
	ids, faults := p.Emails(ctx, there)
	if len(faults) > 0 {
		return there, errors.New(strings.Join(faults, "\n"))
	}
	return there.WithUsers(ids), nil
}

func isRef(given string) bool { return strings.HasPrefix(given, pastPrefix) }
