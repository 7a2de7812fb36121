package tenant

import (
	"context"
	"errors"
	"slices"

	"authzx/internal/api"
	"authzx/internal/rbac"
	"authzx/internal/routine"
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

// loader reads a tenant into what is known of it.
type loader struct {
	known
	client *api.Client
	reads  chan struct{} // bounds reads of single users
}

// Refresh reads the whole tenant again.
func (l *loader) Refresh(ctx context.Context) error { return l.Load(ctx, Everything) }

// Load reads parts of the tenant again: the three lists of the graph at once, and
// beside them users, applications, connections and settings, each shown as it
// comes. It returns when all is done; the error is why no graph came. A load
// that a later one overtakes leaves no trace.
func (l *loader) Load(ctx context.Context, parts Parts) error {
	turn := l.begin()
	client := l.client.For("refresh")
	var all routine.Group
	for part, read := range map[Parts]func(context.Context, int, *api.Client){
		PartUsers: l.readUsers, PartApplications: l.readApplications,
		PartConnections: l.readConnections, PartSettings: l.readSettings,
	} {
		if parts&part != 0 {
			all.Go(func() { read(ctx, turn, client) })
		}
	}
	var err error
	if parts&PartGraph != 0 {
		err = l.readGraph(ctx, turn, client)
	}
	all.Wait()
	l.current(turn, func(s *State) { s.Loading = false })
	if err == nil && parts&PartGraph != 0 {
		l.kept()
	}
	return err
}

// readGraph reads the three lists side by side.
func (l *loader) readGraph(ctx context.Context, turn int, client *api.Client) error {
	era := l.currentEra()
	var doc rbac.Document
	var all routine.Group
	all.Go(func() { doc.Groups, doc.Missing.Groups = client.Groups(ctx) })
	all.Go(func() { doc.Roles, doc.Missing.Roles = client.Roles(ctx) })
	all.Go(func() { doc.Permissions, doc.Missing.Permissions = client.Permissions(ctx) })
	all.Wait()
	if err := ctx.Err(); err != nil {
		l.current(turn, func(s *State) { s.Err = err })
		return err
	}
	doc.At = l.now()
	var err error
	if m := doc.Missing; m.Groups != nil && m.Roles != nil && m.Permissions != nil && len(api.MissingScopes(m.Groups)) == 0 {
		err = m.Groups // one cause for all three, mostly
	} else if m.Any() {
		err = errors.Join(m.Groups, m.Roles, m.Permissions)
	}
	none := doc.Missing.Groups != nil && doc.Missing.Roles != nil && doc.Missing.Permissions != nil
	var graph *rbac.Graph
	if !none {
		graph = rbac.Index(doc)
	}
	l.current(turn, func(s *State) {
		s.Err = err
		if l.era != era {
			return // changes were applied meanwhile, and read back later than this
		}
		// An old graph that is whole, marked stale, says more than a new one with holes.
		if graph != nil && (err == nil || s.Graph == nil || s.Graph.Missing().Any()) {
			s.Graph = graph
		}
	})
	return err
}

func (l *loader) extent(complete bool, err error) rbac.Extent {
	return rbac.Extent{At: l.now(), Complete: complete && err == nil, Err: err}
}

func (l *loader) readApplications(ctx context.Context, turn int, client *api.Client) {
	list, err := client.Applications(ctx)
	l.current(turn, func(s *State) {
		if err != nil && len(s.Directory.Applications()) > 0 {
			list = s.Directory.Applications()
		}
		s.Directory = s.Directory.WithApplications(list, l.extent(true, err))
	})
}

func (l *loader) readConnections(ctx context.Context, turn int, client *api.Client) {
	list, err := client.Connections(ctx)
	l.current(turn, func(s *State) {
		if err != nil && len(s.Directory.Connections()) > 0 {
			list = s.Directory.Connections()
		}
		s.Directory = s.Directory.WithConnections(list, l.extent(true, err))
	})
}

// readSettings reads what the extension is set to by three requests. What one of
// them could not bring stays as it was read before; the extent says which failed.
func (l *loader) readSettings(ctx context.Context, turn int, client *api.Client) {
	switches, noSwitches := client.Configuration(ctx)
	status, noStatus := unlessHopeless(noSwitches, func() (api.Status, error) { return client.Status(ctx) })
	access, noAccess := unlessHopeless(noStatus, func() (api.Access, error) { return client.APIAccess(ctx) })
	l.current(turn, func(s *State) {
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
		extent := l.extent(true, joined(noSwitches, noStatus, noAccess))
		if noSwitches != nil && noStatus != nil && noAccess != nil && !before.At.IsZero() {
			extent.At = before.At
		}
		s.Directory = s.Directory.WithSettings(settings, extent)
	})
}

// hopeless reports whether what failed so will fail again just now: there is no token,
// or the tenant is asked too much.
func hopeless(err error) bool {
	e, ok := errors.AsType[*api.Error](err)
	return ok && (e.Route == api.TokenRoute || e.Kind == api.KindThrottled)
}

// unlessHopeless reads, unless what was read before failed so that this would too.
func unlessHopeless[T any](before error, read func() (T, error)) (T, error) {
	if hopeless(before) {
		var none T
		return none, before
	}
	return read()
}

// joined is errors.Join, with an error that stands for several said once.
func joined(errs ...error) error {
	var distinct []error
	for _, err := range errs {
		if !slices.Contains(distinct, err) {
			distinct = append(distinct, err)
		}
	}
	return errors.Join(distinct...)
}

// renewStatus reads again what follows from the switches: saving them publishes the
// rule and may make a key. What can't be read stays as it was, and the extent says so.
func (l *loader) renewStatus(ctx context.Context, client *api.Client) {
	if _, extent := l.State().Directory.Settings(); extent.At.IsZero() {
		return
	}
	status, err := client.Status(ctx)
	l.alterDirectory(func(d *rbac.Directory) *rbac.Directory {
		settings, extent := d.Settings()
		if err != nil {
			return d.WithSettings(settings, rbac.Extent{At: extent.At, Err: errors.Join(extent.Err, err)})
		}
		return d.WithSettings(withStatus(settings, status), extent)
	})
}

func withStatus(s rbac.Settings, status api.Status) rbac.Settings {
	s.RuleKnown, s.RuleExists, s.RuleEnabled = true, status.Rule.Exists, status.Rule.Enabled
	s.StorageType, s.StorageSize = status.Database.Type, -1
	if status.Database.Size != nil {
		s.StorageSize = *status.Database.Size
	}
	return s
}
