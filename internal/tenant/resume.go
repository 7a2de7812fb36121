package tenant

import (
	"context"
	"errors"
)

// Resume goes on with a run that did not come to its end: items that are done
// stay, those that may have been made are looked at, all others are tried again.
// The reason given first stays.
func (t *Tenant) Resume(ctx context.Context, run string, o ApplyOptions, progress func(Progress)) (Report, error) {
	release, err := t.writer(ctx)
	if err != nil {
		return Report{}, err
	}
	defer release()
	return t.again(ctx, run, true, o.GoOn, progress)
}

// Check looks what became of a run, and settles what was not known. It sends
// nothing that writes.
func (t *Tenant) Check(ctx context.Context, run string) (Report, error) {
	release, err := t.keeper(ctx)
	if err != nil {
		return Report{}, err
	}
	defer release()
	return t.again(ctx, run, false, true, nil)
}

// again takes up a run by its journal. The caller holds the lock.
func (t *Tenant) again(ctx context.Context, run string, sends, goOn bool, progress func(Progress)) (Report, error) {
	done, err := t.folder.load(run)
	if err != nil {
		return Report{}, err
	}
	if done == nil || done.plan == nil {
		return Report{}, &JournalError{"reading the journal", errors.New("its beginning can't be read")}
	}
	if err := t.folder.repair(run); err != nil {
		return Report{}, err
	}
	trail, err := t.folder.openAudit()
	if err != nil {
		return Report{}, err
	}
	j, err := t.folder.openJournal(run, t.now)
	if err != nil {
		return Report{}, errors.Join(err, trail.close())
	}
	defer j.close()
	if done.Damaged {
		if err := j.write(entry{Kind: entryDamaged}); err != nil {
			return Report{}, errors.Join(err, trail.close())
		}
	}
	client := t.client.For(causeOf(run))
	if !sends {
		client = client.AsReadOnly()
	}
	return t.run(ctx, done, j, trail, newLists(client), sends, goOn, progress)
}
