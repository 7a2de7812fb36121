package changes

import (
	"testing"
	"time"
)

func TestHowLongTheRestTakes(t *testing.T) {
	for _, c := range []struct {
		gone        time.Duration
		done, items int
		want        string
	}{
		{0, 0, 10, ""},
		{time.Second, 0, 10, ""},
		{2 * time.Second, 1, 10, " (about 18 s left)"},
		{50 * time.Millisecond, 5, 10, ""},
		{65 * time.Second, 13, 14, " (about 5 s left)"},
		{10 * time.Minute, 10, 100, " (about 90 min left)"},
	} {
		if got := timeLeft(c.gone, c.done, c.items); got != c.want {
			t.Errorf("%v for %d of %d: %q, want %q", c.gone, c.done, c.items, got, c.want)
		}
	}
}
