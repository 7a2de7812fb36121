// Package views holds the screens and the descriptions of the resources. Each
// screen reads one immutable Data, and asks the tenant behind the Desk for what
// is not in it.
package views

import (
	"context"
	"os/exec"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
)

// Source is the tenant behind a desk.
type Source interface {
	Identity() tenant.Identity
	// State is what is known now.
	State() tenant.State
	// Changed gives a value after the state has changed; several changes may
	// give one.
	Changed() <-chan struct{}
	// Refresh reads everything again; what arrives shows in State at once.
	Refresh(ctx context.Context) error
}

// pausing is a source whose requests wait before they are sent again.
type pausing interface{ Pause() (tenant.Pause, bool) }

// Options are what a Desk is made of.
type Options struct {
	Source Source
	Theme  *theme.Theme
	Now    func() time.Time
	// Passing says that nothing is kept for another start.
	Passing bool
	// ReadOnly begins without writing, on a tenant that could be written too.
	ReadOnly bool
	// Tick sends a message after a while; nil takes ui.Tick.
	Tick func(time.Duration, tea.Msg) tea.Cmd
	// Editor is the command that opens a file in the person's editor; nil
	// where none is known.
	Editor func(path string) (*exec.Cmd, error)
	// Profiles are the tenants to switch between; nil where there are none.
	Profiles Profiles
}

// Desk is what all screens share: the tenant, its data and what is staged. It
// makes the screens, and answers the keys that mean the same everywhere.
type Desk struct {
	Options
	data    *Data
	state   tenant.State
	kinds   []*kind
	refresh *ui.Loader[struct{}]
	lint    *ui.Loader[*diagnosis]
	stale   bool // the check that runs is of older data
	lock    lock
	staged  *stagedChanges
	recall  recall
	undoing *ui.Loader[*tenant.Undo]
	pending *ui.Loader[[]tenant.Run]
	// journaled counts what was done about runs: the journal has changed with it.
	journaled int
	hidden    string // why some runs can't be told of; empty where all can
	growing   bool   // that the log has grown is to be told soon
	done      context.Context
	stop      context.CancelFunc
	first     tea.Cmd // looks over what was known from the start; nil when nothing was
}

// New makes a Desk.
func New(o Options) *Desk {
	if o.Tick == nil {
		o.Tick = ui.Tick
	}
	d := &Desk{Options: o, kinds: kinds(), recall: newRecall()}
	d.refresh = ui.NewLoader[struct{}](d, o.Now)
	d.lint = ui.NewLoader[*diagnosis](d, o.Now)
	d.done, d.stop = context.WithCancel(context.Background())
	d.lock = newLock(d)
	d.staged = newStaged(d)
	d.undoing = ui.NewLoader[*tenant.Undo](d, o.Now)
	d.pending = ui.NewLoader[[]tenant.Run](d, o.Now)
	d.first = d.take()
	return d
}

// Init starts the first load and listens to the tenant.
func (d *Desk) Init() tea.Cmd {
	return ui.Batch(d.first, d.reload(), d.listen(), d.staged.init(), d.unfinished())
}

// Close ends what the desk has running.
func (d *Desk) Close() {
	d.stop()
	d.refresh.Cancel()
	d.lint.Cancel()
	d.undoing.Cancel()
	d.pending.Cancel()
	d.staged.close()
}

// Start is the list of users.
func (d *Desk) Start() ui.Route { return ui.Route{Kind: "users"} }

func (d *Desk) reload() tea.Cmd {
	return d.refresh.Start("loading", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Source.Refresh(ctx)
	})
}

// changed says that the tenant's state has changed.
type changed struct{ desk *Desk }

func (c changed) To() any { return c.desk }

// grown says that the log of requests is longer.
type grown struct{ desk *Desk }

func (g grown) To() any { return g.desk }

// logPause is how long a longer log waits to be told: many requests at once are
// told together.
const logPause = 100 * time.Millisecond

func (d *Desk) grow() tea.Cmd {
	if d.growing {
		return nil
	}
	d.growing = true
	return d.Tick(logPause, grown{d})
}

func (d *Desk) listen() tea.Cmd {
	return func() tea.Msg {
		select {
		case <-d.Source.Changed():
			return changed{d}
		case <-d.done.Done():
			return nil
		}
	}
}

// Update takes news of the tenant.
func (d *Desk) Update(msg tea.Msg) (tea.Cmd, bool) {
	if m, ok := msg.(unlocked); ok {
		if m.then == nil {
			return d.lock.unlock(), false
		}
		return ui.Batch(d.lock.unlock(), ui.Tell(m.then)), false
	}
	if _, ok := msg.(changed); ok {
		before := d.data
		cmd := ui.Batch(d.listen(), d.take())
		if d.data == before {
			return ui.Batch(cmd, d.grow()), false
		}
		return cmd, true
	}
	if _, ok := msg.(grown); ok {
		d.growing = false
		return ui.Tell(ui.LogGrown{}), false
	}
	if cmd, changed, ok := d.worked(msg); ok {
		return cmd, changed
	}
	if m, ok := msg.(exporting); ok {
		return m.cmd, false
	}
	if _, err, ok := d.refresh.Take(msg); ok {
		cmd := d.take()
		if err != nil && d.state.Graph != nil {
			cmd = ui.Batch(cmd, complainWhile("not refreshed, r tries again: "+safe(err), func() bool { return d.state.Err != nil }))
		}
		return cmd, true
	}
	if found, _, ok := d.lint.Take(msg); ok {
		next := *d.data
		next.diagnosis, next.notes = found, found.notes
		d.data = &next
		if d.stale {
			return d.relint(), true
		}
		return nil, true
	}
	return nil, false
}

