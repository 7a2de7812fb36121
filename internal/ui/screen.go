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

// TextEntry is what may be taking text. While Capturing, keys that mean nothing in the
// screen's layers go to Type.
type TextEntry interface {
	Capturing() bool
	Type(tea.KeyPressMsg) Cmd
	Paste(string) Cmd
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

// Plain is what most screens are: it takes no text, waits for nothing, holds no work,
// and knows no mouse. A screen embeds it and writes what differs.
type Plain struct{}

// Capturing is false: no text is taken.
func (Plain) Capturing() bool { return false }

// Type takes nothing.
func (Plain) Type(tea.KeyPressMsg) Cmd { return nil }

// Paste takes nothing.
func (Plain) Paste(string) Cmd { return nil }

// Busy is the zero time: nothing is awaited.
func (Plain) Busy() (since time.Time, what string) { return time.Time{}, "" }

// Cancel has nothing to end.
func (Plain) Cancel() {}

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

// WhyNot has nothing against any action.
func (Plain) WhyNot(Action) widget.Words { return "" }

// Close has nothing to give up.
func (Plain) Close() {}

// Dialog is a screen in a frame of its own over another screen: its View draws
// the frame too.
type Dialog interface {
	Screen
	// Want is the size it would like, frame included, at most that given.
	Want(maxW, maxH int) (w, h int)
}
