package tenant

import (
	"context"
	"errors"
	"fmt"

	"authzx/internal/api"
	"authzx/internal/plan"
)

// Apply carries out a plan, one request at a time: each item is read before,
// and not sent when somebody changed it since it was seen; it is read back after.
// All of it is in the journal before it is sent. Progress, which may be nil, is
// called from this goroutine. When ctx ends, the request on its way is finished
// and the rest is not tried.
//
// The error says why nothing was begun: api.ErrReadOnly, ErrNoState, a
// *LockedError, a *JournalError, or that what the plan needs could not be read. What
// became of the items is in the report.
func (t *Tenant) Apply(ctx context.Context, p *plan.Plan, o ApplyOptions, progress func(Progress)) (Report, error) {
	return t.apply(ctx, p, o, begun{}, progress)
}

// begun is what is known of a run besides its plan.
type begun struct {
	undoes  string
	renames plan.IDs
}

func (t *Tenant) apply(ctx context.Context, p *plan.Plan, o ApplyOptions, b begun, progress func(Progress)) (Report, error) {
	release, err := t.writer(ctx)
	if err != nil {
		return Report{}, err
	}
	defer release()
	client := t.client.For(causePlan)
	lists := newLists(client)
	if err := lists.read(ctx, kindsOf(p.Touched())...); err != nil {
		return Report{}, fmt.Errorf("reading the current state: %w", err)
	}
	if p.Settings.Switches == nil && lists.switches != nil {
		// Nobody saw the switches: they are as they are now.
		settings := p.Settings
		settings.Switches = lists.switches
		if p, err = plan.Compile(p.Before, settings, p.Changes); err != nil {
			return Report{}, err
		}
	}
	file := p.File()
	file.Tenant, file.BaseURL, file.Made, file.Reason = t.identity.Tenant, client.BaseURL(), t.now().UTC(), o.Reason
	begin := entry{
		Kind: entryBegin, Profile: t.identity.Profile, Plan: &file, Steps: p.Requests(), GoOn: o.GoOn,
		Undoes: b.undoes, Renames: renamings(b.renames),
	}
	done := &past{ids: make(plan.IDs), renames: make(plan.IDs)}
	if err := done.begin(begin); err != nil {
		return Report{}, &JournalError{"keeping the plan", err}
	}
	// Both files first: a run that can't be told of is not begun.
	trail, err := t.folder.openAudit()
	if err != nil {
		return Report{}, err
	}
	j, err := t.folder.newJournal(t.now)
	if err != nil {
		return Report{}, errors.Join(err, trail.close())
	}
	defer j.close()
	if err := j.write(begin); err != nil {
		return Report{}, errors.Join(err, trail.close())
	}
	done.ID, done.plan = j.run, p
	lists.client = client.For(causeOf(j.run))
	return t.run(ctx, done, j, trail, lists, true, o.GoOn, progress)
}

// writer makes the caller the one who writes to this tenant.
func (t *Tenant) writer(ctx context.Context) (release func(), err error) {
	if t.identity.ReadOnly || t.client == nil || t.client.ReadOnly() {
		return nil, fmt.Errorf("nothing is sent: %w", api.ErrReadOnly)
	}
	return t.keeper(ctx)
}

// keeper makes the caller the one who writes to the tenant's journal.
func (t *Tenant) keeper(ctx context.Context) (release func(), err error) {
	select {
	case t.writes <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	unlock, err := t.folder.lock(t.now())
	if err != nil {
		<-t.writes
		return nil, err
	}
	return func() { unlock(); <-t.writes }, nil
}

// run carries out what of a run is not done, and sees to its end. It closes the
// audit trail.
func (t *Tenant) run(ctx context.Context, done *past, j *journal, trail *audit, lists *lists, sends, goOn bool, progress func(Progress)) (Report, error) {
	seen, err := done.seen()
	if err != nil {
		return Report{}, errors.Join(&JournalError{"reading the journal", err}, trail.close())
	}
	r := &running{
		tenant: t, client: lists.client, past: done, journal: j, audit: trail, lists: lists,
		seen: seen, progress: progress, goOn: goOn, sends: sends,
	}
	r.all(ctx)
	r.finish(ctx)
	return r.report(), nil
}

// seen is what the records of the plan were seen to be, with what is done since.
func (p *past) seen() (plan.View, error) {
	view := p.file.Assumed.Renamed(p.ids)
	for i, item := range p.plan.Items {
		for n, step := range item.Steps {
			if p.steps[i][n] != stepDone {
				continue
			}
			changes := plan.RenameAll(step.Changes, p.ids)
			next, err := view.Of(plan.Touched(changes)).Apply(changes)
			if err != nil {
				return plan.View{}, err
			}
			view = view.With(next)
		}
	}
	return view, nil
}
