package tenant

import (
	"time"

	"authzx/internal/api"
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
	// Keep is told of each state whose graph was read whole; may be nil. It must not
	// take long.
	Keep func(State)
	// User and Host are who runs the program, and where: for the audit trail.
	User, Host text.Text
}

// Tenant is one connected tenant. It is safe for concurrent use.
type Tenant struct {
	loader
	records
	identity Identity
	log      *Log
	pauses   *Pauses
	now      func() time.Time
	who      Who
	writes   chan struct{} // holds one place: who sends a write holds it
}

// singleReads is how many users are read at the same time.
const singleReads = 4

// New makes a tenant of which nothing is known yet.
func New(o Options) *Tenant {
	t := &Tenant{
		loader: loader{
			known:  known{now: o.Now, keep: o.Keep, news: make(chan struct{}, 1)},
			client: o.Client, reads: make(chan struct{}, singleReads),
		},
		records:  records{now: o.Now},
		identity: o.Identity, log: o.Log, pauses: o.Pauses, now: o.Now,
		who:    Who{o.User, o.Host, o.ClientID},
		writes: make(chan struct{}, 1),
	}
	if t.log == nil {
		t.log = NewLog(logSize)
	}
	if o.Client != nil {
		t.state.BaseURL = o.Client.BaseURL()
		t.folder = folderOf(o.State, o.Client.BaseURL(), o.ClientID.Raw())
	}
	t.log.tell(t.say)
	return t
}

// Identity says which tenant this is.
func (t *Tenant) Identity() Identity { return t.identity }

// Log is the log of requests.
func (t *Tenant) Log() *Log { return t.log }
