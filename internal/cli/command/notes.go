package command

import (
	"fmt"
	"regexp"
	"time"

	"authzx/internal/api"
	"authzx/internal/cli/output"
)

// Note passes on what a person should know though nothing failed. While the
// explorer has the terminal it only goes to the log.
func (r *Run) Note(remark string) {
	r.Log.note(remark)
	if !r.muted.Load() {
		r.Say("%s", remark)
	}
}

// NoteEscapes says that an id holds percent escapes, which were taken as they are. More
// says what to do where they are escapes; it may be empty.
func (r *Run) NoteEscapes(id, more string) {
	if regexp.MustCompile(`%[0-9A-Fa-f]{2}`).MatchString(id) {
		r.Note("the id " + output.Quoted(id) + " holds percent escapes and is used as is" + more)
	}
}

// Mute says whether somebody else has the terminal.
func (r *Run) Mute(on bool) { r.muted.Store(on) }

// shortWait is a pause that needs no explanation.
const shortWait = time.Second

// Waiting says why nothing happens for a while.
func (r *Run) Waiting(w api.Wait) {
	switch {
	case w.Process:
		r.Note("waiting for another authzx to get a token, for " + api.Span(w.For) + " at most")
	case w.For >= shortWait:
		r.Note(fmt.Sprintf("waiting %s before attempt %d of %d: %v", api.Span(w.For), w.Attempt+1, w.Tries, w.Reason))
	}
}
