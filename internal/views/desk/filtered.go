package desk

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui"
)

// Filtered is a screen of one browser: what is typed goes to its filter. A screen
// embeds it and writes the rest.
type Filtered struct {
	ui.Plain
	Browser *Browser
}

// Capturing reports whether the filter takes text.
func (f Filtered) Capturing() bool { return f.Browser.Filter.Active() }

// Entry takes text.
func (f Filtered) Entry(msg tea.Msg) ui.Cmd {
	f.Browser.Entry(msg)
	return nil
}

// EscapeStep clears the filter.
func (f Filtered) EscapeStep() (ui.Cmd, bool) { return nil, f.Browser.EscapeStep() }
