package tenant

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"authzx/internal/plan"
	"authzx/internal/rbac"
)

// Undo is how a run can be taken back.
type Undo struct {
	Run  Run
	Plan *plan.Plan // without items when nothing left to undo
	// Blocked are the changes that stay, and why.
	Blocked []Blocked
	// Notes say what somebody else changed since in the same records, which stays.
	// They are safe to draw.
	Notes []string

	renames plan.IDs
}

// Blocked is a change that can't be taken back. Both texts are safe to draw.
type Blocked struct {
	Sentence, Reason string
}

// PlanUndo works out how to take a run back: the inverse of what its journal
// says was done, the last change first. What somebody changed since is left as
// it is, and said. It looks first what became of items that are not settled, and
// sends nothing that writes.
func (t *Tenant) PlanUndo(ctx context.Context, run string) (*Undo, error) {
	if _, err := t.Check(ctx, run); err != nil {
		return nil, fmt.Errorf("checking what was done: %w", err)
	}
	p, err := t.folder.load(run)
	if err != nil {
		return nil, err
	}
	switch {
	case p == nil || p.plan == nil:
		return nil, &JournalError{"reading the journal", errors.New("its beginning can't be read")}
	case p.Undone:
		return nil, errors.New("already undone")
	}
	later, err := t.renamesAfter(run)
	if err != nil {
		return nil, err
	}
	return t.undo(ctx, p, later)
}

// renamesAfter follows the things that later runs made anew: what an id of an
// older run is called now.
func (s *records) renamesAfter(run string) (plan.IDs, error) {
	all, err := s.folder.loadAll()
	if err != nil {
		return nil, err
	}
	ids := make(plan.IDs)
	for _, p := range all {
		if p.ID <= run {
			continue
		}
		if p.Unreadable != nil {
			return nil, fmt.Errorf("a later change may have recreated things: %w", p.Unreadable)
		}
		for from, placeholder := range p.renames {
			if id, ok := p.ids[placeholder]; ok {
				ids[from] = id
			}
		}
	}
	return ids, nil
}

// undo compares what the run left with what is there, and compiles the inverse.
func (t *Tenant) undo(ctx context.Context, p *past, later plan.IDs) (*Undo, error) {
	start := p.file.Assumed.Renamed(p.ids).Renamed(later)
	changes := plan.RenameAll(p.made(), maps.Clone(later))
	reversals, ids, err := start.Reverse(changes)
	if err != nil {
		return nil, &JournalError{"reading the journal", err}
	}
	left, err := p.seen()
	if err != nil {
		return nil, &JournalError{"reading the journal", err}
	}
	lists := newLists(t.client.For("undo").AsReadOnly())
	kinds := []rbac.Kind{rbac.KindGroup, rbac.KindRole, rbac.KindPermission}
	left = left.Renamed(later)
	if err := lists.read(ctx, append(kinds, kindsOf(left.Configuration().Known())...)...); err != nil {
		return nil, fmt.Errorf("reading the current state: %w", err)
	}
	t.showLists(lists)
	drift := left.Compare(lists.look(left.Refs()))
	u := &Undo{Run: p.Run, renames: ids}
	if err := u.compile(t.State(), lists.switches, reversals, drift); err != nil {
		return nil, fmt.Errorf("preparing the undo: %w", err)
	}
	return u, nil
}

// made are the elementary changes that were made, the first one first, under
// the ids that things got.
func (p *past) made() []rbac.Change {
	var list []rbac.Change
	for i, item := range p.plan.Items {
		for n, step := range item.Steps {
			if p.steps[i][n] == stepDone {
				list = append(list, plan.RenameAll(step.Changes, p.ids)...)
			}
		}
	}
	return list
}

// compile puts together what can be taken back.
func (u *Undo) compile(s State, switches map[rbac.Switch]bool, reversals []plan.Reversal, drift []plan.Difference) error {
	settings, _ := s.Directory.Settings()
	settings.Switches = switches
	at, now := s.Graph, settings
	var inverse []rbac.Change
	met := make([]bool, len(drift))
	for _, r := range reversals {
		if len(r.Changes) == 0 {
			continue
		}
		if reason := u.since(r, drift, met); reason != "" {
			u.block(s, r, reason)
			continue
		}
		one, err := plan.Compile(at, now, r.Changes)
		if err != nil {
			u.block(s, r, reasonOf(err))
			continue
		}
		if one.Requests() == 0 {
			u.block(s, r, "the API can't restore it")
			continue
		}
		at, inverse = one.After, append(inverse, r.Changes...)
	}
	for i, d := range drift {
		if !met[i] {
			u.Notes = append(u.Notes, "changed since, left as is: "+d.String())
		}
	}
	var err error
	u.Plan, err = plan.Compile(s.Graph, settings, inverse)
	return err
}

// since is why a change can't be taken back: somebody changed the same since.
func (u *Undo) since(r plan.Reversal, drift []plan.Difference, met []bool) string {
	var clashes []plan.Difference
	for i, d := range drift {
		if plan.Overlap(r.Own, []plan.Difference{d}) {
			met[i] = true
			clashes = append(clashes, d)
		}
	}
	if len(clashes) == 0 {
		return ""
	}
	return "changed by somebody else since: " + plan.Describe(clashes)
}

// reasonOf is why changes can't be carried out, without the place of the one
// that stands in the way.
func reasonOf(err error) string {
	var at *plan.ChangeError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

func (u *Undo) block(s State, r plan.Reversal, reason string) {
	u.Blocked = append(u.Blocked, Blocked{Sentence: r.Of.Sentence(s.Graph, s.Directory), Reason: reason})
}

// ApplyUndo carries out an undo, like Apply. When all of it is done the run
// counts as taken back.
func (t *Tenant) ApplyUndo(ctx context.Context, u *Undo, o ApplyOptions, progress func(Progress)) (Report, error) {
	if u.Plan == nil || len(u.Plan.Items) == 0 {
		return Report{}, errors.New("nothing left to undo")
	}
	return t.apply(ctx, u.Plan, o, begun{undoes: u.Run.ID, renames: u.renames}, progress)
}
