package tenant

import (
	"authzx/internal/plan"
	"authzx/internal/rbac"
)

// Report is what became of a plan.
type Report struct {
	Run     string // the journal's name for it; empty when nothing was begun
	Results []Result
	// Stopped is why it ended before its end: the journal or the caller's
	// context; nil otherwise.
	Stopped error
	// Lost is what the plan made, and what is not so any more at the end. Foreign is
	// what else the records that it altered have otherwise than it left them.
	Lost, Foreign []plan.Difference
	// Unread is why it is not known what is there at the end; nil when it is.
	Unread error
	// Remaining are the changes that are not done, ids of what was created in
	// place.
	Remaining []rbac.Change
}

// Complete reports whether all items are done, and still were when the tenant was
// read last.
func (r Report) Complete() bool {
	return r.made() && len(r.Lost) == 0 && r.Unread == nil
}

// made reports whether all items are done.
func (r Report) made() bool {
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
