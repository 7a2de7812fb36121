package api

import (
	"fmt"
	"time"
)

// Span says a time to wait in one unit, rounded up: 90 s, 12 min, 3 h, 4 days.
func Span(d time.Duration) string {
	up := func(unit time.Duration) int64 { return int64((d + unit - 1) / unit) }
	const day = 24 * time.Hour
	switch {
	case d <= 2*time.Minute:
		return fmt.Sprintf("%d s", up(time.Second))
	case d <= 2*time.Hour:
		return fmt.Sprintf("%d min", up(time.Minute))
	case d <= 2*day:
		return fmt.Sprintf("%d h", up(time.Hour))
	}
	return fmt.Sprintf("%d days", up(day))
}
