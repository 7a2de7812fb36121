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
	putOff    bool // of Failed: the tenant is asked too much, and it was not made
	unread    bool // of Failed: it could not be read back
}

// take adds what became of a request to the result of its item, and reports whether it
// was made.
func (r *Result) take(one Result) bool {
	r.Differences = append(r.Differences, one.Differences...)
	if one.Note != "" {
		r.Note = one.Note
	}
	if one.Outcome != Done {
		r.Outcome, r.Err, r.Blockers = one.Outcome, one.Err, one.Blockers
	}
	return one.Outcome == Done
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

// Progress is one step ahead of a plan. Items that share readings pass each phase one
// after another, before any of them comes to the next.
type Progress struct {
	Phase       Phase
	Item, Items int
	Result      Result
}
