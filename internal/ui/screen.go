package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

// Route says which screen, and of what: a comparable value.
type Route struct {
	Kind string    // which maker of screens
	ID   text.Text // of what; zero where the screen is of nothing in particular
	More text.Text // a second id, where a screen is of two things
}

// Screen fills the room inside the frame. It is used from the one goroutine
// of the program only.
type Screen interface {
	// Init starts what the screen needs: it is called once.
	Init() Cmd
	// Update takes messages other than keys: results, changed data.
	Update(tea.Msg) Cmd
	// Act does what a key means here; false where it means nothing.
	Act(Action) (Cmd, bool)
	// View draws exactly the size that was set.
	View() string
	SetSize(w, h int)
	// Title is the screen's name in the breadcrumbs, safe to draw.
	Title() string
	// Layers are the keys in force, the nearest first, the global ones
	// included where they are.
	Layers() []Layer
	// Hints are the few actions that matter here, for the bottom line, those first
	// that matter most.
	Hints() []Action
	// Word is what an action does just now, where that is not what the table of keys
	// says; empty elsewhere.
	Word(Action) string
	// WhyNot says why an action of its layers can't be done just now, in a sentence
	// that may name others; empty where it can. It is left out then of bottom line,
	// help and palette, and its key says why.
	WhyNot(Action) widget.Words

	TextEntry
	Busy
	// Unsaved is what would be lost if it closed now; empty where nothing would.
	Unsaved() string
	// Sending is what is altering the tenant just now, such as "a plan"; empty where
	// nothing is.
	Sending() string
	// EscapeStep clears one thing that escape clears before it leaves, and reports
	// whether there was one; the command is what clearing it asks for.
	EscapeStep() (Cmd, bool)
	// Pending is what the left of the bottom line says; empty for nothing.
	Pending() string
	// Mouse is what takes clicks and the wheel; nil where the wheel does what the keys
	// for moving do, and clicks nothing.
	Mouse() Clicker
	// Close says that it is gone for good.
	Close()
}

// TextEntry is what may be taking text. While Capturing, Entry has what is pasted, and the
// keys that mean nothing in the screen's layers.
type TextEntry interface {
	Capturing() bool
	Entry(tea.Msg) Cmd
}

// Busy is what may be waiting for something: since when, and for what; the zero time
// while it does not. Cancel ends the wait.
type Busy interface {
	Busy() (since time.Time, what string)
	Cancel()
}

// Clicker takes the mouse: a press at a cell of a screen, or a turn of the wheel (lines is
// 0 for a press).
type Clicker interface {
	Click(x, y, lines int) Cmd
}

// Plain is what most screens are: it takes no text, holds no work, knows no mouse, and
// waits for nothing but its Waits. A screen embeds it and writes what differs.
type Plain struct {
	Waits []Busy // what it may be waiting for, the first first to be told
}

// Init starts nothing.
func (Plain) Init() Cmd { return nil }

// Update has no use for any message.
func (Plain) Update(tea.Msg) Cmd { return nil }

// Capturing is false: no text is taken.
func (Plain) Capturing() bool { return false }

// Entry takes nothing.
func (Plain) Entry(tea.Msg) Cmd { return nil }

// Busy is the first of its Waits that runs.
func (p Plain) Busy() (since time.Time, what string) { return FirstBusy(p.Waits...) }

// FirstBusy is since when the first of them runs that does, and what it does; the zero
// time while none does.
func FirstBusy(all ...Busy) (since time.Time, what string) {
	for _, b := range all {
		if since, what := b.Busy(); !since.IsZero() {
			return since, what
		}
	}
	return time.Time{}, ""
}

// Cancel ends all Waits.
func (p Plain) Cancel() {
	for _, b := range p.Waits {
		b.Cancel()
	}
}

// Unsaved is empty: nothing would be lost.
func (Plain) Unsaved() string { return "" }

// Sending is empty: the tenant stays as it is.
func (Plain) Sending() string { return "" }

// EscapeStep has nothing to clear.
func (Plain) EscapeStep() (Cmd, bool) { return nil, false }

// Pending says nothing.
func (Plain) Pending() string { return "" }

// Mouse is nil: clicks mean nothing.
func (Plain) Mouse() Clicker { return nil }

// Word is that of the table for every action.
func (Plain) Word(Action) string { return "" }

// WhyNot has nothing against any action.
func (Plain) WhyNot(Action) widget.Words { return "" }

// Close ends all Waits.
func (p Plain) Close() { p.Cancel() }

// Dialog is a screen in a frame of its own over another screen: its View draws
// the frame too.
type Dialog interface {
	Screen
	// Want is the size it would like, frame included, at most that given.
	Want(maxW, maxH int) (w, h int)
}
