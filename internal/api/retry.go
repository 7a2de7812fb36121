package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Retry says how often and how patiently reads are tried again. Writes never are.
type Retry struct {
	Tries int           // requests for one call, the first included; 0 takes 4
	First time.Duration // bound of the first wait; 0 takes 500 ms; it doubles each time
	Most  time.Duration // bound of every wait, the server's wishes included; 0 takes 30 s
}

func (r Retry) orDefault() Retry {
	if r.Tries == 0 {
		r.Tries = 4
	}
	if r.First == 0 {
		r.First = 500 * time.Millisecond
	}
	if r.Most == 0 {
		r.Most = 30 * time.Second
	}
	return r
}

// Wait is a pause before a read is tried again.
type Wait struct {
	Method, Target string
	Cause          string        // what the client was told that the request is for
	For            time.Duration // how long
	Attempt        int           // which attempt failed, from 1
	Tries          int           // how many there may be
	Reason         *Error        // why; nil with Process
	Process        bool          // another process of this user is waited for, For at most
}

// waits gives the pauses of one call.
type waits struct {
	retry Retry
	steps *backoff.ExponentialBackOff
	rand  func() float64
}

func newWaits(r Retry, rand func() float64) *waits {
	steps := backoff.NewExponentialBackOff()
	steps.InitialInterval, steps.MaxInterval, steps.Multiplier = r.First, r.Most, 2
	steps.RandomizationFactor = 0 // full jitter is added below, from the client's own source
	return &waits{retry: r, steps: steps, rand: rand}
}

// next is how long to wait after a failure with which the server asked for
// hint (0: it didn't): the hint up to the bound, else a random part of a bound
// that doubles.
func (w *waits) next(hint time.Duration) time.Duration {
	bound := w.steps.NextBackOff()
	if hint > 0 {
		return min(hint, w.retry.Most)
	}
	return time.Duration(w.rand() * float64(min(bound, w.retry.Most)))
}

// transient reports whether a read that failed so may succeed soon.
func (e *Error) transient() bool {
	switch e.Kind {
	case KindReset, KindThrottled:
		return true
	case KindServer:
		return e.Status >= http.StatusInternalServerError && e.Status != http.StatusNotImplemented && e.Status != http.StatusHTTPVersionNotSupported
	}
	return false
}

// waitAsked is how long the server asks to wait: Retry-After in seconds or as
// a date, else x-ratelimit-reset in seconds since 1970 or from now. Dates are
// taken against the server's own clock where the answer tells it. 0 where
// there is no hint, or none that makes sense.
func waitAsked(h http.Header, now time.Time) time.Duration {
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	if d, ok := retryAfter(h.Get("Retry-After"), now); ok {
		return max(d, 0)
	}
	reset, err := strconv.ParseFloat(strings.TrimSpace(h.Get("X-RateLimit-Reset")), 64)
	// More than a century, NaN included, is no hint.
	if err != nil || !(reset > 0 && reset < 4e9) {
		return 0
	}
	const longestRelative = 1e9 // seconds: anything above is a time of day since 1970
	if reset < longestRelative {
		return time.Duration(min(reset, 1e6) * float64(time.Second))
	}
	return max(time.Unix(int64(reset), 0).Sub(now), 0)
}

func retryAfter(value string, now time.Time) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil && seconds >= 0 {
		return time.Duration(seconds) * time.Second, true
	}
	if date, err := http.ParseTime(value); err == nil {
		return date.Sub(now), true
	}
	return 0, false
}

// sleep waits for d or until ctx ends, whose error it returns then.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
