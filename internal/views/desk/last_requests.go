package desk

import (
	"authzx/internal/endpoint"
)

// Remembered is what the explorer remembers between its screens: the format of
// snippets, and what was filled in last, bodies apart.
type Remembered struct {
	Format int // of snippet.Formats
	filled map[endpoint.ID]endpoint.Call
}

func newRemembered() Remembered {
	return Remembered{Format: 1, filled: make(map[endpoint.ID]endpoint.Call)} // curl: what is tried first
}

// Keep remembers what is filled in.
func (r *Remembered) Keep(call endpoint.Call) {
	call.Body = nil
	r.filled[call.Route.ID] = call
}

// Resume is a call that nothing is filled in of with what was filled in last.
func (r *Remembered) Resume(call endpoint.Call) endpoint.Call {
	if call.Path != nil || call.Query != nil || call.Body != nil {
		return call
	}
	if last, ok := r.filled[call.Route.ID]; ok {
		return last
	}
	return call
}
