package api_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/faulty"
)

func TestAThrottledReadWaitsAsTheServerAsks(t *testing.T) {
	// The server's clock is an hour ahead: only differences may count.
	server := time.Now().Add(time.Hour).UTC().Truncate(time.Second)
	date := server.Format("Mon, 02 Jan 2006 15:04:05 GMT")
	in := func(d time.Duration) time.Time { return server.Add(d) }
	const backoff = 250 * time.Millisecond // half of the first bound: chance gives 0.5
	tests := []struct {
		name   string
		header []string
		want   time.Duration
	}{
		{"no hint", nil, backoff},
		{"seconds", []string{"Retry-After", "7"}, 7 * time.Second},
		{"no seconds", []string{"Retry-After", "0"}, backoff},
		{"a date", []string{"Retry-After", in(9 * time.Second).Format("Mon, 02 Jan 2006 15:04:05 GMT")}, 9 * time.Second},
		{"a date gone by", []string{"Retry-After", in(-time.Hour).Format("Mon, 02 Jan 2006 15:04:05 GMT")}, backoff},
		{"seconds beyond the cap", []string{"Retry-After", "3600"}, 30 * time.Second},
		{"seconds beyond all numbers", []string{"Retry-After", "99999999999999999999"}, backoff},
		{"nonsense", []string{"Retry-After", "soon"}, backoff},
		{"less than nothing", []string{"Retry-After", "-5"}, backoff},
		{"a reset since 1970", []string{"X-RateLimit-Reset", fmt.Sprint(in(4 * time.Second).Unix())}, 4 * time.Second},
		{"a reset gone by", []string{"X-RateLimit-Reset", fmt.Sprint(in(-4 * time.Second).Unix())}, backoff},
		{"a reset from now", []string{"X-RateLimit-Reset", "3"}, 3 * time.Second},
		{"a reset that is no number", []string{"X-RateLimit-Reset", "NaN"}, backoff},
		{"a reset in milliseconds", []string{"X-RateLimit-Reset", fmt.Sprint(server.UnixMilli())}, backoff},
		{"both: the plainer one", []string{"Retry-After", "2", "X-RateLimit-Reset", "20"}, 2 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			now := time.Now()
			b := newBench(t, examples(), func(o *api.Options) { o.Now = func() time.Time { return now } })
			b.server.Add(faulty.Rule{Times: 1, Fault: faulty.Throttled(append(tt.header, "Date", date)...)})
			if _, err := b.For("test").Do(t.Context(), read()); err != nil {
				t.Fatal(err)
			}
			if len(b.waits) != 1 {
				t.Fatalf("%d waits", len(b.waits))
			}
			w := b.waits[0]
			if w.For != tt.want {
				t.Errorf("waits %v, want %v", w.For, tt.want)
			}
			if w.Attempt != 1 || w.Tries != 4 || w.Cause != "test" || w.Reason.Kind != api.KindThrottled || w.Target != "/connections" {
				t.Errorf("tells %+v", w)
			}
		})
	}
}

func TestWaitsWithoutAHintDoubleUpToTheCap(t *testing.T) {
	b := newBench(t, examples(), func(o *api.Options) {
		o.Retry = api.Retry{Tries: 6, First: time.Second, Most: 5 * time.Second}
		o.Rand = func() float64 { return 1 }
	})
	b.server.Add(faulty.Rule{Fault: faulty.InternalError()})
	if _, err := b.Do(t.Context(), read()); err == nil {
		t.Fatal("the call succeeded")
	}
	var got []time.Duration
	for _, w := range b.waits {
		got = append(got, w.For)
	}
	want := []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 5 * time.Second, 5 * time.Second}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("waits %v, want %v", got, want)
	}
}

func TestCancellingEndsAWaitAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	b := newBench(t, examples(), func(o *api.Options) {
		o.Sleep = nil // the real one
		o.OnWait = func(api.Wait) { cancel() }
	})
	b.server.Add(faulty.Rule{Fault: faulty.Throttled("Retry-After", "30")})
	start := time.Now()
	_, err := b.Do(ctx, read())
	if e := failure(t, err); e.Kind != api.KindCanceled || !errors.Is(err, context.Canceled) {
		t.Error(e)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	if got := len(b.server.Seen()); got != 1 {
		t.Errorf("%d requests", got)
	}
}

func TestAReadThatCanOnlyFailIsSentOnce(t *testing.T) {
	for path, want := range map[string]int{"/groups?q=fin": 1, "/groups?q=fin&field=name": 4} {
		b := newBench(t, examples(), nil)
		b.server.Add(faulty.Rule{Fault: faulty.InternalError()})
		call, err := endpoint.Parse("GET", path, true)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.For("test").Do(t.Context(), call); err == nil {
			t.Error("a 500 is no error")
		}
		if got := len(b.waits) + 1; got != want {
			t.Errorf("%s was sent %d times, want %d", path, got, want)
		}
	}
}

func TestA500WithAKnownReasonNamesItAndIsNotRepeatedForLong(t *testing.T) {
	for target, c := range map[string]struct {
		sent int
		hint string
	}{
		"/groups?q=x": {1, "q without field"},
		"/groups/8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04/nested": {2, "an unknown group id"},
		"/groups": {4, "try again"},
	} {
		b := newBench(t, examples(), nil)
		b.server.Add(faulty.Rule{Fault: faulty.InternalError()})
		call, err := endpoint.Parse("GET", target, true)
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Do(t.Context(), call)
		if e := failure(t, err); e.Attempts != c.sent || !strings.HasPrefix(e.Hint(), c.hint) {
			t.Errorf("%s: sent %d times, hint %q", target, e.Attempts, e.Hint())
		}
	}
}
