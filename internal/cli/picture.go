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
}

// incompleteError says that an answer was given though parts of the tenant
// could not be read; that was told already.
type incompleteError struct{ cause error }

func (e *incompleteError) Error() string { return e.cause.Error() }
func (e *incompleteError) Unwrap() error { return e.cause }

// picture opens and reads what the flags name. Where only some lists could be
// read it says so and goes on with them.
func (r *run) picture(ctx context.Context) (*picture, error) { return r.pictureFor(ctx, reading) }

// pictureFor is picture of a session that is opened for a purpose.
func (r *run) pictureFor(ctx context.Context, to purpose) (*picture, error) {
	s, err := r.open(to)
	if err != nil {
		return nil, err
	}
	failure := s.refresh(ctx)
	state := s.State()
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case errors.Is(failure, fs.ErrNotExist):
		return nil, &usageError{cause: failure}
	case state.Graph == nil:
		return nil, fmt.Errorf("reading the tenant: %w", failure)
	}
	p := &picture{run: r, from: s, graph: state.Graph, directory: state.Directory}
	p.tellMissing(state)
	return p, nil
}

// refresh reads the tenant or the document, and comes back at once when ctx ends,
// even in the midst of a document that takes long to read.
func (s *session) refresh(ctx context.Context) error {
	read := make(chan error, 1)
	go func() { read <- s.Refresh(ctx) }()
	select {
	case err := <-read:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// tellMissing says which lists could not be read.
func (p *picture) tellMissing(state tenant.State) {
	m := state.Graph.Missing()
	for _, list := range []struct {
		name string
		err  error
	}{{"groups", m.Groups}, {"roles", m.Roles}, {"permissions", m.Permissions}} {
		if list.err != nil {
			p.run.say("the %s could not be read, so answers about access are incomplete: %v", list.name, list.err)
			p.run.sayMore(list.err)
		}
	}
	for _, list := range []struct {
		name string
		err  error
	}{
		{"users", p.directory.UsersExtent().Err},
		{"applications", p.directory.ApplicationsExtent().Err},
		{"connections", p.directory.ConnectionsExtent().Err},
	} {
		if list.err != nil {
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
