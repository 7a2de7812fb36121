package api

import (
	"context"
	"sync"
	"time"
)

// gate is what all requests to one tenant share. Once the tenant has said that it is
// asked too much, nobody asks until the pause is over, and then one request at a time
// until one is answered. How often that is tried, and how often reads are sent again
// after other failures, is a budget of the tenant and not of each request.
type gate struct {
	retry Retry
	now   func() time.Time
	rand  func() float64

	mu      sync.Mutex
	shut    bool // the tenant's last word was that it is asked too much
	until   time.Time
	probing bool          // somebody asks while the gate is shut
	moved   chan struct{} // closed when any of this changes
	round   int           // requests that began in one round are refused together
	refused int           // rounds in a row that were
	waits   *waits
	last    *Error // the last refusal
	spent   int    // budgets that were used up

	repeats  int // reads sent again since the last success
	repeated time.Time
}

func newGate(r Retry, now func() time.Time, rand func() float64) *gate {
	return &gate{retry: r, now: now, rand: rand, moved: make(chan struct{}), waits: newWaits(r, rand)}
}

// pass is the leave to send one request.
type pass struct {
	round int
	probe bool // the one that asks while the gate is shut
}

// budget is which of the tenant's budgets a call that begins now lives on.
func (g *gate) budget() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.spent
}

// enter waits until a request may be sent; pause waits for a time. The error is that
// of pause or ctx, or the tenant's last refusal once the budget is used up.
func (g *gate) enter(ctx context.Context, budget int, pause func(time.Duration, *Error) error) (pass, error) {
	var waited time.Time // until then nothing more is waited for, whatever the clock says
	for {
		g.mu.Lock()
		if g.spent != budget && g.last != nil {
			defer g.mu.Unlock()
			return pass{}, g.last
		}
		if !g.shut {
			defer g.mu.Unlock()
			return pass{round: g.round}, nil
		}
		until, last, moved := g.until, g.last, g.moved
		rest := until.Sub(g.now())
		if rest <= 0 || waited.Equal(until) {
			if !g.probing {
				g.probing = true
				defer g.mu.Unlock()
				return pass{g.round, true}, nil
			}
			g.mu.Unlock()
			select {
			case <-moved:
			case <-ctx.Done():
				return pass{}, ctx.Err()
			}
			continue
		}
		g.mu.Unlock()
		if err := pause(rest, last); err != nil {
			return pass{}, err
		}
		waited = until
	}
}

// leave takes what came of a request that was let through: nil for an answer.
func (g *gate) leave(p pass, failure *Error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p.probe {
		g.probing = false
	}
	switch {
	case failure != nil && failure.Kind == KindThrottled:
		g.refuse(p, failure)
	case failure == nil || failure.Status != 0: // answered
		if p.probe || p.round == g.round {
			g.shut, g.refused, g.waits = false, 0, newWaits(g.retry, g.rand)
		}
		if failure == nil {
			g.repeats = 0
		}
	}
	close(g.moved)
	g.moved = make(chan struct{})
}

func (g *gate) refuse(p pass, failure *Error) {
	own := *failure // others may alter theirs
	g.last = &own
	hinted := g.now().Add(min(failure.RetryAfter, g.retry.Most))
	if p.round != g.round { // that this round was refused is known
		if failure.RetryAfter > 0 && hinted.After(g.until) {
			g.until = hinted
		}
		return
	}
	g.shut = true
	g.round++
	g.refused++
	if g.refused < g.retry.Tries {
		g.until = g.now().Add(g.waits.next(failure.RetryAfter))
		return
	}
	// Who waits is refused; who comes later has a budget of its own.
	g.spent++
	g.refused, g.waits, g.until = 0, newWaits(g.retry, g.rand), hinted
}

// quiet is how long after the last failure a tenant's budget is whole again.
const quiet = 10 * time.Second

// repeat takes one more try of a read from the tenant's budget; false when it is
// used up.
func (g *gate) repeat() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.now().Sub(g.repeated) > quiet {
		g.repeats = 0
	}
	// Three lists at once may each fail twice.
	if g.repeats >= 2*(g.retry.Tries-1) {
		return false
	}
	g.repeats, g.repeated = g.repeats+1, g.now()
	return true
}
