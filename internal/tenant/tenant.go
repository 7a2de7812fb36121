package tenant

import (
	"sync"
	"time"

	"authzx/internal/api"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Options are what a Tenant is made of.
type Options struct {
	Identity Identity
	// Client reaches the tenant; its Observe should be the Log's Add.
	Client *api.Client
	Log    *Log
	// Pauses is told of what the Client waits for; may be nil.
	Pauses *Pauses
	Now    func() time.Time
	// State is the folder of what must stay between runs, config.Paths.State:
	// journal, audit trail and staged changes are kept below it, for each tenant
	// and client apart. Empty: nothing can be written to the tenant.
	State string
	// ClientID is the client by which the tenant is reached.
	ClientID text.Text
}

// Tenant is one connected tenant. It is safe for concurrent use.
type Tenant struct {
	identity Identity
	client   *api.Client
	log      *Log
	pauses   *Pauses
	now      func() time.Time
	folder   folder

	reads  chan struct{} // bounds reads of single users
	writes chan struct{} // holds one place: who sends a write holds it
	news   chan struct{}

	staging     sync.Mutex
	stagedKnown []rbac.Change // what is staged as it was read or kept last

	mu    sync.Mutex
	state State
	turn  int // of the refresh that may write the state
	era   int // raised when a graph is read that older readings must not replace
}

// singleReads is how many users are read at the same time.
const singleReads = 4

// New makes a tenant of which nothing is known yet.
func New(o Options) *Tenant {
	t := &Tenant{
		identity: o.Identity, client: o.Client, log: o.Log, pauses: o.Pauses, now: o.Now,
		reads:  make(chan struct{}, singleReads),
		writes: make(chan struct{}, 1),
		news:   make(chan struct{}, 1),
	}
	if t.log == nil {
		t.log = NewLog(logSize)
	}
	if o.Client != nil {
		t.folder = folderOf(o.State, o.Client.BaseURL(), o.ClientID.Raw())
	}
	t.log.tell(t.say)
	return t
}

// Identity says which tenant this is.
func (t *Tenant) Identity() Identity { return t.identity }

// Log is the log of requests.
func (t *Tenant) Log() *Log { return t.log }

// State is what is known now.
func (t *Tenant) State() State {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.state
}

// Changed gives a value after the state has changed or the log has grown;
// several changes may give one. One receiver only.
func (t *Tenant) Changed() <-chan struct{} { return t.news }

// alter changes the state and says so.
func (t *Tenant) alter(change func(*State)) {
	// Said and given back also after a panic: whoever still draws must not wait.
	defer t.say()
	t.mu.Lock()
	defer t.mu.Unlock()
	change(&t.state)
}

// say lets whoever listens know that something is new.
func (t *Tenant) say() {
	select {
	case t.news <- struct{}{}:
	default:
	}
}

// alterDirectory replaces the directory by what change makes of it.
func (t *Tenant) alterDirectory(change func(*rbac.Directory) *rbac.Directory) {
	t.alter(func(s *State) { s.Directory = change(s.Directory) })
}
