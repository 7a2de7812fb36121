package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
)

// Host is what stands behind the frame: the tenant, its data, what is staged.
type Host interface {
	// Init starts the first load.
	Init() Cmd
	// Start is the first screen.
	Start() Route
	// Make makes the screen of a route.
	Make(Route) Screen
	// Update takes messages that alter what all screens share; changed says
	// that screens have to look again.
	Update(tea.Msg) (cmd Cmd, changed bool)
	// Act does what a global key means; false where the frame should.
	Act(Action) (Cmd, bool)
	// Status is what the frame says of the whole.
	Status() Status
	// Items gives what lists the objects that the palette offers; it is called
	// beside the program, on data that no longer changes.
	Items() func() []Item
	// Verbs are the words of the palette that take what is typed behind them.
	Verbs() []Verb
	// Ways are what leads to actions that the screen in view may not have.
	Ways() []Way
	Busy
	// Close ends what it has running, once the program is over.
	Close()
}

// Status is what the frame says of the whole.
type Status struct {
	Profile    text.Text
	Region     text.Text
	Production bool
	ReadOnly   bool
	Offline    bool      // a snapshot, not a tenant
	AsOf       string    // of what time it is, where that is not now; safe to draw
	Again      time.Time // when a request is sent again that the server put off or failed; zero when none waits
	Why        string    // it waits, in a word or two
	Passing    bool      // nothing is kept for another start
	Nowhere    bool      // no tenant is open: nothing else is said of it
	At         time.Time // when the data was read; zero before
	Stale      bool      // a newer state is being fetched, or could not be
	Missing    string    // what could not be read, safe to draw; empty when all was
	Staged     int       // changes staged
	Unfinished int       // plans that were begun and did not come to their end
}

// Item is one thing that the palette can go to or do.
type Item struct {
	Kind  string    // user, group, …, screen, command
	Label text.Text // what it is called
	Extra text.Text // an id, an email: searched as well
	Also  text.Text // other words for it: searched, not shown
	Then  tea.Msg   // what choosing it sends
}

// Way is an item of the palette that leads to where an action can be done. It is left
// out where the screen in view can do it; without an action it is always offered.
type Way struct {
	Action Action
	Item
}
