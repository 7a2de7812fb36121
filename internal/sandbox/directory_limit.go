package sandbox

import (
	"net/http"
	"sync"

	"authzx/internal/text"
)

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

var userPattern = text.Pattern(`^.+\|.+$`)

// user is the whole profile of one user. The faults are the tenant's.
func (t *tenant) user(id string) (*object, error) {
	d, err := t.ask()
	if err != nil {
		return nil, err
	}
	if !userPattern().MatchString(id) {
		return nil, plainFault(http.StatusBadRequest, "Path validation error: 'String does not match pattern "+
			userPattern().String()+": "+id+"' on property id (The user_id of the user to retrieve).")
	}
	if at, ok := d.byID[id]; ok {
		return d.users[at].object(), nil
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
