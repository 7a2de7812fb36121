package api_test

import (
	"testing"
	"time"

	"authzx/internal/api"
)

func TestATimeToWaitIsSaidInOneUnit(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", time.Nanosecond: "1 s", 7 * time.Second: "7 s", 1500 * time.Millisecond: "2 s", 90 * time.Second: "90 s",
		2*time.Minute + 1: "3 min", time.Hour: "60 min", 2*time.Hour + 1: "3 h", 277*time.Hour + 46*time.Minute + 40*time.Second: "12 days",
	} {
		if got := api.Span(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}
