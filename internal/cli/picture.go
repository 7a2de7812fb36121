package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// picture is what a command knows of a tenant.
type picture struct {
	run       *run
	from      *session
	graph     *rbac.Graph
	directory *rbac.Directory
	read      tenant.Parts // of a tenant; a document is read whole
}

// incompleteError says that an answer was given though parts of the tenant
// could not be read; that was told already.
type incompleteError struct{ cause error }

func (e *incompleteError) Error() string { return e.cause.Error() }
func (e *incompleteError) Unwrap() error { return e.cause }

// picture opens what the flags name and reads the graph, and beside it the parts of
// a tenant that are needed. Where only some lists could be read it says so and
// goes on with them.
func (r *run) picture(ctx context.Context, parts tenant.Parts) (*picture, error) {
	return r.pictureFor(ctx, reading, parts)
}

// pictureFor is picture of a session that is opened for a purpose.
func (r *run) pictureFor(ctx context.Context, to purpose, parts tenant.Parts) (*picture, error) {
	s, err := r.open(to)
	if err != nil {
		return nil, err
	}
	parts |= tenant.PartGraph
	failure := s.load(ctx, parts)
	state := s.State()
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case errors.Is(failure, fs.ErrNotExist):
		return nil, &usageError{cause: fmt.Errorf("reading the snapshot: %w", failure)}
	case state.Graph == nil && s.tenant == nil:
		return nil, fmt.Errorf("reading the snapshot: %w", failure)
	case state.Graph == nil:
		return nil, fmt.Errorf("reading the tenant: %w", failure)
	}
	p := &picture{run: r, from: s, graph: state.Graph, directory: state.Directory, read: parts}
	p.tellMissing(state.Graph.Missing())
	p.tellNameless(parts)
	return p, nil
}

// need reads parts of a tenant that turn out to be needed.
func (p *picture) need(ctx context.Context, parts tenant.Parts) error {
	parts &^= p.read
	if !p.connected() || parts == 0 {
		return nil
	}
	// What could not be read is told by what it leaves behind.
	_ = p.from.load(ctx, parts)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p.read |= parts
	p.directory = p.from.State().Directory
	p.tellNameless(parts)
	return nil
}

// load reads parts of the tenant, or the whole document, and comes back at once when
// ctx ends, even in the midst of a document that takes long to read.
func (s *session) load(ctx context.Context, parts tenant.Parts) error {
	read := make(chan error, 1)
	go func() {
		if s.tenant == nil {
			read <- s.Refresh(ctx)
			return
		}
		read <- s.tenant.Load(ctx, parts)
	}()
	select {
	case err := <-read:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// tellMissing says which lists of the graph could not be read.
func (p *picture) tellMissing(m rbac.Missing) {
	for _, list := range []struct {
		name string
		err  error
	}{{"groups", m.Groups}, {"roles", m.Roles}, {"permissions", m.Permissions}} {
		if list.err != nil {
			p.run.say("the %s could not be read, so answers about access are incomplete: %v", list.name, list.err)
			p.run.sayMore(list.err)
		}
	}
}

// tellNameless says which of the parts that give names could not be read.
func (p *picture) tellNameless(parts tenant.Parts) {
	for _, list := range []struct {
		part tenant.Parts
		name string
		err  error
	}{
		{tenant.PartUsers, "users", p.directory.UsersExtent().Err},
		{tenant.PartApplications, "applications", p.directory.ApplicationsExtent().Err},
		{tenant.PartConnections, "connections", p.directory.ConnectionsExtent().Err},
	} {
		if parts&list.part != 0 && list.err != nil {
			p.run.note(fmt.Sprintf("the %s could not be read, so names may be missing: %v", list.name, list.err))
		}
	}
}

// complete is nil when all lists were read, which every answer about access
// needs.
func (p *picture) complete() error {
	m := p.graph.Missing()
	if err := errors.Join(m.Groups, m.Roles, m.Permissions); err != nil {
		return &incompleteError{err}
	}
	return nil
}

// answered joins the error of an answer with whether the answer was complete.
func (p *picture) answered(err error) error {
	if err != nil && !errors.Is(err, errNo) {
		return err
	}
	// What was not read may hold what was not found.
	if incomplete := p.complete(); incomplete != nil {
		return incomplete
	}
	return err
}

// connected reports whether there is a tenant that can be asked more.
func (p *picture) connected() bool { return p.from.tenant != nil }

// quoted shows what was given on the command line.
func quoted(given string) string { return `"` + text.Escape(given) + `"` }
