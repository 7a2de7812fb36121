package views

import "authzx/internal/endpoint"

// recall is what the explorer remembers between its screens: the format of
// snippets, and what was filled in last, bodies apart.
type recall struct {
	format int // of snippet.Formats
	filled map[endpoint.ID]endpoint.Call
}

func newRecall() recall {
	return recall{format: 1, filled: make(map[endpoint.ID]endpoint.Call)} // curl: what is tried first
}

// keep remembers what is filled in.
func (r *recall) keep(call endpoint.Call) {
	call.Body = nil
	r.filled[call.Route.ID] = call
}

// resume is a call that nothing is filled in of with what was filled in last.
func (r *recall) resume(call endpoint.Call) endpoint.Call {
	if call.Path != nil || call.Query != nil || call.Body != nil {
		return call
	}
	if last, ok := r.filled[call.Route.ID]; ok {
		return last
	}
	return call
}
