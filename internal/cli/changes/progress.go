package changes

import (
	"fmt"
	"time"

	"authzx/internal/api"
	"authzx/internal/cli/command"
	"authzx/internal/tenant"
)

// progress tells on standard error how far a plan is, as each of its items begins: which
// of how many it is, what it does, and about how long the rest takes, once one is over.
// A plan of one item says nothing of it.
func progress(r *command.Run, sentences []string) func(tenant.Progress) {
	begun, told := r.Env.Now(), -1
	return func(p tenant.Progress) {
		if p.Items < 2 || p.Item <= told || p.Item >= len(sentences) {
			return
		}
		told = p.Item
		r.Say("%d/%d: %s%s", p.Item+1, p.Items, sentences[p.Item], timeLeft(r.Env.Now().Sub(begun), p.Item, p.Items))
	}
}

// timeLeft is how long the items that are left take, at the pace so far.
func timeLeft(gone time.Duration, done, items int) string {
	left := time.Duration(0)
	if done > 0 {
		left = gone / time.Duration(done) * time.Duration(items-done)
	}
	if left < time.Second {
		return ""
	}
	return fmt.Sprintf(" (about %s left)", api.Span(left))
}
