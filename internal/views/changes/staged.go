package changes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/desk"
)

// stagedChanges are the changes that wait to be applied, in order.
type stagedChanges struct {
	desk    *Workspace
	Changes []rbac.Change
	tags    []tag // of each change, which moving keeps
	given   int   // the last serial
	asked   int   // how often something was staged here
	Ahead   *ImpactLoader
	Seen    *Impact // of all of them; nil while it is being worked out
	load    *ui.Loader[kept]
	save    *ui.Loader[tenant.Merged]
	unsaved bool // altered while it was being read or kept
	lost    bool // the last save failed
}

// tag is what a staged change is known by: a number of its own, what it means,
// and what it is about.
type tag struct {
	serial     int
	key, about string
}

func tagOf(c rbac.Change) tag {
	var b strings.Builder
	for _, ref := range c.Targets() {
		fmt.Fprintf(&b, "%s %q ", ref.Kind, ref.ID.Raw())
	}
	return tag{key: rbac.ChangeKey(c), about: b.String()}
}

// kept is what an earlier start left behind.
type kept struct {
	staged tenant.Staged
	note   string
}

func newStaged(d *Workspace) *stagedChanges {
	return &stagedChanges{
		desk: d, Ahead: NewImpactLoader(d.Owner, d.Now),
		load: ui.NewLoader[kept](d.Owner, d.Now), save: ui.NewLoader[tenant.Merged](d.Owner, d.Now),
	}
}

// init reads what an earlier start left.
func (s *stagedChanges) init() ui.Cmd {
	store := s.desk.Can.Stage
	if store == nil {
		return nil
	}
	return s.load.Start("reading staged changes", func(context.Context) (kept, error) {
		staged, note, err := store.LoadStaged()
		return kept{staged, note}, err
	})
}

// update takes results of its own; ok is false for any other message.
func (s *stagedChanges) update(msg tea.Msg) (cmd ui.Cmd, ok bool) {
	if k, err, mine := s.load.Take(msg); mine {
		return s.loaded(k, err), true
	}
	if m, err, mine := s.save.Take(msg); mine {
		return s.saved(m, err), true
	}
	o, cmd, mine := s.Ahead.Take(msg)
	if mine {
		s.Seen = &o
	}
	return cmd, mine || cmd != nil
}

func (s *stagedChanges) loaded(k kept, err error) ui.Cmd {
	var words ui.Cmd
	switch {
	case errors.Is(err, tenant.ErrNoState):
		return nil
	case err != nil:
		words = desk.ComplainWhile("staged changes could not be read: "+desk.SafeError(err), desk.Always)
	case len(k.staged.Changes) > 0:
		s.precede(k.staged.Changes)
		said := text.Counted(len(k.staged.Changes), "change") + s.desk.Theme.Words(" staged earlier: {go_changes} review")
		if k.note != "" {
			said += "; " + text.Escape(k.note)
		}
		words = ui.Batch(s.Look(), desk.Say(said))
	case k.note != "":
		words = desk.ComplainWhile(text.Escape(k.note), desk.Always)
	}
	if s.unsaved {
		return ui.Batch(words, s.keep())
	}
	return words
}

// precede puts what was staged earlier before what was staged since.
func (s *stagedChanges) precede(earlier []rbac.Change) {
	since := s.Changes
	s.Changes, s.tags = nil, nil
	s.append(earlier)
	s.append(since)
}

// append adds changes and says how many. One is left out where it is the last
// word on its matter already: added, removed and added again is staged thrice.
func (s *stagedChanges) append(changes []rbac.Change) (added int) {
	last := make(map[string]string, len(s.tags))
	for _, t := range s.tags {
		last[t.about] = t.key
	}
	for _, c := range changes {
		t := tagOf(c)
		if last[t.about] == t.key {
			continue
		}
		last[t.about] = t.key
		s.given++
		t.serial = s.given
		s.Changes, s.tags = append(s.Changes, c), append(s.tags, t)
		added++
	}
	s.arrange()
	return added
}

// arrange puts next to each other what shares a request, as a plan of them does, which
// tells of them by their places.
func (s *stagedChanges) arrange() {
	changes, from := plan.Arrange(s.Changes)
	tags := make([]tag, len(from))
	for i, at := range from {
		tags[i] = s.tags[at]
	}
	s.Changes, s.tags = changes, tags
}

// Stage puts changes behind those that are staged already.
func (d *Workspace) Stage(changes []rbac.Change) ui.Cmd {
	if !d.Source.Identity().AsOf.IsZero() {
		return desk.Complain("not staged: " + d.Lock.Refusal())
	}
	d.Staged.asked++
	added := d.Staged.append(changes)
	words := text.Counted(added, "change") + d.Theme.Words(" staged: {go_changes} review")
	switch {
	case len(changes) == 0:
		words = "nothing to stage"
	case added == 0:
		words = "staged already"
	}
	return ui.Batch(d.Staged.altered(), desk.Say(words))
}

// drop takes count changes away, from the one at place on.
func (s *stagedChanges) drop(place, count int) ui.Cmd {
	s.Changes = slices.Delete(slices.Clone(s.Changes), place, place+count)
	s.tags = slices.Delete(slices.Clone(s.tags), place, place+count)
	s.arrange()
	return s.altered()
}

// swap exchanges two neighbouring blocks of changes, the first of a changes
// from place on, the second of b behind it.
func (s *stagedChanges) swap(place, a, b int) ui.Cmd {
	s.Changes = slices.Concat(s.Changes[:place], s.Changes[place+a:place+a+b], s.Changes[place:place+a], s.Changes[place+a+b:])
	s.tags = slices.Concat(s.tags[:place], s.tags[place+a:place+a+b], s.tags[place:place+a], s.tags[place+a+b:])
	s.arrange()
	return s.altered()
}

