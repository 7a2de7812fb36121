package apiref

import (
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/desk"
)

// RequestRoute leads to the screen on which a call is filled in and sent. What
// the call holds already is filled in. With send it is sent at once, if it
// alters nothing and nothing is missing.
func RequestRoute(call endpoint.Call, send bool) ui.Route {
	r := ui.Route{Kind: desk.RouteRequest, ID: text.New(string(call.Route.ID))}
	filled := ""
	if call.Path != nil || call.Query != nil || call.Body != nil {
		filled = call.Target()
	}
	parts := []string{"", filled}
	if send {
		parts[0] = "send"
	}
	if call.Body != nil {
		parts = append(parts, string(call.Body))
	}
	if send || filled != "" {
		r.More = text.New(strings.Join(parts, "\n"))
	}
	return r
}

// CalledBy is the call of such a route, and whether to send it at once. What
// the route leaves open is empty; a body is nil where the route has none.
func CalledBy(r ui.Route) (call endpoint.Call, send bool) {
	call.Route = endpoint.Lookup(endpoint.ID(r.ID.Raw()))
	parts := strings.SplitN(r.More.Raw(), "\n", 3)
	if len(parts) < 2 || call.Route == nil {
		return call, false
	}
	if filled, err := endpoint.Parse(call.Route.Method, parts[1], true); err == nil && filled.Route == call.Route {
		call = filled
	}
	if len(parts) == 3 {
		call.Body = []byte(parts[2])
	}
	return call, parts[0] == "send"
}
