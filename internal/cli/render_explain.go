package cli

import (
	"iter"

	"authzx/internal/rbac"
)

// explained is one thing that a user has, and how.
type explained struct {
	ref       rbac.Ref
	paths     []rbac.Path
	truncated bool
}

// explain yields all that a user has, groups, then roles, then permissions,
// each in the server's order, with all its paths. What is yielded is valid until
// the next is.
func explain(a *rbac.Access) iter.Seq[explained] { return explainUpTo(a, rbac.PathLimit) }

// explainShortly is explain with no more than a shortest path for each thing.
func explainShortly(a *rbac.Access) iter.Seq[explained] { return explainUpTo(a, 1) }

func explainUpTo(a *rbac.Access, limit int) iter.Seq[explained] {
	return func(yield func(explained) bool) {
		for e := range a.Explain(limit) {
			if !yield(explained{e.Ref, e.Paths, e.Truncated}) {
				return
			}
		}
	}
}
