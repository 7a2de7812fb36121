package views

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
)

// stageStore is a source that keeps what is staged between two starts.
type stageStore interface {
	// LoadStaged is what was kept, with a note where not all could be.
	LoadStaged() (tenant.Staged, string, error)
	// SaveStaged says what another program did to it meanwhile.
	SaveStaged(context.Context, tenant.Staged) (tenant.Merged, error)
}

// stagedChanges are the changes that wait to be applied, in order.
type stagedChanges struct {
	desk    *Desk
	changes []rbac.Change
	tags    []tag // of each change, which moving keeps
	given   int   // the last serial
	ahead   *foresight
	seen    *outlook // of all of them; nil while it is being worked out
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

func newStaged(d *Desk) *stagedChanges {
	return &stagedChanges{
		desk: d, ahead: newForesight(d, d.Now),
		load: ui.NewLoader[kept](d, d.Now), save: ui.NewLoader[tenant.Merged](d, d.Now),
	}
}

// init reads what an earlier start left.
func (s *stagedChanges) init() tea.Cmd {
	store, ok := s.desk.Source.(stageStore)
	if !ok {
		return nil
	}
	return s.load.Start("reading what was staged", func(context.Context) (kept, error) {
		staged, note, err := store.LoadStaged()
		return kept{staged, note}, err
	})
}

// update takes results of its own; ok is false for any other message.
func (s *stagedChanges) update(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	if k, err, mine := s.load.Take(msg); mine {
		return s.loaded(k, err), true
	}
	if m, err, mine := s.save.Take(msg); mine {
		return s.saved(m, err), true
	}
	o, cmd, mine := s.ahead.take(msg)
	if mine {
		s.seen = &o
	}
	return cmd, mine || cmd != nil
}

func (s *stagedChanges) loaded(k kept, err error) tea.Cmd {
	var words tea.Cmd
	switch {
	case errors.Is(err, tenant.ErrNoState):
		return nil
	case err != nil:
		words = complainWhile("what was staged could not be read: "+safe(err), always)
	case len(k.staged.Changes) > 0:
		s.precede(k.staged.Changes)
		said := counted(len(k.staged.Changes), "change") + " staged earlier: 7 shows them"
		if k.note != "" {
			said += "; " + text.Escape(k.note)
		}
		words = ui.Batch(s.look(), say(said))
	case k.note != "":
		words = complainWhile(text.Escape(k.note), always)
	}
	if s.unsaved {
		return ui.Batch(words, s.keep())
	}
	return words
}

// precede puts what was staged earlier before what was staged since.
func (s *stagedChanges) precede(earlier []rbac.Change) {
	since := s.changes
	s.changes, s.tags = nil, nil
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
		s.changes, s.tags = append(s.changes, c), append(s.tags, t)
		added++
	}
	return added
}

// stage puts changes behind those that are staged already.
func (d *Desk) stage(changes []rbac.Change) tea.Cmd {
	added := d.staged.append(changes)
	words := counted(added, "change") + " staged: 7 shows what is"
	switch {
	case len(changes) == 0:
		words = "nothing to stage"
	case added == 0:
		words = "staged already"
	}
	return ui.Batch(d.staged.altered(), say(words))
}

// drop takes count changes away, from the one at place on.
func (s *stagedChanges) drop(place, count int) tea.Cmd {
	s.changes = slices.Delete(slices.Clone(s.changes), place, place+count)
	s.tags = slices.Delete(slices.Clone(s.tags), place, place+count)
	return s.altered()
}

// swap exchanges two neighbouring blocks of changes, the first of a changes
// from place on, the second of b behind it.
func (s *stagedChanges) swap(place, a, b int) tea.Cmd {
	s.changes = slices.Concat(s.changes[:place], s.changes[place+a:place+a+b], s.changes[place:place+a], s.changes[place+a+b:])
	s.tags = slices.Concat(s.tags[:place], s.tags[place+a:place+a+b], s.tags[place:place+a], s.tags[place+a+b:])
	return s.altered()
}

