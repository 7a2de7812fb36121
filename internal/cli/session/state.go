package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"authzx/internal/api"
	"authzx/internal/cli/command"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/tenant"
)

// State is what a command knows of a tenant.
type State struct {
	Run       *command.Run
	From      *Session
	Graph     *rbac.Graph
	Directory *rbac.Directory
	read      tenant.Parts // of a tenant; a document is read whole
	singly    int          // users that were asked for one by one
	told      map[string]bool
}

// remark passes on what a person should know of what was asked, once, and reports
// whether it was new.
func (p *State) remark(words string) bool {
	if p.told[words] {
		return false
	}
	if p.told == nil {
		p.told = make(map[string]bool)
	}
	p.told[words] = true
	p.Run.Note(words)
	return true
}

// Read opens what the flags name and reads the graph, and beside it the parts of
// a tenant that are needed. Where only some lists could be read it says so and
// goes on with them.
func Read(ctx context.Context, r *command.Run, parts tenant.Parts) (*State, error) {
	return ReadFor(ctx, r, Reading, parts)
}

// ReadFor is picture of a session that is opened for a purpose.
func ReadFor(ctx context.Context, r *command.Run, to Purpose, parts tenant.Parts) (*State, error) {
	s, err := Open(r, to)
	if err != nil {
		return nil, err
	}
	return s.Read(ctx, parts)
}

// Read reads the graph, and beside it the parts of a tenant that are needed.
func (s *Session) Read(ctx context.Context, parts tenant.Parts) (*State, error) {
	parts |= tenant.PartGraph
	failure := s.load(ctx, parts)
	state := s.State()
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case errors.Is(failure, fs.ErrNotExist):
		return nil, &command.UsageError{Cause: fmt.Errorf("reading the snapshot: %w", failure)}
	case state.Graph == nil && s.Tenant == nil:
		return nil, fmt.Errorf("reading the snapshot: %w", failure)
	case state.Graph == nil:
		return nil, fmt.Errorf("reading the tenant: %w", failure)
	}
	p := &State{Run: s.run, From: s, Graph: state.Graph, Directory: state.Directory, read: parts}
	p.tellMissing(state.Graph.Missing())
	p.tellNameless(parts)
	return p, nil
}

// need reads parts of a tenant that turn out to be needed.
func (p *State) need(ctx context.Context, parts tenant.Parts) error {
	parts &^= p.read
	if !p.Connected() || parts == 0 {
		return nil
	}
	// What could not be read is told by what it leaves behind.
	_ = p.From.load(ctx, parts)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p.read |= parts
	p.Directory = p.From.State().Directory
	p.tellNameless(parts)
	return nil
}

// load reads parts of the tenant, or the whole document, and comes back at once when
// ctx ends, even in the midst of a document that takes long to read.
func (s *Session) load(ctx context.Context, parts tenant.Parts) error {
	_, err := routine.Await(ctx, func() (struct{}, error) {
		if s.Tenant == nil {
			return struct{}{}, s.Refresh(ctx)
		}
		return struct{}{}, s.Tenant.Load(ctx, parts)
	})
	return err
}

// tellNameless says which of the parts that give names could not be read.
func (p *State) tellNameless(parts tenant.Parts) {
	var faults []error
	for _, list := range []struct {
		part tenant.Parts
		name string
		err  error
	}{
		{tenant.PartUsers, "users", p.Directory.UsersExtent().Err},
		{tenant.PartApplications, "applications", p.Directory.ApplicationsExtent().Err},
		{tenant.PartConnections, "connections", p.Directory.ConnectionsExtent().Err},
	} {
		if parts&list.part != 0 && list.err != nil {
			p.Run.Note(fmt.Sprintf("the %s could not be read, so names may be missing: %v", list.name, list.err))
			faults = append(faults, list.err)
		}
	}
	if err := errors.Join(faults...); api.KindOf(err) == api.KindForbidden {
		p.Run.SayMore(err)
	}
}

// Connected reports whether there is a tenant that can be asked more.
func (p *State) Connected() bool { return p.From.Tenant != nil }

// Compile works out what changes take, against what was read just now.
func (p *State) Compile(changes []rbac.Change) (*plan.Plan, error) {
	settings, _ := p.Directory.Settings()
	return plan.Compile(p.Graph, settings, changes)
}

// TellEnd says when the tenant has more users than it lists.
func (p *State) TellEnd(kind rbac.Kind) {
	x := p.Directory.UsersExtent()
	if kind == rbac.KindUser && p.Connected() && !x.Complete && x.Err == nil {
		p.Run.Note("the tenant has more users than the API lists; those without groups or roles are missing")
	}
}
