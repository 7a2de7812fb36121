package ui

import "authzx/internal/text"

// Open asks for a screen on top of the present one.
type Open struct{ Route Route }

// Jump asks for a screen as a new start, which keeps what it had.
type Jump struct{ Route Route }

// Lead asks for a screen as a new start, on which an action is done, where one is
// given, something said, and its list filtered.
type Lead struct {
	Route  Route
	Action Action
	Say    string // safe to draw
	Filter text.Text
}

// FilterBy gives the list in view words for its filter.
type FilterBy struct{ Words text.Text }

// Leave goes on with Then, which drops all that is open: at once where nothing
// would be lost, else after a question with that title.
type Leave struct {
	Title string // safe to draw
	Then  func() Cmd
}

// Back leaves the screen on top.
type Back struct{}

// Show puts a dialog on top.
type Show struct{ Dialog Dialog }

// Close takes a dialog away. Nothing happens when that dialog is gone already, whatever
// stands in its place.
type Close struct{ Dialog Dialog }

// Answer takes a dialog away and goes on with then. Whoever opened it is still there: a
// dialog stands above its owner, and goes when that or the host goes.
func Answer(d Dialog, then Cmd) Cmd { return Batch(Tell(Close{d}), then) }

// Say shows a message at the bottom until the next key.
type Say struct {
	Text string // safe to draw
	Bad  bool   // a refusal or a fault: escape dismisses it and does no more
	// Holds is given with a fault that outlasts a key: the message stays for as
	// long as it holds, or until escape.
	Holds func() bool
}

// over reports whether a message has had its time once a key is pressed.
func (s Say) over() bool { return s.Holds == nil || !s.Holds() }

// Copy puts a value on the clipboard and says so.
type Copy struct {
	What  string // such as "id of Finance", safe to draw
	Value string // raw
	File  bool   // into a file instead
	Name  string // of that file, such as users.csv, which makes it an export; may be foreign text
}

// DataChanged tells the screens that what they show may have changed, or that
// they have more room to show it.
type DataChanged struct{}

// LogGrown tells the screen in view that requests were sent, and no more.
type LogGrown struct{}

// Mail is a message for one screen alone. Mail for a screen that is gone is
// dropped.
type Mail interface{ To() any }
