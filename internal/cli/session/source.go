package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/state"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// profilePrefix is before the name of a profile that is to be read.
const profilePrefix = "profile:"

// saved is a state that was read from a file.
type saved struct {
	state.Source
	whole tenant.State // of a document; zero for a state file
}

// state is what was saved as the state of a tenant.
func (s saved) state() tenant.State {
	if s.whole.Graph != nil || s.Graph == nil {
		return s.whole
	}
	d := s.Directory
	if s.Switches != nil {
		d = d.WithSettings(rbac.Settings{Switches: s.Switches, StorageSize: -1}, rbac.Extent{At: s.Graph.At()})
	}
	return tenant.State{Graph: s.Graph, Directory: d}
}

// maxSnapshot bounds a snapshot, in bytes.
const maxSnapshot = 1 << 30

// readSaved reads a file, which is a snapshot, an export or a state file, or a saved
// state of the profile.
func readSaved(r *command.Run, path string) (saved, error) {
	if isRef(path) {
		return readRef(r, path)
	}
	doc, err := private.ReadAtMost(path, maxSnapshot)
	if err != nil {
		return saved{}, err
	}
	if doc, err = text.UTF8(doc, path); err != nil {
		return saved{}, err
	}
	if state.Is(doc) {
		s, err := state.Read(doc, r.Env.Now())
		if err != nil {
			return saved{}, fmt.Errorf("%s: %w", text.Escape(path), err)
		}
		return saved{Source: s}, nil
	}
	whole, err := tenant.ReadState(doc, r.Env.Now())
	if err != nil {
		return saved{}, fmt.Errorf("%s: %w", text.Escape(path), err)
	}
	return saved{Source: Sourced(whole), whole: whole}, nil
}

// CheckSnapshot is nil where there is the snapshot that the command line names, if it
// names one. It isn't read: that takes its time, and a pipe can be read once.
func CheckSnapshot(r *command.Run) error {
	if err := checkSaved(r, r.Flags.Snapshot); err != nil {
		return fmt.Errorf("reading the snapshot: %w", err)
	}
	return nil
}

func checkSaved(r *command.Run, path string) error {
	if isRef(path) {
		store, err := Past(r)
		if err != nil {
			return err
		}
		_, err = findRef(store, path, r.Env.Now().Location())
		return err
	}
	var missing *fs.PathError
	if _, err := os.Stat(path); path != "" && errors.Is(err, fs.ErrNotExist) && errors.As(err, &missing) {
		missing.Op = "open" // as reading it says
		return &command.UsageError{Cause: missing}
	}
	return nil
}

// Sourced is the state of a tenant as a source.
func Sourced(s tenant.State) state.Source {
	settings, read := s.Directory.Settings()
	if read.At.IsZero() {
		settings.Switches = nil
	}
	return state.Source{Graph: s.Graph, Directory: s.Directory, Switches: settings.Switches}
}

// Source is the picture as a source.
func (p *State) Source() state.Source {
	return Sourced(tenant.State{Graph: p.Graph, Directory: p.Directory})
}

// ReadSource reads the state of a tenant that is named on the command line: a file,
// profile:NAME, or @REF.
func ReadSource(ctx context.Context, r *command.Run, given string) (state.Source, error) {
	name, ok := strings.CutPrefix(given, profilePrefix)
	if !ok {
		people, err := userList(r)
		if err != nil {
			return state.Source{}, err
		}
		s, err := readSaved(r, given)
		if err != nil {
			return state.Source{}, &command.UsageError{Cause: fmt.Errorf("reading the state: %w", err)}
		}
		return s.withPeople(people).Source, nil
	}
	s, err := OpenProfile(r, name)
	if err != nil {
		return state.Source{}, err
	}
	failure := s.load(ctx, tenant.Everything)
	switch {
	case ctx.Err() != nil:
		return state.Source{}, context.Cause(ctx)
	case s.State().Graph == nil:
		return state.Source{}, fmt.Errorf("reading the tenant of %s: %w", text.Escape(name), failure)
	}
	return Sourced(s.State()), nil
}

// mostNamed is for how many addresses that nobody has the nearest are looked for.
const mostNamed = 20

// Emails are the users of a source that it names by email address, with their ids
// in the tenant. Faults are those whom nobody can be found for.
func (p *State) Emails(ctx context.Context, s state.Source) (ids map[text.Text]text.Text, faults []string) {
	ids = make(map[text.Text]text.Text)
	for _, user := range s.Graph.Users() {
		if !isEmail(user.Raw()) {
			continue
		}
		id, known, err := p.lookUp(ctx, user.Raw())
		switch {
		case err != nil:
			faults = append(faults, err.Error())
		case !known && len(faults) < mostNamed:
			faults = append(faults, p.Absent(ctx, user.Raw(), rbac.KindUser).Error())
		case !known:
			faults = append(faults, fmt.Sprintf("there is no user with the email address %s", rbac.Quoted(user.Text)))
		default:
			ids[user.Text] = id.Text
		}
	}
	return ids, faults
}
