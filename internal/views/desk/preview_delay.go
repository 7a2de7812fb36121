package desk

import (
	"time"

	"authzx/internal/ui"
)

// restTime is how long the cursor must rest before what follows it does: a key
// held down must not redraw the preview, or read users, all the way.
const restTime = 120 * time.Millisecond

// rhythm is that in which a cursor moves: the hand rests sooner known of a key that comes
// quickly again and again.
type rhythm struct {
	last time.Time
	gap  time.Duration // between two moves, the longest of late
}

// rest is how long no move must follow one for the hand to rest.
func (r *rhythm) rest(now time.Time) time.Duration {
	const least = restTime / 3 // over a line, keys come in clusters
	r.gap = min(max(now.Sub(r.last), r.gap*3/4), restTime/2)
	r.last = now
	return max(2*r.gap, least)
}

// rested says that the cursor has been where it is for a moment.
type rested struct {
	listing *Listing
	turn    int
}

func (m rested) To() any { return m.listing.owner }

// Rest waits for the cursor to rest when something would follow it. The first
// preview comes at once, and so does one of the same thing in newer data.
func (l *Listing) Rest() ui.Cmd {
	l.turn++
	rest := l.rhythm.rest(l.Desk.Now())
	l.arrive()
	l.SetSize(l.W, l.H) // other rows may need a foot
	thing, ok := l.subject()
	var cmd ui.Cmd
	follows := false
	switch _, room := l.split(); {
	case room == 0:
	case !ok:
		l.Preview.Clear()
	case l.Preview.empty() || l.Preview.shown.thing == thing || !l.Browser.Touched:
		cmd = l.Preview.show(thing)
	default:
		follows = true
	}
	if follows || len(l.unknown.among(l.Browser)) > 0 {
		return ui.Batch(cmd, l.Desk.Tick(rest, rested{l, l.turn}))
	}
	return cmd
}