// replace makes changes all that is staged.
func (s *stagedChanges) replace(changes []rbac.Change) ui.Cmd {
	s.Changes, s.tags = nil, nil
	s.append(changes)
	return s.altered()
}

// altered keeps what is staged now, works out its effect and tells the screens.
func (s *stagedChanges) altered() ui.Cmd {
	return ui.Batch(s.Look(), s.keep(), ui.Tell(ui.DataChanged{}))
}

// Look has the effect of all that is staged worked out.
func (s *stagedChanges) Look() ui.Cmd {
	s.Seen = nil
	if waiting, _ := s.desk.Loading(); waiting || len(s.Changes) == 0 {
		s.Ahead.Cancel()
		return nil
	}
	return s.Ahead.Ask(s.desk.Data, slices.Clone(s.Changes))
}

// keep writes what is staged to disk, one write at a time, so that the last
// one holds the last state; not before what an earlier start left is known.
func (s *stagedChanges) keep() ui.Cmd {
	store := s.desk.Can.Stage
	if store == nil {
		return nil
	}
	loading, _ := s.load.Busy()
	if saving, _ := s.save.Busy(); !saving.IsZero() || !loading.IsZero() {
		s.unsaved = true
		return nil
	}
	s.unsaved = false
	staged := s.whole()
	return s.save.Start("saving staged changes", func(ctx context.Context) (tenant.Merged, error) {
		return store.SaveStaged(ctx, staged)
	})
}

func (s *stagedChanges) whole() tenant.Staged {
	return tenant.Staged{Changes: slices.Clone(s.Changes), Saved: s.desk.Now()}
}

func (s *stagedChanges) saved(m tenant.Merged, err error) ui.Cmd {
	s.lost = err != nil
	switch {
	case errors.Is(err, tenant.ErrNoState):
		return nil // it lives as long as the program
	case err != nil:
		s.unsaved = false
		return desk.ComplainWhile("staged changes are not kept for the next start: "+desk.SafeError(err), func() bool { return s.lost })
	}
	cmd := s.join(m)
	if s.unsaved {
		return ui.Batch(cmd, s.keep())
	}
	return cmd
}

// join takes up what another authzx did to what is staged.
func (s *stagedChanges) join(m tenant.Merged) ui.Cmd {
	var words string
	switch came, went := len(m.Added), len(m.Removed); {
	case m.Note != "":
		return desk.Complain(text.Escape(m.Note))
	case came > 0 && went > 0:
		words = fmt.Sprintf("staged %s, dropped %d", text.Counted(came, "change"), went)
	case came > 0:
		words = "staged " + text.Counted(came, "change") + " too"
	case went > 0:
		words = "dropped " + text.Counted(went, "staged change")
	default:
		return nil
	}
	s.leave(m.Removed)
	s.append(m.Added)
	return ui.Batch(s.Look(), ui.Tell(ui.DataChanged{}), s.desk.Say("another authzx %s: {go_changes} review", words))
}

// leave drops changes that another program dropped, each once.
func (s *stagedChanges) leave(changes []rbac.Change) {
	rest := tenant.Without(s.Changes, changes)
	tags := make([]tag, 0, len(rest))
	i := 0
	for _, c := range rest {
		key := rbac.ChangeKey(c)
		for s.tags[i].key != key {
			i++
		}
		tags = append(tags, s.tags[i])
		i++
	}
	s.Changes, s.tags = rest, tags
	s.arrange()
}

// After is the data as it would be with all that is staged; false while that
// is not known.
func (s *stagedChanges) After() (*desk.Data, bool) {
	if s.Seen == nil || s.Seen.Plan == nil {
		return nil, false
	}
	return s.Seen.afterData(), true
}

// NewID is a placeholder for the id of a thing to be created, which nothing
// that is staged uses.
func (d *Workspace) NewID() text.Text { return plan.NextID(d.Staged.Changes) }

// Numbered are changes by whose placeholders nothing else goes that is staged, so
// that they can be staged too.
func (d *Workspace) Numbered(changes []rbac.Change) []rbac.Change {
	if d.NewID() == rbac.NewID(1) {
		return changes
	}
	ids, taken := plan.IDs{}, slices.Concat(d.Staged.Changes, changes)
	for _, c := range changes {
		if id := plan.Created(c); !id.IsZero() {
			ids[id] = plan.NextID(taken)
			taken = append(taken, plan.Rename(c, plan.IDs{id: ids[id]}))
		}
	}
	return plan.RenameAll(changes, ids)
}

// close ends what runs; what is not on disk yet is written first.
func (s *stagedChanges) close() {
	s.Ahead.Cancel()
	saving, _ := s.save.Busy()
	loading, _ := s.load.Busy()
	s.load.Cancel()
	s.save.Cancel()
	store := s.desk.Can.Stage
	if store == nil || saving.IsZero() && !s.unsaved {
		return
	}
	if !loading.IsZero() {
		// What an earlier start left has not arrived: it must not count as dropped.
		if earlier, _, err := store.LoadStaged(); err == nil {
			s.precede(earlier.Changes)
		}
	}
	// Nobody is left to be told when it fails.
	_, _ = store.SaveStaged(context.Background(), s.whole())
}

// renew works the effect of what is staged out again: the tenant has changed.
func (s *stagedChanges) renew() ui.Cmd {
	if len(s.Changes) == 0 {
		return nil
	}
	return s.Look()
}