// replace makes changes all that is staged.
func (s *stagedChanges) replace(changes []rbac.Change) tea.Cmd {
	s.changes, s.tags = nil, nil
	s.append(changes)
	return s.altered()
}

// altered keeps what is staged now, works out its effect and tells the screens.
func (s *stagedChanges) altered() tea.Cmd {
	return ui.Batch(s.look(), s.keep(), ui.Tell(ui.DataChanged{}))
}

// look has the effect of all that is staged worked out.
func (s *stagedChanges) look() tea.Cmd {
	s.seen = nil
	if waiting, _ := s.desk.loading(); waiting || len(s.changes) == 0 {
		s.ahead.Cancel()
		return nil
	}
	return s.ahead.ask(s.desk.data, slices.Clone(s.changes))
}

// keep writes what is staged to disk, one write at a time, so that the last
// one holds the last state; not before what an earlier start left is known.
func (s *stagedChanges) keep() tea.Cmd {
	store, ok := s.desk.Source.(stageStore)
	if !ok {
		return nil
	}
	loading, _ := s.load.Busy()
	if saving, _ := s.save.Busy(); !saving.IsZero() || !loading.IsZero() {
		s.unsaved = true
		return nil
	}
	s.unsaved = false
	staged := s.whole()
	return s.save.Start("keeping what is staged", func(ctx context.Context) (tenant.Merged, error) {
		return store.SaveStaged(ctx, staged)
	})
}

func (s *stagedChanges) whole() tenant.Staged {
	return tenant.Staged{Changes: slices.Clone(s.changes), Saved: s.desk.Now()}
}

func (s *stagedChanges) saved(m tenant.Merged, err error) tea.Cmd {
	s.lost = err != nil
	switch {
	case errors.Is(err, tenant.ErrNoState):
		return nil // it lives as long as the program
	case err != nil:
		s.unsaved = false
		return complainWhile("what is staged is not kept for the next start: "+safe(err), func() bool { return s.lost })
	}
	cmd := s.join(m)
	if s.unsaved {
		return ui.Batch(cmd, s.keep())
	}
	return cmd
}

// join takes up what another authzx did to what is staged.
func (s *stagedChanges) join(m tenant.Merged) tea.Cmd {
	var words string
	switch came, went := len(m.Added), len(m.Removed); {
	case m.Note != "":
		return complain(text.Escape(m.Note))
	case came > 0 && went > 0:
		words = fmt.Sprintf("staged %s and took %d away", counted(came, "change"), went)
	case came > 0:
		words = "staged " + counted(came, "change") + " too"
	case went > 0:
		words = "took away " + counted(went, "staged change")
	default:
		return nil
	}
	s.leave(m.Removed)
	s.append(m.Added)
	return ui.Batch(s.look(), ui.Tell(ui.DataChanged{}), say("another authzx "+words+": 7 shows what is"))
}

// leave drops changes that another program dropped, each once.
func (s *stagedChanges) leave(changes []rbac.Change) {
	rest := tenant.Without(s.changes, changes)
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
	s.changes, s.tags = rest, tags
}

// after is the data as it would be with all that is staged; false while that
// is not known.
func (s *stagedChanges) after() (*Data, bool) {
	if s.seen == nil || s.seen.plan == nil {
		return nil, false
	}
	return s.seen.afterData(), true
}

// newID is a placeholder for the id of a thing to be created, which nothing
// that is staged uses.
func (d *Desk) newID() text.Text { return plan.NextID(d.staged.changes) }

// close ends what runs; what is not on disk yet is written first.
func (s *stagedChanges) close() {
	s.ahead.Cancel()
	saving, _ := s.save.Busy()
	loading, _ := s.load.Busy()
	s.load.Cancel()
	s.save.Cancel()
	store, ok := s.desk.Source.(stageStore)
	if !ok || saving.IsZero() && !s.unsaved {
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
