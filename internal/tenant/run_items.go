package tenant

import (
	"context"
	"errors"
	"time"

	"authzx/internal/api"
	"authzx/internal/plan"
	"authzx/internal/rbac"
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
	proved   bool  // a request was sent, and read back as made
	stopped  error // the journal failed, or the caller's context ended
	unread   error // why it is not known what is there at the end
}

// grace is how long a request that is on its way may go on, with its reading
// back, after the caller's context has ended.
const grace = 15 * time.Second

// lasting is a context that ends a while after ctx does.
func lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	return api.Lasting(ctx, grace)
}

// all goes through the items, one after another.
func (r *running) all(ctx context.Context) {
	items := r.past.plan.Items
	r.results = make([]Result, len(items))
	for i := range items {
		r.results[i] = Result{Item: i, Outcome: NotTried}
	}
	halted := false
	for i, n := 0, 1; i < len(items); i, n = i+n, 1 {
		switch {
		case r.isDone(i):
			r.results[i].Outcome = Done
			r.results[i].Note = items[i].Note
		case halted || r.halt(ctx):
			continue
		default:
			n = r.next(ctx, i)
		}
		for k := i; k < i+n; k++ {
			if r.results[k].Outcome != Done {
				halted = r.halt(ctx) || r.sends && !r.goOn // a stop is why, also of the last item
			}
			r.tell(Finished, k)
		}
	}
}

// halt reports whether nothing more may be begun.
func (r *running) halt(ctx context.Context) bool {
	if r.stopped == nil && ctx.Err() != nil {
		r.stopped = context.Cause(ctx)
	}
	return r.stopped != nil
}

func (r *running) tell(phase Phase, item int) {
	if r.progress == nil {
		return
	}
	items := r.past.plan.Items
	r.progress(Progress{Phase: phase, Item: item, Items: len(items), Result: r.results[item]})
}

func (r *running) isDone(item int) bool {
	for _, s := range r.past.steps[item] {
		if s != stepDone {
			return false
		}
	}
	return true
}

func (r *running) item(ctx context.Context, i int) {
	result := &r.results[i]
	item := r.past.plan.Items[i]
	var changes []rbac.Change
	for _, s := range item.Steps {
		changes = append(changes, s.Changes...)
	}
	changes = plan.RenameAll(changes, r.past.ids)
	if r.unresolved(changes) {
		result.Note = "it depends on a change that was not applied"
		return
	}
	r.tell(Checking, i)
	if !r.look(ctx, result, changes) || r.whole(i, changes) || r.moved(i, changes) {
		return
	}
	r.steps(ctx, i)
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
		if result.take(one) {
			continue
		}
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
			r.results[i].Note = "what was removed temporarily could not be restored; resume it"
			return
		}
		r.past.steps[i][n], r.past.steps[i][taken] = stepOpen, stepOpen
		r.write(entry{Kind: entryReset, Item: i, Step: n, Others: []int{taken}})
	}
}

// takenBy is the step, done, that took away what restoring gives back; -1 when
// there is none.
func (r *running) takenBy(i int, restoring plan.Step) int {
	give, ok := restoring.Changes[0].(rbac.Tie)
	if !ok || give.Of != rbac.TiePermission || give.Cut {
		return -1
	}
	for n, s := range r.past.plan.Items[i].Steps {
		if s.Changes[0] == rbac.Change(give.Reversed()) && r.past.steps[i][n] == stepDone {
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
