package tenant

import (
	"context"
	"errors"
	"slices"

	"authzx/internal/api"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/routine"
)

// lists are the tenant's lists as a run reads them, each as fresh as it has to
// be: a list is stale once anything has been sent since it was read.
type lists struct {
	client   *api.Client
	doc      rbac.Document
	switches map[rbac.Switch]bool
	fresh    map[rbac.Kind]bool
	known    map[rbac.Kind]bool // read at least once
	complete bool               // everything was read again at the end
}

func newLists(client *api.Client) *lists {
	return &lists{client: client, fresh: make(map[rbac.Kind]bool), known: make(map[rbac.Kind]bool)}
}

// stale says that something may have changed.
func (l *lists) stale() { clear(l.fresh) }

// kindsOf are the lists that tell of refs.
func kindsOf(refs []rbac.Ref) []rbac.Kind {
	var kinds []rbac.Kind
	for _, ref := range refs {
		if !slices.Contains(kinds, ref.Kind) {
			kinds = append(kinds, ref.Kind)
		}
	}
	return kinds
}

// read reads those lists that are not fresh, side by side.
func (l *lists) read(ctx context.Context, kinds ...rbac.Kind) error {
	var all routine.Group
	faults := make([]error, len(kinds))
	for i, kind := range kinds {
		if l.fresh[kind] {
			continue
		}
		all.Go(func() { faults[i] = l.readOne(ctx, kind) })
	}
	all.Wait()
	for i, kind := range kinds {
		if faults[i] == nil {
			l.fresh[kind], l.known[kind] = true, true
		}
	}
	return errors.Join(faults...)
}

// readOnce reads those lists that were never read.
func (l *lists) readOnce(ctx context.Context, kinds ...rbac.Kind) error {
	return l.read(ctx, slices.DeleteFunc(kinds, func(k rbac.Kind) bool { return l.known[k] })...)
}

func (l *lists) readOne(ctx context.Context, kind rbac.Kind) (err error) {
	switch kind {
	case rbac.KindGroup:
		var list []rbac.Group
		if list, err = l.client.Groups(ctx); err == nil {
			l.doc.Groups = list
		}
	case rbac.KindRole:
		var list []rbac.Role
		if list, err = l.client.Roles(ctx); err == nil {
			l.doc.Roles = list
		}
	case rbac.KindPermission:
		var list []rbac.Permission
		if list, err = l.client.Permissions(ctx); err == nil {
			l.doc.Permissions = list
		}
	case plan.KindConfiguration:
		var set map[rbac.Switch]bool
		if set, err = l.client.Configuration(ctx); err == nil {
			l.switches = set
		}
	}
	return err
}

// look is what the lists say of refs.
func (l *lists) look(refs []rbac.Ref) plan.View { return plan.Look(l.doc, l.switches, refs) }

// knows reports whether the lists hold a record.
func (l *lists) knows(ref rbac.Ref) bool {
	return l.look([]rbac.Ref{ref}).Record(ref).Exists()
}
