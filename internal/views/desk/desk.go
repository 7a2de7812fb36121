package desk

import (
	"context"
	"os/exec"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
)

// Options are what a Desk is made of.
type Options struct {
	Source Source
	Theme  *theme.Theme
	Now    func() time.Time
	// Passing says that nothing is kept for another start.
	Passing bool
	// ReadOnly is what forbids writing whatever the profile says: a flag, or a variable of
	// the environment. Empty for nothing.
	ReadOnly string
	// Keeper keeps how lists are arranged; nil keeps it for this run alone.
	Keeper Keeper
	// Every is after how long the tenant is read again by itself; 0 is never.
	Every time.Duration
	// Tick sends a message after a while; nil takes ui.Tick.
	Tick func(time.Duration, tea.Msg) ui.Cmd
	// Editor is the command that opens a file in the person's editor; nil
	// where none is known.
	Editor func(path string) (*exec.Cmd, error)
	// Lend runs what has the terminal for itself; nil just runs it.
	Lend func(run func() error) error
}

// Desk is what all screens stand on: the tenant, its data, and whether it may be
// written.
type Desk struct {
	Options
	Can        Abilities // of the Source
	Actions    Actions
	Owner      any           // who is told, in the frame, what the tenant has new
	Fresh      func() ui.Cmd // is asked for what follows when the data is newer
	Data       *Data
	State      tenant.State
	Refresh    *ui.Loader[struct{}]
	Lint       *ui.Loader[*Diagnosis]
	stale      bool        // the check that runs is of older data
	before     *rbac.Graph // what the present one is compared with; nil where it is the first
	Lock       lock
	Remembered Remembered
	Kept       *Kept
	People     *People  // whom files of tests and rules name
	Made       rbac.Ref // what was made last, until a list has put its cursor there
	Opened     int      // screens so far, the first one included
	growing    bool     // that the log has grown is to be told soon
	done       context.Context
	stop       context.CancelFunc
	first      ui.Cmd // looks over what was known from the start; nil when nothing was
}

// New makes a desk whose news go to owner.
func New(o Options, owner any) *Desk {
	if o.Tick == nil {
		o.Tick = ui.Tick
	}
	d := &Desk{Options: o, Can: abilitiesOf(o.Source), Remembered: newRemembered(), Owner: owner}
	if o.Passing {
		d.Keeper = nil
	}
	d.People = newPeople(d)
	d.Kept = newKept(d.Keeper, o.Source.Identity().Profile)
	d.Fresh = func() ui.Cmd { return nil }
	d.Refresh = ui.NewLoader[struct{}](owner, o.Now)
	d.Lint = ui.NewLoader[*Diagnosis](owner, o.Now)
	d.done, d.stop = context.WithCancel(context.Background())
	d.Lock = NewLock(d)
	d.first = d.Take()
	return d
}

// Load starts the first load and listens to the tenant.
func (d *Desk) Load() ui.Cmd { return ui.Batch(d.first, d.Reload(), d.listen(), d.later()) }

// Leave ends what the desk has running.
func (d *Desk) Leave() {
	d.stop()
	d.Refresh.Cancel()
	d.Lint.Cancel()
}

// Reload reads the tenant again.
func (d *Desk) Reload() ui.Cmd {
	return d.Refresh.Start("loading", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Source.Refresh(ctx)
	})
}

// StateChanged says that the tenant's state has changed.
type StateChanged struct{ Desk *Desk }

// To is who is told of news.
func (c StateChanged) To() any { return c.Desk.Owner }

// grown says that the log of requests is longer.
type grown struct{ desk *Desk }

func (g grown) To() any { return g.desk.Owner }

// logPause is how long a longer log waits to be told: many requests at once are
// told together.
const logPause = 100 * time.Millisecond

func (d *Desk) grow() ui.Cmd {
	if d.growing {
		return nil
	}
	d.growing = true
	return d.Tick(logPause, grown{d})
}

func (d *Desk) listen() ui.Cmd {
	return ui.Run(func() tea.Msg {
		select {
		case <-d.Source.Changed():
			return StateChanged{d}
		case <-d.done.Done():
			return nil
		}
	})
}

// News takes what the tenant has new. Changed says that screens have to look
// again; ok is false for any other message.
func (d *Desk) News(msg tea.Msg) (cmd ui.Cmd, changed, ok bool) {
	switch msg.(type) {
	case StateChanged:
		before := d.Data
		cmd := ui.Batch(d.listen(), d.Take())
		if d.Data == before {
			return ui.Batch(cmd, d.grow()), false, true
		}
		return cmd, true, true
	case due:
		return d.again(), false, true
	case grown:
		d.growing = false
		return ui.Tell(ui.LogGrown{}), false, true
	}
	if _, err, mine := d.Refresh.Take(msg); mine {
		cmd := d.Take()
		if d.People.Coming() {
			d.People.loaded = true
			cmd = ui.Batch(cmd, d.relint())
		}
		if err != nil && d.State.Graph != nil {
			cmd = ui.Batch(cmd, ComplainWhile(d.Theme.Words("not refreshed, {refresh} tries again: ")+SafeError(err)+d.scopesWanted(), func() bool { return d.State.Err != nil }))
		} else if words := d.namesUnread(); words != "" {
			cmd = ui.Batch(cmd, ComplainWhile(words, func() bool { return d.namesUnread() != "" }))
		}
		return cmd, true, true
	}
	if found, _, mine := d.Lint.Take(msg); mine {
		next := *d.Data
		next.Diagnosis, next.Badges, next.Altered, next.Changed = found, found.Badges, found.altered, found.changed
		d.Data = &next
		if d.stale {
			return d.relint(), true, true
		}
		return nil, true, true
	}
	return nil, false, false
}

