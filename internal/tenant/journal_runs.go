package tenant

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Run is one plan that was applied, or begun to be.
type Run struct {
	ID        string
	At        time.Time
	Profile   text.Text
	Reason    text.Text
	Changes   []rbac.Change
	Sentences []string // one for each item, safe to draw
	// Plan is the run's plan on what was seen of the tenant then; nil where the journal
	// can't be read.
	Plan *plan.Plan
	// Calls are its requests, with the ids of what it created where they are known.
	Calls       []endpoint.Call
	Done, Items int
	Doubtful    int // items of which it is not known whether they were made
	// Outcomes are those of the items as far as the journal tells: done, unknown where
	// no answer settled what was sent, else not tried.
	Outcomes  []Outcome
	Begun     bool   // something was sent
	Undoes    string // the run that this one takes back; empty for others
	Complete  bool   // all items are done
	Undone    bool   // another run took it back
	Dismissed bool
	Nothing   bool // it ended, and nothing came of it
	Running   bool // somebody is at it now
	Damaged   bool // its journal can't be read to the end
	ByHand    bool // no plan but one call, sent as it stood: nothing can be done about it, and it has no ID
	// Unreadable is why its journal can't be read at all: only ID and At are known
	// then. Nil for others.
	Unreadable error
}

// Pending reports whether something should be done about the run: it did not
// come to its end, and nobody said that this is all right.
func (r Run) Pending() bool {
	return !r.Complete && !r.Undone && !r.Dismissed && !r.Running && !r.ByHand && r.Unreadable == nil
}

// Number is the run's place in the journal, counted from 1 since its beginning:
// by it the log of requests tells of which run one was.
func (r Run) Number() int { return numberOf(r.ID) }

