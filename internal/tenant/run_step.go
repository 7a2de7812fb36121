package tenant

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
)

// attempt is one request with what is known around it.
type attempt struct {
	item, step int
	changes    []rbac.Change
	refs       []rbac.Ref
	call       endpoint.Call
	lists      rbac.Document     // as they were before it
	before     plan.View         // the records before it
	wanted     plan.View         // and as they should be after it
	met        []plan.Difference // what somebody else changed meanwhile, which is no hindrance
}

// line is the request for journal and audit trail.
func (a *attempt) line() string {
	if a.call.Route == nil {
		return ""
	}
	return a.call.Method() + " " + a.call.Target()
}

// step makes one request and sees what became of it.
func (r *running) step(ctx context.Context, i, n int) Result {
	a := &attempt{item: i, step: n, changes: plan.RenameAll(r.past.plan.Items[i].Steps[n].Changes, r.past.ids)}
	a.refs = plan.Touched(a.changes)
	if err := r.lists.read(ctx, kindsOf(a.refs)...); err != nil {
		return Result{Outcome: Failed, Err: fmt.Errorf("reading the current state: %w", err), Note: "nothing was sent"}
	}
	a.lists, a.before = r.lists.doc, r.seen.Of(a.refs)
	if r.past.doubtful(i, n) {
		if result, settled := r.settle(a); settled {
			return result
		}
		a.before = r.lists.look(a.refs)
	} else {
		var met Result
		if r.disturbed(&met, a.refs, a.changes) {
			return met
		}
		a.before, a.met = r.seen.Of(a.refs), met.Differences
	}
	if !r.sends {
		return Result{Outcome: NotTried}
	}
	return r.send(ctx, a)
}

// settle finds out whether a request was made that nobody saw answered. It is
// settled unless it has to be sent again.
func (r *running) settle(a *attempt) (Result, bool) {
	if err := r.want(a); err != nil {
		return Result{Outcome: Failed, Err: err}, true
	}
	r.bind(a, nil, nil)
	lost, foreign := r.verdict(a)
	// Of a record that is gone nothing can be told.
	gone := slices.ContainsFunc(foreign, func(d plan.Difference) bool { return d.Field == plan.FieldExistence })
	switch {
	case len(lost) == 0 && !gone:
		result := Result{Outcome: Done, Differences: foreign, Note: "already applied"}
		r.done(a, &result)
		return result, true
	case r.past.Damaged && len(foreign) == 0:
		foreign = r.strange(a.item)
	}
	switch {
	case len(foreign) > 0:
		var result Result
		r.changed(&result, foreign)
		r.record(a, result)
		return result, true
	case !r.sends:
		result := Result{Outcome: NotTried, Note: "not applied"}
		r.record(a, result)
		r.past.steps[a.item][a.step] = stepOpen
		return result, true
	}
	return Result{}, false
}

// strange is what the records of an item have otherwise than the journal tells.
// Where lines of it are lost, any of that may be the work of later items.
func (r *running) strange(item int) []plan.Difference {
	var changes []rbac.Change
	for _, s := range r.past.plan.Items[item].Steps {
		changes = append(changes, s.Changes...)
	}
	refs := plan.Touched(plan.RenameAll(changes, r.past.ids))
	return r.seen.Of(refs).Compare(r.lists.look(refs))
}

// want works out the records as they should be.
func (r *running) want(a *attempt) error {
	var err error
	a.wanted, err = a.before.Apply(a.changes)
	return err
}

// verdict compares what is there with what should be: what was lost of the
// request's own work, and what is somebody else's.
func (r *running) verdict(a *attempt) (lost, foreign []plan.Difference) {
	rest := a.wanted.Compare(r.lists.look(a.wanted.Refs()))
	return plan.Sort(a.before.Renamed(r.past.ids).Compare(a.wanted), rest)
}

// send sends the request and reads back.
func (r *running) send(ctx context.Context, a *attempt) Result {
	if err := r.want(a); err != nil {
		return Result{Outcome: Failed, Err: err, Note: "nothing was sent"}
	}
	if len(a.before.Compare(a.wanted)) == 0 {
		result := Result{Outcome: Done, Note: "nothing to do: already so"}
		r.done(a, &result)
		return result
	}
	if !r.announce(a) {
		return unannounced()
	}
	longer, cancel := lasting(ctx)
	defer cancel()
	return r.follow(ctx, longer, a, r.exchange(longer, a))
}

// announce has the request in the journal before it is sent.
func (r *running) announce(a *attempt) bool {
	a.call = plan.Request(rbac.Index(a.before.Document()), rbac.Index(a.wanted.Document()), a.changes)
	r.tell(Sending, a.item)
	if !r.write(entry{Kind: entrySending, Item: a.item, Step: a.step, Request: a.line()}) {
		return false
	}
	r.past.steps[a.item][a.step] = stepDoubtful
	return true
}

func unannounced() Result {
	return Result{Outcome: NotTried, Note: "nothing was sent: the journal can't be written"}
}

// follow sends the request again as long as the tenant is asked too much, and marks what
// became of it.
func (r *running) follow(ctx, longer context.Context, a *attempt, result Result) Result {
	for try := 1; try < maxThrottled && result.putOff && !r.halt(ctx); try++ {
		r.tell(Sending, a.item)
		result = r.exchange(longer, a)
	}
	if result.Outcome == Done {
		result.Differences = append(a.met, result.Differences...)
		r.done(a, &result)
		return result
	}
	r.record(a, result)
	return result
}