// Take makes the tenant's state the data that screens show.
func (d *Desk) Take() ui.Cmd {
	before := d.State
	d.State = d.Source.State()
	if d.Data != nil && Unchanged(before, d.State) {
		return nil // the log has grown, no more
	}
	data := &Data{Data: catalog.Data{Graph: d.State.Graph, Directory: d.State.Directory}}
	if data.Graph == nil {
		data.Graph = rbac.Index(rbac.Document{})
	}
	if d.Data != nil {
		data.Diagnosis, data.Badges, data.Altered, data.Changed = d.Data.Diagnosis, d.Data.Badges, d.Data.Altered, d.Data.Changed
	}
	d.Data = data
	if d.State.Graph == nil || before.Graph == d.State.Graph && before.Directory == d.State.Directory {
		return nil
	}
	if before.Graph != d.State.Graph {
		d.before = before.Graph
	}
	return ui.Batch(d.relint(), d.Fresh())
}

// relint checks the present data for what deserves a look; one check at a
// time, since a large tenant's takes a while.
func (d *Desk) relint() ui.Cmd {
	if since, _ := d.Lint.Busy(); !since.IsZero() {
		d.stale = true
		return nil
	}
	d.stale = false
	data, before, rules, now := d.Data, d.before, d.Source.Identity().Rules, d.Now()
	if d.People.Coming() {
		rules = ""
	}
	return d.Lint.Start("checking", func(ctx context.Context) (*Diagnosis, error) {
		found := Diagnose(ctx, data, d.People, rules, now)
		if before != nil {
			found.compare(before)
		}
		return found, nil
	})
}

// LookOver checks the present data again: the file of rules has changed.
func (d *Desk) LookOver() ui.Cmd { return d.relint() }

// Unchanged reports whether two states show the same.
func Unchanged(a, b tenant.State) bool {
	return a.Graph == b.Graph && a.Directory == b.Directory && a.Loading == b.Loading && (a.Err == nil) == (b.Err == nil)
}

// Status is what the frame says of the tenant.
func (d *Desk) Status() ui.Status {
	id := d.Source.Identity()
	s := ui.Status{
		Profile: id.Profile, Region: id.Region, Production: id.Production, Offline: id.Offline,
		ReadOnly: !d.Lock.open, Passing: d.Passing,
		Stale: d.State.Graph != nil && d.State.Err != nil,
	}
	if !id.AsOf.IsZero() {
		s.AsOf = d.Clock(id.AsOf)
	}
	if p := d.Can.Pause; p != nil {
		if pause, on := p.Pause(); on {
			s.Again, s.Why = pause.Until, pause.Why
		}
	}
	if d.State.Graph != nil {
		s.At = d.State.Graph.At()
		s.Missing = rbac.Unread(append(d.State.Graph.Missing().Lacks(), d.State.Directory.Lacks()...))
	}
	return s
}

// Open goes to the screen of a thing; a mapping leads to its group.
func (d *Desk) Open(ref rbac.Ref) ui.Cmd {
	ref = d.Data.Shown(ref)
	if !hasScreen(ref.Kind) || ref.ID.IsZero() {
		return nil
	}
	return ui.Tell(OpenScreen(string(ref.Kind), ref.ID))
}

// SafeError is an error's text as it may be drawn.
func SafeError(err error) string {
	// Errors that were joined stand on lines of their own.
	return text.Escape(strings.ReplaceAll(err.Error(), "\n", "; "))
}

// Loading reports whether nothing has arrived yet, and why not.
func (d *Desk) Loading() (waiting bool, err error) {
	return d.State.Graph == nil, d.State.Err
}

// Clock is a moment by the clock of who looks, to the minute.
func (d *Desk) Clock(at time.Time) string {
	return at.In(d.Now().Location()).Format("2006-01-02 15:04")
}

// TenantName is what is typed to confirm what is destructive.
func (d *Desk) TenantName() text.Text {
	id := d.Source.Identity()
	return catalog.FirstOf(id.Tenant, id.Profile)
}

// BaseURL is the address that snippets name; empty for a snapshot.
func (d *Desk) BaseURL() string {
	if a := d.Can.Address; a != nil {
		return a.BaseURL()
	}
	return ""
}
