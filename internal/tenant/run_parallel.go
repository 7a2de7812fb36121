package tenant

import (
	"context"
	"slices"
	"sync"

	"authzx/internal/plan"
	"authzx/internal/rbac"
)

// maxTogether is how many requests share one reading. It bounds how old what was read is
// when the last of them is sent, and how many are in doubt after a kill.
const maxTogether = 10

// next carries out the item i, and those behind it that go together with it. It says how
// many they are.
//
// Items that only add to lists of different records may share the reading before them and
// the reading back, for neither says less of each of them than one of its own would:
//
//   - A request that adds names only what is added. The server puts it into the list as it
//     is then, so that what somebody else did since the reading stays, and adding commutes
//     with it, as it does for a request alone. That it is told at the end instead of
//     before is the one difference.
//   - No record is read for one item and written for another, so that a record is at the
//     end what it was, its own addition, and what somebody else did: that is how an item
//     alone is judged. The later reading sees more of what might overwrite it, not less.
//   - Each request is in the journal before it is sent. After a kill those without a
//     result are looked at one by one, each by a record that the others leave alone.
//   - That the tenant keeps what it says yes to, and can be read, is known before several
//     are sent: the first goes alone. At the first request that is not answered with yes
//     nothing more is sent before all were read back.
//
// What tells of the groups' lists is the list of all groups alone: a group read by its id
// comes without them, its members come in pages of 25 without the other lists, and what
// somebody else's write lost there would not be seen.
func (r *running) next(ctx context.Context, i int) int {
	var batch []*attempt
	if r.proved {
		batch = r.apart(i)
	}
	if len(batch) < 2 {
		r.item(ctx, i)
		return 1
	}
	var changes []rbac.Change
	for _, a := range batch {
		r.tell(Checking, a.item)
		changes = append(changes, a.changes...)
	}
	if !r.look(ctx, &r.results[i], changes) {
		return 1
	}
	batch = r.undisturbed(batch)
	if len(batch) < 2 {
		r.item(ctx, i)
		return 1
	}
	return r.together(ctx, batch)
}

// apart are the items from the first on that only add, and to records that no other of
// them speaks of.
func (r *running) apart(first int) []*attempt {
	var batch []*attempt
	altered, spoken := make(map[rbac.Ref]bool), make(map[rbac.Ref]bool)
	for i := first; i < len(r.results) && len(batch) < maxTogether; i++ {
		a := r.plain(i)
		if a == nil {
			break
		}
		mentioned := plan.Mentioned(a.changes)
		if slices.ContainsFunc(a.refs, func(ref rbac.Ref) bool { return spoken[ref] }) ||
			slices.ContainsFunc(mentioned, func(ref rbac.Ref) bool { return altered[ref] }) {
			break
		}
		for _, ref := range a.refs {
			altered[ref], spoken[ref] = true, true
		}
		for _, ref := range mentioned {
			spoken[ref] = true
		}
		batch = append(batch, a)
	}
	return batch
}

// plain is the attempt at an item that adds to lists by one request, of which nothing was
// sent so far; nil for all others.
func (r *running) plain(i int) *attempt {
	steps := r.past.plan.Items[i].Steps
	if !r.sends || len(steps) != 1 || r.past.steps[i][0] != stepOpen || r.past.doubtful(i, 0) {
		return nil
	}
	changes := plan.RenameAll(steps[0].Changes, r.past.ids)
	if r.unresolved(changes) || !plan.OnlyAdds(changes) {
		return nil
	}
	return &attempt{item: i, changes: changes, refs: plan.Touched(changes)}
}

// undisturbed are those of a batch up to the first about which there is more to be said
// than that it is to be sent.
func (r *running) undisturbed(batch []*attempt) []*attempt {
	for n, a := range batch {
		a.lists, a.before = r.lists.doc, r.seen.Of(a.refs)
		_, missed := r.missed(a.changes)
		if missed || len(a.before.Compare(r.lists.look(a.refs))) > 0 || r.want(a) != nil || len(a.before.Compare(a.wanted)) == 0 {
			return batch[:n]
		}
	}
	return batch
}

// together sends the requests of a batch, one after another, up to the first that is not
// answered with yes, and reads back what became of them. It says how many it was about.
func (r *running) together(ctx context.Context, batch []*attempt) int {
	longer, cancel := lasting(ctx)
	defer cancel()
	var answers []func(readBack func() error) Result
	n := 0
	for ; n < len(batch) && !r.halt(ctx); n++ {
		a := batch[n]
		if !r.announce(a) {
			r.results[a.item].take(unannounced())
			n++
			break
		}
		answer, err := r.client.Do(longer, a.call)
		answers = append(answers, func(readBack func() error) Result { return r.conclude(a, answer, err, readBack) })
		if err != nil {
			n++
			break
		}
	}
	r.lists.stale()
	readBack := sync.OnceValue(func() error { return r.lists.read(longer, kindsOf(refsOf(batch))...) })
	for i := range answers {
		r.tell(Verifying, batch[i].item)
	}
	for i, concluded := range answers {
		a := batch[i]
		if r.results[a.item].take(r.follow(ctx, longer, a, concluded(readBack))) {
			r.results[a.item].Outcome = Done
		}
	}
	return n
}

func refsOf(batch []*attempt) []rbac.Ref {
	var refs []rbac.Ref
	for _, a := range batch {
		refs = append(refs, a.refs...)
	}
	return refs
}
