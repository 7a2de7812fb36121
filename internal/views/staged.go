package views

import (
	"context"
	"errors"
	"reflect"
	"slices"

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
	SaveStaged(tenant.Staged) error
}

// stagedChanges are the changes that wait to be applied, in order.
type stagedChanges struct {
	desk    *Desk
	changes []rbac.Change
	serial  []int // a number of its own for each change, which moving keeps
	given   int   // the last serial
	ahead   *foresight
	seen    *outlook // of all of them; nil while it is being worked out
	load    *ui.Loader[kept]
	save    *ui.Loader[struct{}]
	unsaved bool // altered while a save was running
	lost    bool // the last save failed
}

// kept is what an earlier start left behind.
type kept struct {
	staged tenant.Staged
	note   string
}

func newStaged(d *Desk) *stagedChanges {
	return &stagedChanges{
		desk: d, ahead: newForesight(d, d.Now),
		load: ui.NewLoader[kept](d, d.Now), save: ui.NewLoader[struct{}](d, d.Now),
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
	if _, err, mine := s.save.Take(msg); mine {
		return s.saved(err), true
	}
	o, cmd, mine := s.ahead.take(msg)
	if mine {
		s.seen = &o
	}
	return cmd, mine || cmd != nil
}

func (s *stagedChanges) loaded(k kept, err error) tea.Cmd {
	switch {
	case errors.Is(err, tenant.ErrNoState):
		return nil
	case err != nil:
		return complainWhile("what was staged could not be read: "+safe(err), always)
	}
	if len(k.staged.Changes) == 0 {
		if k.note != "" {
			return complainWhile(text.Escape(k.note), always)
		}
		return nil
	}
	since := s.changes
	s.changes, s.serial = nil, nil
	s.append(k.staged.Changes)
	s.append(since)
	words := counted(len(k.staged.Changes), "change") + " staged earlier: 7 shows them"
	if k.note != "" {
		words += "; " + text.Escape(k.note)
	}
	return ui.Batch(s.look(), say(words))
}

// append adds those changes that are not staged yet, and says how many.
func (s *stagedChanges) append(changes []rbac.Change) (added int) {
	for _, c := range changes {
		if slices.ContainsFunc(s.changes, func(have rbac.Change) bool { return reflect.DeepEqual(have, c) }) {
			continue
		}
		s.given++
		s.changes, s.serial = append(s.changes, c), append(s.serial, s.given)
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
	s.serial = slices.Delete(slices.Clone(s.serial), place, place+count)
	return s.altered()
}

// swap exchanges two neighbouring blocks of changes, the first of a changes
// from place on, the second of b behind it.
func (s *stagedChanges) swap(place, a, b int) tea.Cmd {
	s.changes = slices.Concat(s.changes[:place], s.changes[place+a:place+a+b], s.changes[place:place+a], s.changes[place+a+b:])
	s.serial = slices.Concat(s.serial[:place], s.serial[place+a:place+a+b], s.serial[place:place+a], s.serial[place+a+b:])
	return s.altered()
}

// replace makes changes all that is staged.
func (s *stagedChanges) replace(changes []rbac.Change) tea.Cmd {
	s.changes, s.serial = nil, nil
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
		s.ahead.cancel()
		return nil
	}
	return s.ahead.ask(s.desk.data, slices.Clone(s.changes))
}

// keep writes what is staged to disk, one write at a time, so that the last
// one holds the last state.
func (s *stagedChanges) keep() tea.Cmd {
	store, ok := s.desk.Source.(stageStore)
	if !ok {
		return nil
	}
	if since, _ := s.save.Busy(); !since.IsZero() {
		s.unsaved = true
		return nil
	}
	s.unsaved = false
	staged := tenant.Staged{Changes: slices.Clone(s.changes), Saved: s.desk.Now()}
	return s.save.Start("keeping what is staged", func(context.Context) (struct{}, error) {
		return struct{}{}, store.SaveStaged(staged)
	})
}

func (s *stagedChanges) saved(err error) tea.Cmd {
	s.lost = err != nil
	switch {
	case errors.Is(err, tenant.ErrNoState):
		return nil // it lives as long as the program
	case err != nil:
		s.unsaved = false
		return complainWhile("what is staged is not kept for the next start: "+safe(err), func() bool { return s.lost })
	}
	if s.unsaved {
		return s.keep()
	}
	return nil
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

func (s *stagedChanges) close() {
	s.ahead.cancel()
	s.load.Cancel()
}
