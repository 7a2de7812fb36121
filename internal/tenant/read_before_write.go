package tenant

import (
	"context"
	"fmt"
	"slices"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// look reads what changes are about, where it isn't known as it is now. Where it can't be
// read the item that has the result has failed.
func (r *running) look(ctx context.Context, result *Result, changes []rbac.Change) bool {
	err := r.lists.read(ctx, kindsOf(plan.Touched(changes))...)
	if err == nil {
		err = r.lists.readOnce(ctx, kindsOf(plan.Mentioned(changes))...)
	}
	if err != nil {
		result.Outcome, result.Err = Failed, fmt.Errorf("reading the current state: %w", err)
		result.Note = "nothing was sent"
	}
	return err == nil
}

// whole reports whether an item that takes something away for a while, and of
// which not all is known, came to its end: a step looked at alone would take it
// away once more.
func (r *running) whole(i int, changes []rbac.Change) bool {
	steps := r.past.plan.Items[i].Steps
	if !steps[len(steps)-1].Restores || !r.past.doubtful(i, len(steps)-1) {
		return false
	}
	var rest []rbac.Change
	for n, s := range steps {
		if r.past.steps[i][n] != stepDone {
			rest = append(rest, s.Changes...)
		}
	}
	refs := plan.Touched(changes)
	wanted, err := r.seen.Of(refs).Apply(rest)
	if err != nil || len(wanted.Compare(r.lists.look(refs))) > 0 {
		return false
	}
	for n := range steps {
		if r.past.steps[i][n] != stepDone {
			a := &attempt{item: i, step: n, changes: steps[n].Changes, refs: refs, before: wanted, wanted: wanted}
			r.done(a, &Result{Outcome: Done, Note: "already applied"})
		}
	}
	r.results[i].Outcome, r.results[i].Note = Done, "already applied"
	return true
}

// unresolved reports whether changes need ids that are not known.
func (r *running) unresolved(changes []rbac.Change) bool {
	return slices.ContainsFunc(changes, plan.Unresolved)
}

// moved reports whether somebody changed what the item alters since it was
// seen. Steps of which it is not known whether they were made are settled by
// themselves.
func (r *running) moved(i int, changes []rbac.Change) bool {
	for step := range r.past.steps[i] {
		if r.past.doubtful(i, step) {
			return false
		}
	}
	result := &r.results[i]
	refs := plan.Touched(changes)
	if r.disturbed(result, refs, changes) {
		return true
	}
	if ref, ok := r.missed(changes); ok {
		r.changed(result, []plan.Difference{{Of: ref, Name: r.past.plan.Before.Name(ref), Field: plan.FieldExistence, Before: []text.Text{ref.ID}}})
		return true
	}
	return false
}

// missed is something that changes tie to what they alter, and that has gone since it was
// seen.
func (r *running) missed(changes []rbac.Change) (rbac.Ref, bool) {
	for _, ref := range plan.Mentioned(changes) {
		if r.wasThere(ref) && !r.lists.knows(ref) {
			return ref, true
		}
	}
	return rbac.Ref{}, false
}

// disturbed reports whether somebody changed what changes alter. What they add to the
// same lists is no hindrance: it is told, and belongs to what was seen from now on.
func (r *running) disturbed(result *Result, refs []rbac.Ref, changes []rbac.Change) bool {
	now := r.lists.look(refs)
	drift := r.seen.Of(refs).Compare(now)
	switch {
	case len(drift) == 0:
		return false
	case !r.seen.Of(refs).Commutes(changes, drift):
		r.changed(result, drift)
		return true
	}
	r.seen = r.seen.With(now)
	result.Differences = append(result.Differences, drift...)
	result.Note = "somebody else changed other entries of the same list: " + plan.Describe(drift)
	return false
}

func (r *running) changed(result *Result, drift []plan.Difference) {
	result.Outcome, result.Differences = Changed, drift
	result.Note = "changed since it was read, nothing was sent: " + plan.Describe(drift)
}

// wasThere reports whether a thing was there when it was seen last: when the
// plan was made, or when the plan itself altered it.
func (r *running) wasThere(ref rbac.Ref) bool {
	if slices.Contains(r.seen.Refs(), ref) {
		return r.seen.Record(ref).Exists()
	}
	return plan.LookIn(r.past.plan.Before, nil, []rbac.Ref{ref}).Record(ref).Exists()
}
