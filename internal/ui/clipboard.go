package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// Clipboard takes copies by the ways that need more than the terminal: tmux's
// own buffer, a file.
type Clipboard interface {
	// Put stores value and says how, such as "via tmux"; an empty how
	// means that only the terminal (OSC 52) can take it.
	Put(value string) (how string, err error)
	// Save writes value to a private file of its own, whose name begins and
	// ends as name does, and gives its path.
	Save(name, value string) (path string, err error)
}

// maxOSC52 is the longest value that terminals commonly take by OSC 52.
const maxOSC52 = 74_000

// ToTerminal asks whoever draws to give the terminal a text for its clipboard.
type ToTerminal string

type copied struct {
	did, what, how string
	err            error
}

// copy sends the value to the terminal's clipboard, which works over SSH, and
// to what else there is; a value too long for that goes to a file.
func (a *App) copy(m Copy) Cmd {
	put := func() tea.Msg {
		how, err := a.Clipboard.Put(m.Value)
		if err != nil || how == "" {
			how = "through the terminal"
		}
		return copied{did: "copied", what: m.What, how: how}
	}
	if m.File || len(m.Value) > maxOSC52 {
		put = func() tea.Msg {
			name, did := m.Name, "exported"
			if name == "" {
				name, did = "copied.txt", "saved"
			}
			path, err := a.Clipboard.Save(name, m.Value)
			return copied{did: did, what: m.What, how: "to " + path, err: err}
		}
		return Run(put)
	}
	return Batch(Run(func() tea.Msg { return ToTerminal(m.Value) }), Run(put))
}

func (m copied) say() Say {
	if m.err != nil {
		return Say{Text: fmt.Sprintf("not %s: %v", m.did, m.err), Bad: true}
	}
	return Say{Text: m.did + " " + m.what + " " + m.how}
}
