package report

import (
	"iter"
	"time"

	"authzx/internal/rbac"
)

// Since is since when a user has a permission, as far as saved states know.
type Since struct {
	At     time.Time // of the first saved state from which on it was there without a break; zero: not known
	Before bool      // that is the first of all: it may be older
}

// held is a user's permission.
type held struct {
	user       rbac.UserID
	permission rbac.PermissionID
}

// Date says since when each row is so. States are those of before, the newest first.
func (r *Review) Date(now *rbac.Graph, at time.Time, states iter.Seq2[time.Time, *rbac.Graph]) {
	began := make(map[held]time.Time)
	earlier := 0
	for then, before := range states {
		earlier++
		for _, u := range rbac.Diff(before, now).Users {
			for _, id := range u.Gained {
				if pair := (held{u.User, id}); began[pair].IsZero() {
					began[pair] = at
				}
			}
		}
		now, at = before, then
	}
	if earlier == 0 {
		return // nothing is known but that it is so now
	}
	for i, row := range r.Rows {
		if since, ok := began[held{row.Person.ID, row.Permission}]; ok {
			r.Rows[i].Since = Since{At: since}
			continue
		}
		r.Rows[i].Since = Since{At: at, Before: true}
	}
}

// words are the time as layout says; empty where it is not known.
func (s Since) words(layout string) string {
	switch {
	case s.At.IsZero():
		return ""
	case s.Before:
		return s.At.UTC().Format(layout) + " or before"
	}
	return s.At.UTC().Format(layout)
}
