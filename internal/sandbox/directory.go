package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// directory is what the tenant itself keeps: its users, applications and
// connections. It is read once and never changes.
type directory struct {
	users       []*object       // newest login first, those who never logged in last
	texts       func() []string // of each user, what is looked through for text
	byID        map[string]*object
	clients     []*object
	connections []*object
}

var errDirectory = errors.New(`a tenant is a JSON object with the arrays "users", "clients" and "connections"`)

func newDirectory(raw []byte) (*directory, error) {
	if len(raw) == 0 {
		return &directory{texts: func() []string { return nil }}, nil
	}
	v, err := parseJSON(string(raw))
	if err != nil {
		return nil, fmt.Errorf("reading the tenant: %w", err)
	}
	root, ok := v.(*object)
	if !ok {
		return nil, errDirectory
	}
	d := &directory{}
	for name, into := range map[string]*[]*object{"users": &d.users, "clients": &d.clients, "connections": &d.connections} {
		list := root.get(name)
		if list == (undefined{}) {
			continue
		}
		if *into, ok = objects(list); !ok {
			return nil, errDirectory
		}
	}
	d.byID = make(map[string]*object, len(d.users))
	for _, u := range d.users {
		if id, ok := u.text("user_id"); ok {
			d.byID[id] = u
		}
	}
	d.users = byLastLogin(d.users)
	d.texts = sync.OnceValue(func() []string { return usualTexts(d.users) })
	return d, nil
}

// byLastLogin sorts the newest login first, equals in the order in which they were.
func byLastLogin(users []*object) []*object {
	type entry struct {
		login string // an RFC 3339 time in UTC, so that text order is time order
		place int
	}
	entries := make([]entry, len(users))
	for i, u := range users {
		entries[i].place = i
		entries[i].login, _ = u.text("last_login")
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(strings.Compare(b.login, a.login), a.place-b.place)
	})
	out := make([]*object, len(users))
	for i, e := range entries {
		out[i] = users[e.place]
	}
	return out
}

// tenant is the directory behind the limit on requests that a tenant puts on
// its API: when it refuses, the extension tries again a few times.
type tenant struct {
	directory func() (*directory, error)
	mu        sync.Mutex
	refusals  int // how many of the next requests are refused
}

// attempts is how often the extension asks before it passes a refusal on.
const attempts = 4

// ask gives the directory to who asks the tenant something, or a 429.
func (t *tenant) ask() (*directory, error) {
	if err := t.request(attempts); err != nil {
		return nil, err
	}
	return t.directory()
}

// request is one request to the tenant, made up to that many times.
func (t *tenant) request(times int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.refusals >= times {
		t.refusals -= times
		return plainFault(http.StatusTooManyRequests, "Global limit has been reached")
	}
	t.refusals = 0
	return nil
}

func (t *tenant) throttle(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refusals = n
}

var userPattern = regexp.MustCompile(`^.+\|.+$`)

// user is the whole profile of one user. The faults are the tenant's.
func (t *tenant) user(id string) (*object, error) {
	d, err := t.ask()
	if err != nil {
		return nil, err
	}
	if !userPattern.MatchString(id) {
		return nil, plainFault(http.StatusBadRequest, "Path validation error: 'String does not match pattern "+
			userPattern.String()+": "+id+"' on property id (The user_id of the user to retrieve).")
	}
	if u := d.byID[id]; u != nil {
		return u, nil
	}
	return nil, plainFault(http.StatusNotFound, "The user does not exist.")
}

// strategies are the connections by name, each with its strategy.
func (d *directory) strategies() map[value]value {
	out := make(map[value]value, len(d.connections))
	for _, c := range d.connections {
		if _, ok := out[c.get("name")]; !ok {
			out[c.get("name")] = c.get("strategy")
		}
	}
	return out
}

// byName sorts by name without regard to case.
func byName(objects []*object) []*object {
	return sortedBy(objects, func(o *object) value {
		name, _ := o.text("name")
		return lower(name)
	})
}
