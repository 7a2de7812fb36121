package desk

import (
	"testing"
	"time"
)

// Of a key that is held the hand's rest is known sooner than of one that is pressed, and a
// pause that is no longer than those before is none.
func TestTheHandRestsInItsRhythm(t *testing.T) {
	const ms = time.Millisecond
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var r rhythm
	after := func(gap time.Duration) time.Duration {
		now = now.Add(gap)
		return r.rest(now)
	}
	if got := after(time.Hour); got != restTime {
		t.Errorf("after one key the hand rests after %v", got)
	}
	var got time.Duration
	for range 10 {
		got = after(33 * ms)
	}
	if got != 66*ms {
		t.Errorf("with a key held, 30 times a second, it rests after %v", got)
	}
	for i := range 40 {
		gap := []time.Duration{0, 0, 0, 50 * ms}[i%4] // as a line brings them
		if rest := after(gap); rest <= 33*ms || i > 4 && rest < 50*ms*3/4 {
			t.Errorf("of keys in clusters it rests after %v", rest)
		}
	}
	if got := after(time.Second); got != restTime {
		t.Errorf("after a pause it rests after %v", got)
	}
}
