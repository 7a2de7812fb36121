package answers

import (
	"context"
	"iter"

	"authzx/internal/rbac"
)

// until yields the same as seq, and ends early with ctx.
func until[T any](ctx context.Context, seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range seq {
			if ctx.Err() != nil || !yield(v) {
				return
			}
		}
	}
}

// explained is one thing that a user has, and how.
type explained struct {
	ref       rbac.Ref
	paths     []rbac.Path
	truncated bool
}

// explain yields all that a user has, groups, then roles, then permissions,
// each in the server's order, with all its paths. What is yielded is valid until
// the next is.
func explain(ctx context.Context, a *rbac.Access, effort *rbac.Effort) iter.Seq[explained] {
	return explainUpTo(ctx, a, rbac.PathLimit, effort)
}

// explainShortly is explain with no more than a shortest path for each thing.
func explainShortly(ctx context.Context, a *rbac.Access) iter.Seq[explained] {
	return explainUpTo(ctx, a, 1, new(rbac.Effort))
}

func explainUpTo(ctx context.Context, a *rbac.Access, limit int, effort *rbac.Effort) iter.Seq[explained] {
	return until(ctx, func(yield func(explained) bool) {
		for e := range a.Explain(limit, effort) {
			if !yield(explained{e.Ref, e.Paths, e.Truncated}) {
				return
			}
		}
	})
}
