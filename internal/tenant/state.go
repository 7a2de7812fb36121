// Package tenant is one connected tenant: it loads and refreshes the graph and
// the directory, keeps the log of requests, and is the one place from which a
// tenant is altered.
package tenant

import (
	"sync"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// State is what is known of a tenant at one moment. It never changes.
type State struct {
	// Graph is the access graph; nil before the first answer.
	Graph *rbac.Graph
	// Directory is what names people, applications and connections; nil is
	// one that knows nothing.
	Directory *rbac.Directory
	// BaseURL is the API's address; empty for a document that does not say it.
	BaseURL string
	// Loading says that a refresh is under way.
	Loading bool
	// Err is why the last refresh brought no graph; nil when it did.
	Err error
}

// Identity says which tenant this is.
type Identity struct {
	Profile    text.Text // the profile's name
	Tenant     text.Text // the tenant's own name, which confirmations ask for
	Region     text.Text
	Production bool
	// ReadOnly says that writing can't be unlocked at all.
	ReadOnly bool
	// Offline says that this is a snapshot.
	Offline bool
	// Rules is the path of the file of tests, rules and accepted findings that belongs to
	// it; empty where there is none.
	Rules string
	// AsOf is when this was the state of the tenant, where it is one of its saved
	// states; else zero.
	AsOf time.Time
	// TokenURL, ClientID and Audience say how a token is asked for: what a
	// request for one shows. Empty where the token was given by hand.
	TokenURL, ClientID, Audience text.Text
	// Credentials say in words where the client secret comes from, or the token.
	Credentials string
}

// known is what is known of a tenant: several may alter it, and one is told.
type known struct {
	now  func() time.Time
	keep func(State)
	news chan struct{}

	mu    sync.Mutex
	state State
	turn  int // of the refresh that may write the state
	era   int // raised when a graph is read that older readings must not replace
}

// State is what is known now.
func (k *known) State() State {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.state
}

// Changed gives a value after the state has changed or the log has grown;
// several changes may give one. One receiver only.
func (k *known) Changed() <-chan struct{} { return k.news }

// alter changes the state and says so.
func (k *known) alter(change func(*State)) {
	// Said and given back also after a panic: whoever still draws must not wait.
	defer k.say()
	k.mu.Lock()
	defer k.mu.Unlock()
	change(&k.state)
}

// say lets whoever listens know that something is new.
func (k *known) say() {
	select {
	case k.news <- struct{}{}:
	default:
	}
}

// alterDirectory replaces the directory by what change makes of it.
func (k *known) alterDirectory(change func(*rbac.Directory) *rbac.Directory) {
	k.alter(func(s *State) { s.Directory = change(s.Directory) })
}

func (k *known) begin() int {
	var turn int
	k.alter(func(s *State) {
		k.turn++
		turn = k.turn
		s.Loading = true
	})
	return turn
}

// current alters the state unless a later refresh has begun.
func (k *known) current(turn int, change func(*State)) {
	k.alter(func(s *State) {
		if k.turn == turn {
			change(s)
		}
	})
}

// kept tells of a state that was read.
func (k *known) kept() {
	if s := k.State(); k.keep != nil && s.Graph != nil && !s.Graph.Missing().Any() {
		k.keep(s)
	}
}

// showLists makes lists that were just read the tenant's state. A refresh that
// began earlier does not replace them.
func (k *known) showLists(l *lists) {
	doc := l.doc
	doc.At = k.now()
	graph := rbac.Index(doc)
	k.alter(func(s *State) {
		k.era++
		s.Graph, s.Err = graph, nil
		if settings, extent := s.Directory.Settings(); l.switches != nil && !extent.At.IsZero() {
			settings.Switches = l.switches
			s.Directory = s.Directory.WithSettings(settings, extent)
		}
	})
	k.kept()
}

// currentEra is the number of the last reading that older ones must not replace.
func (k *known) currentEra() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.era
}
