package views

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
	"authzx/internal/views/setup"
	"authzx/internal/views/wayout"
)

// Options are what the explorer of one tenant is made of.
type Options struct {
	desk.Options
	// Profiles are the tenants to switch between; nil where there are none.
	Profiles setup.Profiles
	// Begin is the first screen; zero is the list of users.
	Begin ui.Route
	// WayOut is what the way out of the extension needs.
	WayOut wayout.Options
}

// on is the explorer of another tenant.
func (o Options) on(source desk.Source) ui.Host {
	o.Source, o.Begin = source, ui.Route{}
	return New(o)
}

func (o Options) tenants() setup.Tenants {
	return setup.Tenants{Theme: o.Theme, Now: o.Now, Profiles: o.Profiles, Open: o.on}
}

// Host is the explorer of one tenant: it makes the screens, takes the news, and
// answers the keys that mean the same everywhere.
type Host struct {
	*changes.Workspace
	options Options
}

// New makes the explorer of a tenant.
func New(o Options) *Host {
	h := &Host{options: o}
	h.Workspace = changes.NewWorkspace(desk.New(o.Options, h))
	h.Actions = actions{h}
	return h
}

// NewWelcome makes what a first run begins with, before any tenant is open. Of
// the options the Source is not looked at.
func NewWelcome(o Options, begin setup.Beginning) *setup.Welcome {
	o.Profiles = begin
	return setup.NewWelcome(o.tenants(), begin)
}

// Init starts the first load.
func (h *Host) Init() ui.Cmd { return ui.Batch(h.Load(), h.Begin()) }

// Close ends what runs.
func (h *Host) Close() {
	h.Leave()
	h.End()
}

// Start is the first screen.
func (h *Host) Start() ui.Route {
	if h.options.Begin != (ui.Route{}) {
		return h.options.Begin
	}
	return ui.Route{Kind: "users"}
}

// Update takes news of the tenant and of changes.
func (h *Host) Update(msg tea.Msg) (ui.Cmd, bool) {
	if cmd, changed, ok := h.News(msg); ok {
		return cmd, changed
	}
	cmd, changed, _ := h.Worked(msg)
	return cmd, changed
}

// Status is what the frame says of the tenant and of changes.
func (h *Host) Status() ui.Status {
	s := h.Workspace.Desk.Status()
	s.Staged, s.Unfinished = len(h.Staged.Changes), len(h.Unfinished)
	return s
}

// Busy is since when it is looked what an undo would do, or the tenant is being
// loaded.
func (h *Host) Busy() (time.Time, string) {
	return ui.FirstBusy(h.Undoing, h.Refresh)
}

// Cancel ends what Busy tells.
func (h *Host) Cancel() {
	if since, _ := h.Undoing.Busy(); !since.IsZero() {
		h.Undoing.Cancel()
		return
	}
	h.Refresh.Cancel()
}

// Act does what a key means on every screen.
func (h *Host) Act(a ui.Action) (ui.Cmd, bool) {
	if a == ui.GoHistory && !h.Source.Identity().AsOf.IsZero() {
		return ui.Tell(ui.Return{}), true
	}
	switch a {
	case ui.GoUsers, ui.GoGroups, ui.GoRoles, ui.GoPermissions, ui.GoApps, ui.GoConnections,
		ui.GoChanges, ui.GoExplorer, ui.GoActivity, ui.GoDoctor, ui.GoMatrix, ui.GoConfig, ui.GoProfiles, ui.GoWayOut, ui.GoHierarchy, ui.GoHistory:
		return ui.Tell(ui.Jump{Route: ui.Route{Kind: desk.RouteOf(a)}}), true
	case ui.Unlock:
		return h.Lock.Turn(), true
	case ui.Undo:
		return h.Undo(), true
	case ui.Refresh:
		return h.Reload(), true
	case ui.Escape:
		if since, what := h.Undoing.Busy(); !since.IsZero() {
			h.Undoing.Cancel()
			return desk.Say("cancelled: " + what), true
		}
	}
	return nil, false
}
