package tenant

import (
	"time"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// entryKind says what a line of the journal tells.
type entryKind string

const (
	entryBegin   entryKind = "begin"   // what is going to be done
	entrySending entryKind = "sending" // a request is about to be sent
	entryResult  entryKind = "result"  // what became of it
	entryReset   entryKind = "reset"   // steps whose work was taken back at once
	entryEnd     entryKind = "end"     // nothing more will come, for now
	entryDamaged entryKind = "damaged" // lines that stood here could not be read
)

// entry is one line of the journal. It holds no answers of the server, and so
// none of their secrets.
type entry struct {
	Kind entryKind `json:"entry"`
	At   time.Time `json:"at"`

	// Of begin.
	Profile text.Text  `json:"profile,omitzero"`
	Plan    *plan.File `json:"plan,omitempty"`
	Steps   int        `json:"steps,omitempty"` // of the whole plan
	GoOn    bool       `json:"go_on,omitempty"`
	Undoes  string     `json:"undoes,omitempty"`
	Renames []renaming `json:"renames,omitempty"` // what was deleted, and the placeholder that stands for it

	// Of sending, result and reset.
	Item    int    `json:"item"`
	Step    int    `json:"step"`
	Others  []int  `json:"others,omitempty"`  // of reset: more steps
	Request string `json:"request,omitempty"` // method and target

	// Of result.
	Outcome Outcome    `json:"outcome,omitempty"`
	Created []renaming `json:"created,omitempty"` // placeholders and their ids
	Foreign []string   `json:"foreign,omitempty"` // what somebody else changed at the same moment
	Error   string     `json:"error,omitempty"`

	// Of end.
	End ending `json:"end,omitempty"`
	By  string `json:"by,omitempty"` // of undone: the run that did it
}

// ending is how a run ended.
type ending string

const (
	endComplete  ending = "complete"
	endStopped   ending = "stopped"   // some items are not done
	endNothing   ending = "nothing"   // nothing was sent, or nothing came of it
	endDismissed ending = "dismissed" // somebody wants to hear no more of it
	endUndone    ending = "undone"
)

// renaming is one id that stands for another.
type renaming struct {
	From text.Text `json:"from"`
	To   text.Text `json:"to"`
}

func renamings(ids plan.IDs) []renaming {
	var list []renaming
	for from, to := range ids {
		list = append(list, renaming{from, to})
	}
	return list
}

// difference is a plan.Difference as the audit trail has it.
type difference struct {
	Kind   rbac.Kind   `json:"kind"`
	ID     text.Text   `json:"id"`
	Name   text.Text   `json:"name,omitzero"`
	Field  string      `json:"field"`
	Before []text.Text `json:"before"`
	After  []text.Text `json:"after"`
}

func written(list []plan.Difference) []difference {
	out := make([]difference, len(list))
	for i, d := range list {
		out[i] = difference{d.Of.Kind, d.Of.ID, d.Name, d.Field, orEmpty(d.Before), orEmpty(d.After)}
	}
	return out
}
