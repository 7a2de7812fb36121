package cli

import (
	"fmt"
	"time"

	"authzx/internal/api"
)

// note passes on what a person should know though nothing failed. While the
// explorer has the terminal it only goes to the log.
func (r *run) note(remark string) {
	r.log.note(remark)
	if !r.muted.Load() {
		r.say("%s", remark)
	}
}

// shortWait is a pause that needs no explanation.
const shortWait = time.Second

// waiting says why nothing happens for a while.
func (r *run) waiting(w api.Wait) {
	if w.For < shortWait {
		return
	}
	r.note(fmt.Sprintf("waiting %v before try %d of %d: %v", w.For.Round(time.Second), w.Attempt+1, w.Tries, w.Reason))
}
