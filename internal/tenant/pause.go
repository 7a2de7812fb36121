package tenant

import (
	"sync"
	"time"

	"authzx/internal/api"
)

// Pause is a time that a request waits before it is sent again.
type Pause struct {
	Until time.Time
	Why   string // failed, throttled, or who is waited for
}

// Pauses keeps the longest pause of those that requests make just now. It is
// safe for concurrent use.
type Pauses struct {
	now     func() time.Time
	mu      sync.Mutex
	longest Pause
}

// NewPauses keeps pauses by a clock.
func NewPauses(now func() time.Time) *Pauses { return &Pauses{now: now} }

// Add takes one pause, as it begins.
func (p *Pauses) Add(w api.Wait) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := p.now().Add(w.For); until.After(p.longest.Until) {
		p.longest = Pause{until, why(w)}
	}
}

func why(w api.Wait) string {
	switch {
	case w.Process:
		return "waiting for another authzx"
	case w.Reason != nil && w.Reason.Kind == api.KindThrottled:
		return "throttled"
	}
	return "failed"
}

// Now is the pause that lasts longest; false when there is none.
func (p *Pauses) Now() (Pause, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.longest, p.longest.Until.After(p.now())
}

// Pause is for how long the tenant's requests wait before they are sent again;
// false when none does.
func (t *Tenant) Pause() (Pause, bool) {
	if t.pauses == nil {
		return Pause{}, false
	}
	return t.pauses.Now()
}
