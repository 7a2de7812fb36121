package desk

import (
	"fmt"
	"io"
	"os"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/private"
	"authzx/internal/ui"
)

// OpenEditor opens a text in the person's editor; done makes a message of what
// was left there.
func (d *Desk) OpenEditor(content []byte, done func(body []byte, err error) tea.Msg) ui.Cmd {
	if d.Editor == nil {
		return Say("no editor set: set EDITOR")
	}
	path, err := writeForEditor(content)
	if err != nil {
		return Complain("the editor did not open: " + SafeError(err))
	}
	cmd, err := d.Editor(path)
	if err != nil {
		_ = os.Remove(path)
		return Complain("the editor did not open: " + SafeError(err))
	}
	return ui.Run(tea.Exec(d.Lent(cmd.Run), func(err error) tea.Msg {
		defer func() { _ = os.Remove(path) }()
		if err != nil {
			return done(nil, fmt.Errorf("the editor failed: %w", err))
		}
		return done(private.ReadAtMost(path, MaxList))
	}))
}

// writeForEditor puts a text into a temporary file that only its owner can read.
func writeForEditor(content []byte) (path string, err error) {
	file, err := os.CreateTemp("", private.Passing("edit", os.Getpid())+"*.json")
	if err != nil {
		return "", err
	}
	_, err = file.Write(content)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return "", err
	}
	return file.Name(), nil
}

// Lent is work that has the terminal for itself.
type Lent struct{ Work func() error }

// Lent is work with the terminal for itself, for tea.Exec.
func (d *Desk) Lent(work func() error) *Lent {
	if d.Lend == nil {
		return &Lent{work}
	}
	return &Lent{func() error { return d.Lend(work) }}
}

// Run does the work.
func (l *Lent) Run() error { return l.Work() }

// SetStdin does nothing: what asks opens the terminal itself.
func (l *Lent) SetStdin(io.Reader) {}

// SetStdout does nothing.
func (l *Lent) SetStdout(io.Writer) {}

// SetStderr does nothing.
func (l *Lent) SetStderr(io.Writer) {}

// MaxList is how large a file with a list may be, in bytes.
const MaxList = 8 << 20
