package desk

import (
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// Routes of the screens that are of no one kind. The lists and details of the
// kinds have the routes that their descriptions say.
const (
	RouteAccess   = "access"  // of a user
	RouteWhoCan   = "who-can" // has a thing; More is its kind
	RouteCompare  = "compare" // two users
	RouteMatrix   = "matrix"
	RouteDoctor   = "doctor"
	RouteChanges  = "changes"
	RouteConfig   = "configuration"
	RouteProfiles = "profiles"
	RouteWayOut   = "way_out"
	RouteExplorer = "explorer" // of the API
	RouteRequest  = "request"  // of one endpoint, perhaps filled in
	RouteActivity = "activity"
	RouteExchange = "exchange" // one request of the activity, by its number

	RouteToken      = "token" // its scopes, and where it comes from
	RouteTests      = "tests" // of a file, or of the profile's where none is named
	RouteNewProfile = "new-profile"
	RouteGuide      = "guide" // to a tenant's set-up
	RouteHistory    = "history"
	RouteDifference = "difference" // between two states
	RouteHierarchy  = "hierarchy"  // of one group, or of all where none is named
)

// RouteOf is the route of the screen that an action goes to.
func RouteOf(a ui.Action) string { return strings.TrimPrefix(string(a), "go_") }

// OpenScreen is the message that opens a screen of something.
func OpenScreen(kind string, id text.Text) ui.Open {
	return ui.Open{Route: ui.Route{Kind: kind, ID: id}}
}

// hasScreen reports whether things of a kind have a screen of their own. Its route
// is called as the kind is.
func hasScreen(k rbac.Kind) bool {
	of := catalog.Of(k)
	return of != nil && of.List != nil
}
