package views

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// Routes of the screens that are of no one kind. The lists and details of the
// kinds have the routes that their descriptions say.
const (
	routeAccess   = "access"  // of a user
	routeWhoCan   = "who-can" // has a thing; More is its kind
	routeCompare  = "compare" // two users
	routeMatrix   = string(ui.GoMatrix)
	routeDoctor   = string(ui.GoDoctor)
	routeChanges  = string(ui.GoChanges)
	routeConfig   = string(ui.GoConfig)
	routeProfiles = string(ui.GoProfiles)
	routeExplorer = "explorer" // of the API
	routeRequest  = "request"  // of one endpoint, perhaps filled in
	routeActivity = "activity"
	routeExchange = "exchange" // one request of the activity, by its number

	routeNewProfile = "new-profile"
)

// Make makes the screen of a route. A route that nothing answers to gives the
// list of users.
func (d *Desk) Make(r ui.Route) ui.Screen {
	for _, k := range d.kinds {
		switch r.Kind {
		case k.list:
			return newList(d, k)
		case k.detail:
			return newDetail(d, k, r.ID)
		}
	}
	switch r.Kind {
	case routeAccess:
		return accessAt(d, r)
	case routeWhoCan:
		return newWhoCan(d, rbac.Ref{Kind: rbac.Kind(r.More.Raw()), ID: r.ID})
	case routeCompare:
		return compareAt(d, r)
	case routeMatrix:
		return newMatrix(d)
	case routeChanges:
		return changesAt(d, r)
	case routeConfig:
		return newConfiguration(d)
	case routeProfiles:
		return newProfiles(d)
	case routeNewProfile:
		return newWizard(d.Options)
	case routeDoctor:
		return newDoctor(d)
	case routeExplorer:
		return newExplorer(d)
	case routeRequest:
		return newRequest(d, r)
	case routeActivity:
		return newActivity(d)
	case routeExchange:
		return newExchange(d, r.ID)
	}
	return newList(d, d.kinds[0])
}

// to is the message that opens a screen of something.
func to(kind string, id text.Text) ui.Open {
	return ui.Open{Route: ui.Route{Kind: kind, ID: id}}
}