func numberOf(run string) int {
	digits, _, _ := strings.Cut(run, "-")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// causePlan is what the requests of plans are for, in the log.
const causePlan = "plan"

// causeOf is the cause of the requests of one run.
func causeOf(run string) string { return causePlan + " " + strconv.Itoa(numberOf(run)) }

// RunOf is the number of the run that a cause in the log names; false for any
// other cause.
func RunOf(cause string) (number int, ok bool) {
	digits, ok := strings.CutPrefix(cause, causePlan+" ")
	if !ok {
		return 0, false
	}
	number, err := strconv.Atoi(digits)
	return number, err == nil
}

// stepState is what the journal tells of one step.
type stepState int

const (
	stepOpen     stepState = iota
	stepDoubtful           // sent, or about to be, and nothing settled it
	stepDone
)

// past is a run as its journal tells it.
type past struct {
	Run
	file    *plan.File
	plan    *plan.Plan
	ids     plan.IDs // of what the run created
	renames plan.IDs // what had been deleted -> placeholders
	steps   [][]stepState
}

// load reads a run. One whose beginning was never written gives nil: nothing was
// sent for it.
func (f folder) load(run string) (*past, error) {
	entries, damaged, err := f.readJournal(run)
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 && !damaged {
		return nil, nil
	}
	p := &past{Run: Run{ID: run, Damaged: damaged}, ids: make(plan.IDs), renames: make(plan.IDs)}
	if len(entries) == 0 || entries[0].Kind != entryBegin || entries[0].Plan == nil {
		p.Damaged = true
		for _, e := range entries {
			p.take(e)
		}
		return p, nil
	}
	if err := p.begin(entries[0]); err != nil {
		p.Damaged, p.plan = true, nil
		return p, nil
	}
	for _, e := range entries[1:] {
		p.take(e)
	}
	p.count()
	for _, item := range p.plan.Items {
		for _, step := range item.Steps {
			p.Calls = append(p.Calls, step.ShownWith(p.ids))
		}
	}
	return p, nil
}

// begin compiles the plan anew: its steps must come out as they were.
func (p *past) begin(e entry) error {
	p.At, p.Profile, p.Reason, p.Undoes = e.At, e.Profile, e.Plan.Reason, e.Undoes
	p.file, p.Changes = e.Plan, e.Plan.Changes
	for _, r := range e.Renames {
		p.renames[r.From] = r.To
	}
	compiled, err := e.Plan.Recompile()
	if err != nil {
		return err
	}
	if compiled.Requests() != e.Steps {
		return fmt.Errorf("the plan now has %d steps, it had %d", compiled.Requests(), e.Steps)
	}
	p.plan, p.Plan = compiled, compiled
	p.Items = len(compiled.Items)
	for _, item := range compiled.Items {
		p.steps = append(p.steps, make([]stepState, len(item.Steps)))
		p.Sentences = append(p.Sentences, item.Sentence(nil))
	}
	return nil
}

// take follows one more line.
func (p *past) take(e entry) {
	set := func(step int, to stepState) {
		if e.Item >= 0 && e.Item < len(p.steps) && step >= 0 && step < len(p.steps[e.Item]) {
			p.steps[e.Item][step] = to
		}
	}
	switch e.Kind {
	case entrySending:
		set(e.Step, stepDoubtful)
		p.Complete, p.Dismissed, p.Nothing, p.Begun = false, false, false, true
	case entryResult:
		switch e.Outcome {
		case Done:
			set(e.Step, stepDone)
		case NotTried, Changed:
			set(e.Step, stepOpen)
		}
		for _, r := range e.Created {
			p.ids[r.From] = r.To
		}
	case entryReset:
		for _, step := range append([]int{e.Step}, e.Others...) {
			set(step, stepOpen)
		}
	case entryDamaged:
		p.Damaged = true
	case entryEnd:
		switch e.End {
		case endComplete:
			p.Complete = true
		case endNothing:
			p.Dismissed, p.Nothing = true, true
		case endDismissed:
			p.Dismissed = true
		case endUndone:
			p.Undone = true
		}
	}
}

func (p *past) count() {
	p.Done, p.Doubtful, p.Outcomes = 0, 0, make([]Outcome, len(p.steps))
	for i, steps := range p.steps {
		switch {
		case !slices.Contains(steps, stepOpen) && !slices.Contains(steps, stepDoubtful):
			p.Outcomes[i] = Done
			p.Done++
		case p.Damaged || slices.Contains(steps, stepDoubtful):
			p.Outcomes[i] = Unknown
			p.Doubtful++
		default:
			p.Outcomes[i] = NotTried
		}
	}
}

// did reports whether any step is done.
func (p *past) did() bool {
	for _, steps := range p.steps {
		if slices.Contains(steps, stepDone) {
			return true
		}
	}
	return false
}

// doubtful reports whether it has to be looked whether a step was made.
func (p *past) doubtful(item, step int) bool {
	s := p.steps[item][step]
	return s == stepDoubtful || p.Damaged && s != stepDone
}

// unreadable is a run of which there is no more than the name of its journal.
func unreadable(run string, err error) *past {
	_, stamp, _ := strings.Cut(run, "-")
	at, _ := time.Parse(stampFormat, stamp)
	return &past{Run: Run{ID: run, At: at, Unreadable: err}}
}

// loadAll reads all runs, the oldest first.
func (f folder) loadAll() ([]*past, error) {
	names, err := f.runNames()
	if err != nil {
		return nil, err
	}
	var list []*past
	for _, name := range names {
		p, err := f.load(name)
		if err != nil {
			p = unreadable(name, err)
		}
		if p != nil {
			list = append(list, p)
		}
	}
	if len(list) > 0 && f.busy() {
		last := list[len(list)-1]
		last.Running = !last.Complete
	}
	return list, nil
}

// Runs are all runs of which there is a journal, the oldest first; those that
// can't be read too.
func (s *records) Runs() ([]Run, error) {
	all, err := s.folder.loadAll()
	if err != nil {
		return nil, err
	}
	var list []Run
	for _, p := range all {
		list = append(list, p.Run)
	}
	return list, nil
}

// Pending are the runs that did not come to their end, because the program or
// the line was cut off or because an item failed: the oldest first. What is to
// be done about each is to Check, Resume, undo or Dismiss it. A run that another
// is about to take back is left out; the other one is in the list. The list is
// there beside a *JournalError for each run that can't be read: it may not have
// come to its end either.
func (s *records) Pending() ([]Run, error) {
	all, err := s.folder.loadAll()
	if err != nil {
		return nil, err
	}
	undoing := make(map[string]bool)
	for _, p := range all {
		if p.Pending() || p.Running {
			undoing[p.Undoes] = true
		}
	}
	var list []Run
	var hidden []error
	for _, p := range all {
		if p.Pending() && !undoing[p.ID] {
			list = append(list, p.Run)
		}
		hidden = append(hidden, p.Unreadable)
	}
	return list, errors.Join(hidden...)
}

// LastRun is the newest run that can be taken back: one of which something was
// made, which is neither taken back nor takes back another, and which nobody
// dismissed when it was complete. One that can't be read and is newer might be
// it: that is an error.
func (s *records) LastRun() (Run, bool, error) {
	all, err := s.folder.loadAll()
	if err != nil {
		return Run{}, false, err
	}
	for _, p := range slices.Backward(all) {
		if p.Unreadable != nil {
			return Run{}, false, p.Unreadable
		}
		if p.Undoes == "" && !p.Undone && !p.Running && !(p.Complete && p.Dismissed) && p.plan != nil && (p.did() || p.Doubtful > 0) {
			return p.Run, true, nil
		}
	}
	return Run{}, false, nil
}

// Dismiss says that a run may stay as it is.
func (s *records) Dismiss(run string) error {
	release, err := s.folder.lock(s.now())
	if err != nil {
		return err
	}
	defer release()
	return s.folder.end(run, entry{End: endDismissed}, s.now)
}

// end writes the end of a run. The caller holds the lock.
func (f folder) end(run string, e entry, now func() time.Time) error {
	if err := f.repair(run); err != nil {
		return err
	}
	j, err := f.openJournal(run, now)
	if err != nil {
		return err
	}
	defer j.close()
	e.Kind = entryEnd
	return j.write(e)
}

// History are the plans that were applied, or begun to be, and what was sent by hand, the
// oldest first.
func (s *records) History() ([]Run, error) {
	runs, err := s.Runs()
	if err != nil {
		return nil, err
	}
	hand, err := s.byHand()
	all := slices.Concat(runs, hand)
	slices.SortStableFunc(all, func(a, b Run) int { return cmp.Compare(a.At.UnixNano(), b.At.UnixNano()) })
	return all, err
}

// byHand are the calls that the audit trail tells of and no plan sent.
func (s *records) byHand() ([]Run, error) {
	entries, _, err := s.Audit()
	if err != nil {
		return nil, err
	}
	var runs []Run
	var sent []AuditEntry
	for _, e := range entries {
		if e.Run != "" || e.Request == "" {
			continue
		}
		// Before a call stands a line that it is about to be sent.
		if n := len(sent); n > 0 && sent[n-1].Outcome == Unknown && sent[n-1].Error == "" && sent[n-1].Request == e.Request && sent[n-1].Body == e.Body {
			sent[n-1] = e
			continue
		}
		sent = append(sent, e)
	}
	for _, e := range sent {
		run := Run{
			At: e.At, Profile: e.Profile, Reason: e.Reason, Sentences: []string{e.Request + ", " + e.What},
			Items: 1, Outcomes: []Outcome{e.Outcome}, Begun: true, ByHand: true,
		}
		switch e.Outcome {
		case Done:
			run.Done, run.Complete = 1, true
		case Unknown:
			run.Doubtful = 1
		}
		runs = append(runs, run)
	}
	return runs, nil
}
