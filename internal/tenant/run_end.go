package tenant

import (
	"context"
	"errors"
	"slices"

	"authzx/internal/plan"
	"authzx/internal/rbac"
)

// finish ends a run in journal and audit trail, and shows the tenant as it is now.
func (r *running) finish(ctx context.Context) {
	longer, cancel := lasting(ctx)
	defer cancel()
	r.past.count()
	end := endStopped
	switch {
	case r.past.Done == r.past.Items:
		end = endComplete
	case r.sends && !r.past.did() && r.past.Doubtful == 0 && r.past.Undoes == "":
		end = endNothing
	}
	// Looking at a run that was closed doesn't open it again.
	if r.sends || end == endComplete {
		r.write(entry{Kind: entryEnd, End: end})
	}
	if undoes := r.past.Undoes; undoes != "" && end == endComplete {
		if err := r.tenant.folder.end(undoes, entry{End: endUndone, By: r.past.ID}, r.tenant.now); err != nil {
			r.stopped = errors.Join(r.stopped, err)
		}
	}
	if err := r.audit.close(); err != nil {
		r.stopped = errors.Join(r.stopped, err)
	}
	r.show(longer)
}

// show makes what is read at the end the tenant's state.
func (r *running) show(ctx context.Context) {
	kinds := []rbac.Kind{rbac.KindGroup, rbac.KindRole, rbac.KindPermission}
	if slices.Contains(kindsOf(r.seen.Refs()), plan.KindConfiguration) {
		defer r.tenant.renewStatus(ctx, r.client)
		kinds = append(kinds, plan.KindConfiguration)
	}
	if r.unread = r.lists.read(ctx, kinds...); r.unread != nil {
		return // what was shown stays, with its age
	}
	r.lists.complete = true
	r.tenant.showLists(r.lists)
}

func (r *running) report() Report {
	report := Report{Run: r.past.ID, Results: r.results, Stopped: r.stopped}
	report.Unread = r.unread
	if r.lists.complete {
		start := r.past.file.Assumed.Renamed(r.past.ids)
		report.Lost, report.Foreign = plan.Sort(start.Compare(r.seen), r.seen.Compare(r.lists.look(r.seen.Refs())))
	}
	for i, item := range r.past.plan.Items {
		if r.results[i].Outcome != Done {
			report.Remaining = append(report.Remaining, r.remaining(i, item)...)
		}
	}
	return report
}

// remaining are the changes of an item that is not done: as they were given, or
// what is missing of them where a part was made.
func (r *running) remaining(i int, item plan.Item) []rbac.Change {
	if !slices.Contains(r.past.steps[i], stepDone) {
		return plan.RenameAll(item.Changes, r.past.ids)
	}
	var list []rbac.Change
	for n, step := range item.Steps {
		if r.past.steps[i][n] != stepDone {
			list = append(list, plan.RenameAll(step.Changes, r.past.ids)...)
		}
	}
	return list
}