// maxThrottled is how often a request is sent in all to a tenant that is asked too
// much; the client keeps the pauses.
const maxThrottled = 4

// exchange sends the request once and reads back what became of it.
func (r *running) exchange(ctx context.Context, a *attempt) Result {
	answer, err := r.client.Do(ctx, a.call)
	r.lists.stale()
	r.tell(Verifying, a.item)
	return r.conclude(a, answer, err, func() error { return r.lists.read(ctx, kindsOf(a.refs)...) })
}

// conclude says what became of a request that was answered, by what reading back shows.
func (r *running) conclude(a *attempt, answer *api.Answer, err error, readBack func() error) Result {
	wanted := a.wanted
	result := r.judge(a, answer, err, readBack)
	if result.Outcome == Done {
		return result
	}
	result.Blockers = r.blockers(err)
	result.putOff = result.Outcome == Failed && !result.unread && api.KindOf(err) == api.KindThrottled
	if result.putOff {
		a.wanted = wanted
	}
	return result
}

// judge says what became of a request that was answered with err.
func (r *running) judge(a *attempt, answer *api.Answer, err error, readBack func() error) Result {
	if err != nil && neverMade(err) {
		return Result{Outcome: Failed, Err: err}
	}
	if fault := readBack(); fault != nil {
		if turnedAway(err) {
			return Result{Outcome: Failed, Err: err, Note: "rejected; could not be verified", unread: true}
		}
		if err == nil {
			return Result{Outcome: Unknown, Err: fmt.Errorf("accepted, but not verified: %w", fault)}
		}
		return Result{Outcome: Unknown, Err: err, Note: "not verified: " + fault.Error()}
	}
	r.bind(a, answer, &a.lists)
	lost, foreign := r.verdict(a)
	untouched := len(a.before.Renamed(r.past.ids).Compare(r.lists.look(a.wanted.Refs()))) == 0
	switch {
	case len(lost) == 0 && err != nil:
		return Result{Outcome: Done, Differences: foreign, Note: "an error or no response; verified: it was applied"}
	case len(lost) == 0:
		return Result{Outcome: Done, Differences: foreign, Note: meanwhile(foreign)}
	case err != nil && untouched && mayCome(err):
		return Result{Outcome: Unknown, Err: err, untouched: true,
			Note: "verified: not applied so far; the server may still be working on it, check later"}
	case err != nil && untouched:
		return Result{Outcome: Failed, Err: settled(err), Note: "verified: not applied"}
	case err != nil:
		return Result{Outcome: Unknown, Err: err, Differences: append(lost, foreign...), Note: "verified: applied in part, or somebody else changed the same"}
	}
	return Result{Outcome: NotSaved, Differences: append(lost, foreign...),
		Note: "accepted, but not applied; another write may have overwritten it"}
}

func meanwhile(foreign []plan.Difference) string {
	if len(foreign) == 0 {
		return ""
	}
	return "somebody else changed it at the same time: " + plan.Describe(foreign)
}

// neverMade reports whether a failed write can't have had any effect.
func neverMade(err error) bool {
	e, ok := errors.AsType[*api.Error](err)
	if !ok {
		return false
	}
	if e.Route == api.TokenRoute {
		return true // it failed before the write was sent
	}
	switch e.Kind {
	case api.KindUnauthorized, api.KindForbidden, api.KindReadOnly, api.KindCall:
		return true
	}
	return e.Status == 0 && !e.Unsettled
}

// turnedAway reports whether a tenant that is asked too much refused a write before it
// did anything.
func turnedAway(err error) bool {
	e, ok := errors.AsType[*api.Error](err)
	return ok && e.Kind == api.KindThrottled && !e.Unsettled
}

// mayCome reports whether a write that left no trace may still be made: it was
// sent, and what stands before the server, if anything, stopped waiting for it.
func mayCome(err error) bool {
	e, ok := errors.AsType[*api.Error](err)
	return ok && e.Unsettled && (e.Status == 0 || e.Status == http.StatusBadGateway || e.Status == http.StatusGatewayTimeout)
}

// settled is the failure of a write of which it is known now what became of it.
func settled(err error) error {
	e, ok := errors.AsType[*api.Error](err)
	if !ok || !e.Unsettled {
		return err
	}
	known := *e
	known.Unsettled = false
	return &known
}

// done takes a step as made: it is marked, and from now on what it did belongs
// to what was seen.
func (r *running) done(a *attempt, result *Result) {
	r.past.steps[a.item][a.step] = stepDone
	r.proved = r.proved || a.call.Route != nil
	r.seen = r.seen.With(a.wanted)
	r.record(a, *result)
}

// record writes what became of a request into journal and audit trail.
func (r *running) record(a *attempt, result Result) {
	e := entry{Kind: entryResult, Item: a.item, Step: a.step, Request: a.line(), Outcome: result.Outcome}
	created := make(plan.IDs)
	for _, c := range r.past.plan.Items[a.item].Steps[a.step].Changes {
		if id := plan.Created(c); !id.IsZero() && result.Outcome == Done {
			if real, ok := r.past.ids[id]; ok {
				created[id] = real
			}
		}
	}
	e.Created = renamings(created)
	if result.Outcome == Done {
		for _, d := range result.Differences {
			e.Foreign = append(e.Foreign, d.String())
		}
	}
	if result.Err != nil {
		e.Error = result.Err.Error()
	}
	if result.Outcome == Failed && r.past.steps[a.item][a.step] == stepDoubtful {
		r.past.steps[a.item][a.step] = stepOpen
	}
	r.write(e)
	r.note(a, result)
}
