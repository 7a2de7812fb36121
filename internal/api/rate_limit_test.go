package api_test

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
)

// crowd counts how many requests are with the server at once.
type crowd struct {
	now, most atomic.Int32
}

func (c *crowd) fault(fault faulty.Fault) faulty.Fault {
	return func(s *faulty.Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		n := c.now.Add(1)
		defer c.now.Add(-1)
		for most := c.most.Load(); n > most && !c.most.CompareAndSwap(most, n); most = c.most.Load() {
		}
		fault(s, w, r, next)
	}
}

// together sends n reads at once and gives their errors.
func (b *bench) together(ctx context.Context, n int) []error {
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { _, errs[i] = b.Do(ctx, read()) })
	}
	all.Wait()
	return errs
}

func TestATenantThatIsAskedTooMuchIsAskedOneAtATime(t *testing.T) {
	const reads = 6
	var here sync.WaitGroup // all of them live on one budget, as none goes on before all have come
	var waiting atomic.Int32
	now := time.Now()
	b := newBench(t, examples(), func(o *api.Options) {
		o.Now = func() time.Time { return now }
		o.Sleep = func(ctx context.Context, _ time.Duration) error {
			if n := waiting.Add(1); n > 0 && n <= reads {
				here.Done()
				here.Wait()
			}
			return ctx.Err()
		}
	})
	waiting.Store(-3) // the pauses of the read that comes first
	here.Add(reads)
	b.server.Add(faulty.Rule{Times: 1, Fault: faulty.Throttled()})
	var after crowd
	b.server.Add(faulty.Rule{Fault: after.fault(faulty.Throttled("Retry-After", "1"))})
	if _, err := b.Do(t.Context(), read()); api.KindOf(err) != api.KindThrottled {
		t.Fatal(err)
	}
	before := len(b.server.Seen())
	if before != 4 {
		t.Errorf("%d requests for one read", before)
	}
	for i, err := range b.together(t.Context(), reads) {
		if api.KindOf(err) != api.KindThrottled {
			t.Errorf("read %d: %v", i, err)
		}
	}
	if most := after.most.Load(); most != 1 {
		t.Errorf("%d at once", most)
	}
	if got := len(b.server.Seen()) - before; got != 4 {
		t.Errorf("%d requests for six reads of a tenant that refuses, want 4", got)
	}
}

func TestOneAnswerOpensTheTenantAgain(t *testing.T) {
	b := newBench(t, examples(), nil)
	b.server.Add(faulty.Rule{Times: 3, Fault: faulty.Throttled()})
	for i, err := range b.together(t.Context(), 6) {
		if err != nil {
			t.Errorf("read %d: %v", i, err)
		}
	}
}

func TestAWriteWaitsForAPauseToo(t *testing.T) {
	now := time.Now()
	b := newBench(t, examples(), func(o *api.Options) { o.Now = func() time.Time { return now } })
	b.server.Add(faulty.Rule{Times: 1, Fault: faulty.Throttled("Retry-After", "7")})
	if _, err := b.Do(t.Context(), write()); api.KindOf(err) != api.KindThrottled || len(b.waits) != 0 {
		t.Fatal(err)
	}
	if _, err := b.Do(t.Context(), write()); err != nil || len(b.waits) != 1 || b.waits[0].For != 7*time.Second {
		t.Errorf("%v after %+v", err, b.waits)
	}
}

func TestRetriesAreABudgetOfTheTenant(t *testing.T) {
	for name, fault := range map[string]faulty.Fault{"failures": faulty.InternalError(), "resets": faulty.Reset(false)} {
		t.Run(name, func(t *testing.T) {
			now := time.Now()
			b := newBench(t, examples(), func(o *api.Options) { o.Now = func() time.Time { return now } })
			b.server.Add(faulty.Rule{Fault: fault})
			b.together(t.Context(), 12)
			if got := len(b.server.Seen()); got > 12+6 {
				t.Errorf("%d requests for twelve reads", got)
			}
			now = now.Add(time.Minute)
			before := len(b.server.Seen())
			b.together(t.Context(), 1)
			if got := len(b.server.Seen()) - before; got != 4 {
				t.Errorf("%d requests after a quiet minute", got)
			}
		})
	}
}

func TestAReadOnAConnectionThatDiedIsSentFourTimesInAll(t *testing.T) {
	b := newBench(t, examples(), nil)
	for range 5 { // several connections that are kept
		b.together(t.Context(), 4)
	}
	before := len(b.server.Seen())
	b.server.Add(faulty.Rule{Fault: faulty.Reset(false)})
	_, err := b.Do(t.Context(), read())
	if e := failure(t, err); e.Kind != api.KindReset || e.Attempts != 4 {
		t.Errorf("%d attempts, %v", e.Attempts, e)
	}
	if got := len(b.server.Seen()) - before; got != 4 {
		t.Errorf("%d requests", got)
	}
}

func TestAThrottledCallThatWasNeverSentSaysWhy(t *testing.T) {
	b := newBench(t, examples(), nil)
	b.server.Add(faulty.Rule{Fault: faulty.Throttled()})
	errs := b.together(t.Context(), 8)
	for _, err := range errs {
		if e := failure(t, err); e.Kind != api.KindThrottled || e.Target != "/connections" || e.Route != endpoint.ConnectionsList || e.Hint() == "" {
			t.Errorf("%+v", e)
		}
	}
}
