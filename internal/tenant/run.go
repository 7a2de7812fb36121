package tenant

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"authzx/internal/api"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// running is one plan on its way: applied for the first time, resumed, or
// looked at only.
type running struct {
	tenant   *Tenant
	client   *api.Client
	past     *past // what was done before, and is done now
	journal  *journal
	audit    *audit
	lists    *lists
	seen     plan.View // the records as they were seen, with what is done
	progress func(Progress)
	results  []Result
	goOn     bool
	sends    bool  // false: only look
	stopped  error // the journal failed, or the caller's context ended
}

// grace is how long a request that is on its way may go on, with its reading
// back, after the caller's context has ended.
const grace = 15 * time.Second

// lasting is a context that ends a while after ctx does.
func lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-longer.Done():
		}
	})
	return longer, func() { stop(); cancel() }
}

// all goes through the items, one after another.
func (r *running) all(ctx context.Context) {
	items := r.past.plan.Items
	r.results = make([]Result, len(items))
	halted := false
	for i := range items {
		r.results[i] = Result{Item: i, Outcome: NotTried}
		switch {
		case r.isDone(i):
			r.results[i].Outcome = Done
			r.results[i].Note = items[i].Note
		case halted || r.halt(ctx):
			continue
		default:
			r.item(ctx, i)
			halted = r.sends && !r.goOn && r.results[i].Outcome != Done
		}
		r.tell(Finished, i, 0)
	}
}

// halt reports whether nothing more may be begun.
func (r *running) halt(ctx context.Context) bool {
	if r.stopped == nil && ctx.Err() != nil {
		r.stopped = context.Cause(ctx)
	}
	return r.stopped != nil
}

func (r *running) tell(phase Phase, item, step int) {
	if r.progress == nil {
		return
	}
	items := r.past.plan.Items
	r.progress(Progress{Phase: phase, Item: item, Items: len(items), Step: step, Steps: len(items[item].Steps), Result: r.results[item]})
}

func (r *running) isDone(item int) bool {
	for _, s := range r.past.steps[item] {
		if s != stepDone {
			return false
		}
	}
	return true
}

// item carries out one item.
func (r *running) item(ctx context.Context, i int) {
	result := &r.results[i]
	item := r.past.plan.Items[i]
	var changes []rbac.Change
	for _, s := range item.Steps {
		changes = append(changes, s.Changes...)
	}
	changes = plan.RenameAll(changes, r.past.ids)
	if r.unresolved(changes) {
		result.Note = "it needs what an earlier change did not create"
		return
	}
	r.tell(Checking, i, 0)
	err := r.lists.read(ctx, kindsOf(plan.Touched(changes))...)
	if err == nil {
		err = r.lists.readOnce(ctx, kindsOf(plan.Mentioned(changes))...)
	}
	if err != nil {
		result.Outcome, result.Err = Failed, fmt.Errorf("reading what is there now: %w", err)
		result.Note = "nothing was sent"
		return
	}
	if r.whole(i, changes) || r.moved(i, changes) {
		return
	}
	r.steps(ctx, i)
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
			r.done(a, &Result{Outcome: Done, Note: "it had been made"})
		}
	}
	r.results[i].Outcome, r.results[i].Note = Done, "it had been made"
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
	if drift := r.seen.Of(refs).Compare(r.lists.look(refs)); len(drift) > 0 {
		r.changed(result, drift)
		return true
	}
	for _, ref := range plan.Mentioned(changes) {
		if r.wasThere(ref) && !r.lists.knows(ref) {
			r.changed(result, []plan.Difference{{Of: ref, Name: r.past.plan.Before.Name(ref), Field: plan.FieldExistence, Before: []text.Text{ref.ID}}})
			return true
		}
	}
	return false
}

func (r *running) changed(result *Result, drift []plan.Difference) {
	result.Outcome, result.Differences = Changed, drift
	result.Note = "changed since it was seen, so nothing was sent: " + plan.Describe(drift)
}

// wasThere reports whether a thing was there when it was seen last: when the
// plan was made, or when the plan itself altered it.
func (r *running) wasThere(ref rbac.Ref) bool {
	if slices.Contains(r.seen.Refs(), ref) {
		return r.seen.Record(ref).Exists()
	}
	return plan.LookIn(r.past.plan.Before, nil, []rbac.Ref{ref}).Record(ref).Exists()
}

// steps carries out the requests of an item that are still to be made. After a
// failure those go on that give back what the item took away for a while.
func (r *running) steps(ctx context.Context, i int) {
	result := &r.results[i]
	for n := range r.past.plan.Items[i].Steps {
		if r.past.steps[i][n] == stepDone {
			continue
		}
		if r.halt(ctx) {
			break
		}
		one := r.step(ctx, i, n)
		result.Differences = append(result.Differences, one.Differences...)
		if one.Note != "" {
			result.Note = one.Note
		}
		if one.Outcome == Done {
			continue
		}
		result.Outcome, result.Err, result.Blockers = one.Outcome, one.Err, one.Blockers
		if one.Outcome != Unknown || one.untouched {
			r.restore(ctx, i, n)
		}
		return
	}
	if r.isDone(i) {
		result.Outcome = Done
	}
}

// restore gives back, after step failed failed, what the steps before it took
// away: whoever lost access for the time of the item has it again.
func (r *running) restore(ctx context.Context, i, failed int) {
	steps := r.past.plan.Items[i].Steps
	for n := failed + 1; n < len(steps); n++ {
		if !steps[n].Restores || r.stopped != nil {
			continue
		}
		taken := r.takenBy(i, steps[n])
		if taken < 0 {
			continue
		}
		if one := r.step(ctx, i, n); one.Outcome != Done {
			r.results[i].Note = "what it took away for the time being could not be given back; resume it"
			return
		}
		r.past.steps[i][n], r.past.steps[i][taken] = stepOpen, stepOpen
		r.write(entry{Kind: entryReset, Item: i, Step: n, Others: []int{taken}})
	}
}

// takenBy is the step, done, that took away what restoring gives back; -1 when
// there is none.
func (r *running) takenBy(i int, restoring plan.Step) int {
	give, ok := restoring.Changes[0].(rbac.AddPermission)
	if !ok {
		return -1
	}
	for n, s := range r.past.plan.Items[i].Steps {
		take, ok := s.Changes[0].(rbac.RemovePermission)
		if ok && take.Role == give.Role && take.Permission == give.Permission && r.past.steps[i][n] == stepDone {
			return n
		}
	}
	return -1
}

// write puts an entry into the journal. When that fails the run ends.
func (r *running) write(e entry) bool {
	if err := r.journal.write(e); err != nil {
		r.stopped = errors.Join(r.stopped, err)
		return false
	}
	return true
}
