package tenant

import (
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Outcome is what became of one item of a plan. Its values are words for people.
type Outcome string

// The outcomes.
const (
	Done     Outcome = "done"      // sent, read back, and so
	Failed   Outcome = "failed"    // refused, or not made as the reading back shows
	NotTried Outcome = "not tried" // nothing was sent
	Unknown  Outcome = "unknown"   // sent, but whether it was made can't be told
	Changed  Outcome = "changed"   // somebody changed it since it was seen; nothing was sent
	NotSaved Outcome = "not saved" // the server said yes, yet it is not so: another write overwrote it
)

// Result is what became of one item.
type Result struct {
	Item    int
	Outcome Outcome
	Err     error // of Failed and Unknown; safe to draw
	// Differences are, for Changed, what is otherwise than it was seen; for
	// NotSaved, what was lost; for Done, what somebody else changed at the same
	// moment.
	Differences []plan.Difference
	// Blockers are who uses the thing that could not be touched, as far as they
	// can be told from their names.
	Blockers []rbac.Ref
	Note     string // safe to draw

	untouched bool // of Unknown: it was not made so far
}

// Report is what became of a plan.
type Report struct {
	Run     string // the journal's name for it; empty when nothing was begun
	Results []Result
	// Stopped is why it ended before its end: the journal or the caller's
	// context; nil otherwise.
	Stopped error
	// After is what the records that the plan altered have otherwise at the end
	// than it left them.
	After []plan.Difference
	// Remaining are the changes that are not done, ids of what was created in
	// place.
	Remaining []rbac.Change
}

// Complete reports whether all items are done.
func (r Report) Complete() bool {
	return r.Stopped == nil && r.Count(Done) == len(r.Results)
}

// Count is how many items had the outcome.
func (r Report) Count(o Outcome) int {
	n := 0
	for _, result := range r.Results {
		if result.Outcome == o {
			n++
		}
	}
	return n
}

// ApplyOptions say how a plan is applied.
type ApplyOptions struct {
	Reason text.Text // kept in journal and audit trail; may be empty
	// GoOn goes on after an item that is not done. Items that need what it should
	// have created are not tried.
	GoOn bool
}

// Phase is what is being done about an item.
type Phase string

// The phases.
const (
	Checking  Phase = "checking"  // reading what is there now
	Sending   Phase = "sending"   // the request is on its way
	Verifying Phase = "verifying" // reading back
	Finished  Phase = "finished"  // the item has its result
)

// Progress is one step ahead of a plan.
type Progress struct {
	Phase       Phase
	Item, Items int
	Step, Steps int // of the item
	Result      Result
}
