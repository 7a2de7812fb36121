package endpoint

import (
	"slices"
	"sync"
)

// table is every route in order, with an index by id. It is made once and
// never changed.
type table struct {
	routes []*Route
	byID   map[ID]*Route
}

var routes = sync.OnceValue(func() table {
	t := table{routes: slices.Concat(
		userRoutes(),
		groupRoutes(),
		memberRoutes(),
		nestedRoutes(),
		mappingRoutes(),
		roleRoutes(),
		groupRoleRoutes(),
		permissionRoutes(),
		applicationRoutes(),
		connectionRoutes(),
		configurationRoutes(),
		resourceServerRoutes(),
		policyRoutes(),
	)}
	t.byID = make(map[ID]*Route, len(t.routes))
	for _, r := range t.routes {
		t.byID[r.ID] = r
	}
	return t
})

// All lists every route, area by area in the order of Areas. The slice is the
// caller's; the routes are shared and must not be changed.
func All() []*Route { return slices.Clone(routes().routes) }

// Lookup is the route of that id; nil when there is none.
func Lookup(id ID) *Route { return routes().byID[id] }
