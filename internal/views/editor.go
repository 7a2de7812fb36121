package views

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
)

// openEditor opens a text in the person's editor; done makes a message of what
// was left there.
func (d *Desk) openEditor(content []byte, done func(body []byte, err error) tea.Msg) tea.Cmd {
	if d.Editor == nil {
		return say("no editor is known: set EDITOR")
	}
	path, err := writeForEditor(content)
	if err != nil {
		return complain("the editor was not opened: " + safe(err))
	}
	cmd, err := d.Editor(path)
	if err != nil {
		_ = os.Remove(path)
		return complain("the editor was not opened: " + safe(err))
	}
	return tea.ExecProcess(cmd, func(err error) tea.Msg {
		defer os.Remove(path)
		if err != nil {
			return done(nil, fmt.Errorf("the editor ended badly: %w", err))
		}
		return done(os.ReadFile(path))
	})
}

// writeForEditor puts a text into a temporary file that only its owner can read.
func writeForEditor(content []byte) (path string, err error) {
	file, err := os.CreateTemp("", "authzx-*.json")
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
