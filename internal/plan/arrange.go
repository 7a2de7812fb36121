package plan

import (
	"slices"

	"authzx/internal/rbac"
)

// Arrange puts ties and mappings that one request can make next to each other, wherever they
// stand in the list, and leaves out what is repeated. What comes of the list stays
// the same: nothing is moved past a change that it depends on or takes back. From says
// where each stood. What is arranged comes out as it is.
func Arrange(changes []rbac.Change) (arranged []rbac.Change, from []int) {
	a := arranger{open: make(map[sharedBody]int), hard: make(map[rbac.Ref]int), ties: make(map[rbac.Tie]tiePlace)}
	for at, c := range changes {
		a.add(at, c)
	}
	from = slices.Concat(a.batches...)
	arranged = make([]rbac.Change, len(from))
	for i, at := range from {
		arranged[i] = changes[at]
	}
	return arranged, from
}

type arranger struct {
	batches [][]int               // places in the list
	open    map[sharedBody]int    // the last batch of those that share a body
	hard    map[rbac.Ref]int      // the last batch that is no tie and touches a thing
	ties    map[rbac.Tie]tiePlace // the last batch that makes or parts a tie, by the tie uncut
}

type tiePlace struct {
	batch int
	cut   bool
}

func (a *arranger) add(place int, c rbac.Change) {
	tie, isTie := c.(rbac.Tie)
	_, isMapping := c.(rbac.AddMapping)
	if !isTie && !isMapping {
		for _, ref := range c.Targets() {
			a.hard[ref] = len(a.batches)
		}
		a.batches = append(a.batches, []int{place})
		return
	}
	after := a.after(c)
	bare := tie
	bare.Cut = false
	if last, ok := a.ties[bare]; isTie && ok {
		if last.cut == tie.Cut && last.batch > after {
			return // it is repeated
		}
		after = max(after, last.batch)
	}
	of, _ := sharing(c)
	at, ok := a.open[of]
	if !ok || at <= after {
		at = len(a.batches)
		a.batches = append(a.batches, nil)
		a.open[of] = at
	}
	a.batches[at] = append(a.batches[at], place)
	if isTie {
		a.ties[bare] = tiePlace{at, tie.Cut}
	}
}

// after is the last batch that the change must stay behind.
func (a *arranger) after(c rbac.Change) int {
	last := -1
	for _, ref := range c.Targets() {
		if at, ok := a.hard[ref]; ok {
			last = max(last, at)
		}
	}
	return last
}