// take makes the tenant's state the data that screens show.
func (d *Desk) take() tea.Cmd {
	before := d.state
	d.state = d.Source.State()
	if d.data != nil && unchanged(before, d.state) {
		return nil // the log has grown, no more
	}
	data := &Data{Graph: d.state.Graph, Directory: d.state.Directory}
	if data.Graph == nil {
		data.Graph = rbac.Index(rbac.Document{})
	}
	if d.data != nil {
		data.diagnosis, data.notes = d.data.diagnosis, d.data.notes
	}
	d.data = data
	if d.state.Graph == nil || before.Graph == d.state.Graph && before.Directory == d.state.Directory {
		return nil
	}
	return ui.Batch(d.relint(), d.staged.renew())
}

// relint checks the present data for what deserves a look; one check at a
// time, since a large tenant's takes a while.
func (d *Desk) relint() tea.Cmd {
	if since, _ := d.lint.Busy(); !since.IsZero() {
		d.stale = true
		return nil
	}
	d.stale = false
	data := d.data
	return d.lint.Start("checking", func(context.Context) (*diagnosis, error) {
		return diagnose(data), nil
	})
}

// unchanged reports whether two states show the same.
func unchanged(a, b tenant.State) bool {
	return a.Graph == b.Graph && a.Directory == b.Directory && a.Loading == b.Loading && (a.Err == nil) == (b.Err == nil)
}

// Status is what the frame says of the tenant.
func (d *Desk) Status() ui.Status {
	id := d.Source.Identity()
	s := ui.Status{
		Profile: id.Profile, Region: id.Region, Production: id.Production, Offline: id.Offline,
		ReadOnly: !d.lock.open, Passing: d.Passing,
		Staged: len(d.staged.changes),
		Stale:  d.state.Graph != nil && d.state.Err != nil,
	}
	if p, ok := d.Source.(pausing); ok {
		if pause, on := p.Pause(); on {
			s.Again, s.Throttled = pause.Until, pause.Throttled
		}
	}
	if d.state.Graph != nil {
		s.At = d.state.Graph.At()
		if d.state.Graph.Missing().Any() {
			s.Missing = "lists"
		}
	}
	return s
}

// Busy is since when it is looked what an undo would do, or the tenant is being
// loaded.
func (d *Desk) Busy() (time.Time, string) {
	if since, what := d.undoing.Busy(); !since.IsZero() {
		return since, what
	}
	return d.refresh.Busy()
}

// Cancel ends what Busy tells.
func (d *Desk) Cancel() {
	if since, _ := d.undoing.Busy(); !since.IsZero() {
		d.undoing.Cancel()
		return
	}
	d.refresh.Cancel()
}

// Act does what a key means on every screen.
func (d *Desk) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.GoUsers, ui.GoGroups, ui.GoRoles, ui.GoPermissions, ui.GoApps, ui.GoConnections,
		ui.GoChanges, ui.GoExplorer, ui.GoActivity, ui.GoDoctor, ui.GoMatrix, ui.GoConfig, ui.GoProfiles:
		return ui.Tell(ui.Jump{Route: ui.Route{Kind: string(a)}}), true
	case ui.Unlock:
		return d.lock.turn(), true
	case ui.Undo:
		return d.undo(), true
	case ui.Refresh:
		return d.reload(), true
	case ui.Escape:
		if since, what := d.undoing.Busy(); !since.IsZero() {
			d.undoing.Cancel()
			return say("cancelled: " + what), true
		}
	}
	return nil, false
}

// kindOf is the description of a kind; nil for one that has no screens.
func (d *Desk) kindOf(k rbac.Kind) *kind {
	for _, have := range d.kinds {
		if have.kind == k {
			return have
		}
	}
	return nil
}

// open goes to the screen of a thing; a mapping leads to its group.
func (d *Desk) open(ref rbac.Ref) tea.Cmd {
	ref = d.data.shown(ref)
	k := d.kindOf(ref.Kind)
	if k == nil || ref.ID.IsZero() {
		return nil
	}
	return ui.Tell(to(k.detail, ref.ID))
}

// safe is an error's text as it may be drawn.
func safe(err error) string {
	// Errors that were joined stand on lines of their own.
	return text.Escape(strings.ReplaceAll(err.Error(), "\n", "; "))
}

// loading reports whether nothing has arrived yet, and why not.
func (d *Desk) loading() (waiting bool, err error) {
	return d.state.Graph == nil, d.state.Err
}
