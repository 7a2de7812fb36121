package tenant

import (
	"context"
	"errors"

	"authzx/internal/api"
	"authzx/internal/crew"
	"authzx/internal/rbac"
)

// Parts are what can be read of a tenant apart from each other.
type Parts uint8

// The parts of a tenant.
const (
	PartGraph Parts = 1 << iota // the three lists that say who can do what
	PartUsers
	PartApplications
	PartConnections
	PartSettings

	Everything = PartGraph | PartUsers | PartApplications | PartConnections | PartSettings
)

// Refresh reads the whole tenant again.
func (t *Tenant) Refresh(ctx context.Context) error { return t.Load(ctx, Everything) }

// Load reads parts of the tenant again: the three lists of the graph at once, and
// beside them users, applications, connections and settings, each shown as it
// comes. It returns when all is done; the error is why no graph came. A load
// that a later one overtakes leaves no trace.
func (t *Tenant) Load(ctx context.Context, parts Parts) error {
	turn := t.begin()
	client := t.client.For("refresh")
	var all crew.Crew
	for part, read := range map[Parts]func(context.Context, int, *api.Client){
		PartUsers: t.readUsers, PartApplications: t.readApplications,
		PartConnections: t.readConnections, PartSettings: t.readSettings,
	} {
		if parts&part != 0 {
			all.Go(func() { read(ctx, turn, client) })
		}
	}
	var err error
	if parts&PartGraph != 0 {
		err = t.readGraph(ctx, turn, client)
	}
	all.Wait()
	t.current(turn, func(s *State) { s.Loading = false })
	return err
}

func (t *Tenant) begin() int {
	var turn int
	t.alter(func(s *State) {
		t.turn++
		turn = t.turn
		s.Loading = true
	})
	return turn
}

// current alters the state unless a later refresh has begun.
func (t *Tenant) current(turn int, change func(*State)) {
	t.alter(func(s *State) {
		if t.turn == turn {
			change(s)
		}
	})
}

// readGraph reads the three lists side by side.
func (t *Tenant) readGraph(ctx context.Context, turn int, client *api.Client) error {
	era := t.currentEra()
	var doc rbac.Document
	var all crew.Crew
	all.Go(func() { doc.Groups, doc.Missing.Groups = client.Groups(ctx, api.Search{}) })
	all.Go(func() { doc.Roles, doc.Missing.Roles = client.Roles(ctx, api.Search{}) })
	all.Go(func() { doc.Permissions, doc.Missing.Permissions = client.Permissions(ctx, api.Search{}) })
	all.Wait()
	if err := ctx.Err(); err != nil {
		t.current(turn, func(s *State) { s.Err = err })
		return err
	}
	doc.At = t.now()
	var err error
	if m := doc.Missing; m.Groups != nil && m.Roles != nil && m.Permissions != nil {
		err = m.Groups
	} else if m.Any() {
		err = errors.Join(m.Groups, m.Roles, m.Permissions)
	}
	none := doc.Missing.Groups != nil && doc.Missing.Roles != nil && doc.Missing.Permissions != nil
	var graph *rbac.Graph
	if !none {
		graph = rbac.Index(doc)
	}
	t.current(turn, func(s *State) {
		s.Err = err
		if t.era != era {
			return // changes were applied meanwhile, and read back later than this
		}
		// A whole old picture, marked stale, says more than a new one with holes.
		if graph != nil && (err == nil || s.Graph == nil || s.Graph.Missing().Any()) {
			s.Graph = graph
		}
	})
	return err
}

func (t *Tenant) extent(complete bool, err error) rbac.Extent {
	return rbac.Extent{At: t.now(), Complete: complete && err == nil, Err: err}
}

func (t *Tenant) readApplications(ctx context.Context, turn int, client *api.Client) {
	list, err := client.Applications(ctx)
	t.current(turn, func(s *State) {
		if err != nil && len(s.Directory.Applications()) > 0 {
			list = s.Directory.Applications()
		}
		s.Directory = s.Directory.WithApplications(list, t.extent(true, err))
	})
}

func (t *Tenant) readConnections(ctx context.Context, turn int, client *api.Client) {
	list, err := client.Connections(ctx)
	t.current(turn, func(s *State) {
		if err != nil && len(s.Directory.Connections()) > 0 {
			list = s.Directory.Connections()
		}
		s.Directory = s.Directory.WithConnections(list, t.extent(true, err))
	})
}

// readSettings reads what the extension is set to by three requests. What one of
// them could not bring stays as it was read before; the extent says which failed.
func (t *Tenant) readSettings(ctx context.Context, turn int, client *api.Client) {
	switches, noSwitches := client.Configuration(ctx)
	status, noStatus := client.Status(ctx)
	access, noAccess := client.APIAccess(ctx)
	t.current(turn, func(s *State) {
		settings, before := s.Directory.Settings()
		if before.At.IsZero() {
			settings.StorageSize = -1
		}
		if noSwitches == nil {
			settings.Switches = switches
		}
		if noStatus == nil {
			settings = withStatus(settings, status)
		}
		if noAccess == nil {
			settings.APIAccess, settings.TokenLifetime = access.On, access.Lifetime
		}
		extent := t.extent(true, errors.Join(noSwitches, noStatus, noAccess))
		if noSwitches != nil && noStatus != nil && noAccess != nil && !before.At.IsZero() {
			extent.At = before.At
		}
		s.Directory = s.Directory.WithSettings(settings, extent)
	})
}

func withStatus(s rbac.Settings, status api.Status) rbac.Settings {
	s.RuleExists, s.RuleEnabled = status.Rule.Exists, status.Rule.Enabled
	s.StorageType, s.StorageSize = status.Database.Type, -1
	if status.Database.Size != nil {
		s.StorageSize = *status.Database.Size
	}
	return s
}
