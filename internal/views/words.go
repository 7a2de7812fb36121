package views

import (
	"strconv"
	"time"

	"authzx/internal/ui"
)

// counted is a number of things in words: 1 user, 2 users.
func counted(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return strconv.Itoa(n) + " " + of + "s"
}

// ago is how long something is past.
func ago(now, at time.Time) string {
	if now.Sub(at) < time.Minute {
		return "just now"
	}
	return ui.Age(now.Sub(at)) + " ago"
}
