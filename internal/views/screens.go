package views

import (
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/views/answers"
	"authzx/internal/views/apiref"
	"authzx/internal/views/changes"
	"authzx/internal/views/configuration"
	"authzx/internal/views/desk"
	"authzx/internal/views/doctor"
	"authzx/internal/views/kinds"
	"authzx/internal/views/past"
	"authzx/internal/views/resources"
	"authzx/internal/views/setup"
	"authzx/internal/views/wayout"
)

// Make makes the screen of a route. A route that nothing answers to gives the
// list of users.
func (d *Host) Make(r ui.Route) ui.Screen {
	d.Opened++
	for _, k := range kinds.All() {
		switch r.Kind {
		case k.Plural:
			return resources.NewList(d.Desk, k)
		case k.Singular():
			return resources.NewDetail(d.Desk, k, r.ID)
		}
	}
	switch r.Kind {
	case desk.RouteAccess:
		return answers.AccessAt(d.Workspace, r)
	case desk.RouteWhoCan:
		return answers.NewWhoCan(d.Workspace, rbac.Ref{Kind: rbac.Kind(r.More.Raw()), ID: r.ID})
	case desk.RouteCompare:
		return answers.CompareAt(d.Workspace, r)
	case desk.RouteMatrix:
		return answers.NewMatrix(d.Workspace)
	case desk.RouteHierarchy:
		return answers.NewHierarchy(d.Desk, rbac.GroupID{Text: r.ID})
	case desk.RouteHistory:
		return past.NewHistory(d.Workspace, d.options.on)
	case desk.RouteDifference:
		return past.NewDifference(d.Workspace, r)
	case desk.RouteChanges:
		return changes.ChangesAt(d.Workspace, r)
	case desk.RouteConfig:
		return configuration.New(d.Workspace)
	case desk.RouteProfiles:
		return setup.NewProfiles(d.Desk, d.options.tenants())
	case desk.RouteNewProfile:
		return setup.NewWizard(d.options.tenants())
	case desk.RouteGuide:
		return setup.NewGuide(d.options.tenants(), d.Desk)
	case desk.RouteDoctor:
		return doctor.New(d.Workspace)
	case desk.RouteTests:
		return doctor.NewTests(d.Desk, r)
	case desk.RouteWayOut:
		return wayout.New(d.Desk, d.options.WayOut)
	case wayout.RouteLosses:
		return wayout.NewLosses(d.Desk, d.options.WayOut, r.ID)
	case desk.RouteExplorer:
		return apiref.NewExplorer(d.Workspace)
	case desk.RouteRequest:
		return apiref.NewRequest(d.Workspace, r)
	case desk.RouteToken:
		return apiref.NewToken(d.Desk)
	case desk.RouteActivity:
		return apiref.NewActivity(d.Workspace)
	case desk.RouteExchange:
		return apiref.NewExchange(d.Workspace, r.ID)
	}
	return resources.NewList(d.Desk, kinds.All()[0])
}
