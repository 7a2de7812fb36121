package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
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
	Init() tea.Cmd
	// Update takes messages other than keys: results, changed data.
	Update(tea.Msg) tea.Cmd
	// Act does what a key means here; false where it means nothing.
	Act(Action) (tea.Cmd, bool)
	// View draws exactly the size that was set.
	View() string
	SetSize(w, h int)
	// Title is the screen's name in the breadcrumbs, safe to draw.
	Title() string
	// Layers are the keys in force, the nearest first, the global ones
	// included where they are.
	Layers() []Layer
	// Hints are the few actions that matter here, for the bottom line.
	Hints() []Action
}

// TextEntry is a screen that may be taking text. While Capturing, keys that
// mean nothing in the screen's layers go to Type.
type TextEntry interface {
	Capturing() bool
	Type(tea.KeyPressMsg) tea.Cmd
	Paste(string) tea.Cmd
}

// Unsaved is a screen that may hold work: what would be lost, or nothing.
type Unsaved interface{ Unsaved() string }

// Idler is a screen with keys in its layers that have nothing to do there, or only
// say why not: help and palette leave them out.
type Idler interface{ Idle(Action) bool }

// Sending is a screen that may be altering the tenant just now: what is on its
// way, such as "a plan", or nothing.
type Sending interface{ Sending() string }

// Closer is told when its screen is gone for good.
type Closer interface{ Close() }

// Ladder is a screen with something for escape to clear before it leaves:
// Rung clears one thing, and reports whether there was one; the command is what
// clearing it asks for.
type Ladder interface{ Rung() (tea.Cmd, bool) }

// Pending is a screen with something to say at the left of the bottom line.
type Pending interface{ Pending() string }

// Busy is a screen (or a host) that waits for something: since when, and for
// what; the zero time while it does not. Cancel ends the wait.
type Busy interface {
	Busy() (since time.Time, what string)
	Cancel()
}

// Dialog is a screen in a frame of its own over another screen: its View draws
// the frame too.
type Dialog interface {
	Screen
	// Want is the size it would like, frame included, at most that given.
	Want(maxW, maxH int) (w, h int)
}

// Clicker is a screen that understands the mouse: a press at a cell of its
// own, or a turn of the wheel (lines is 0 for a press).
type Clicker interface {
	Click(x, y, lines int) tea.Cmd
}
