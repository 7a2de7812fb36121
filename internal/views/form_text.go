package views

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

// edited is the form as somebody left it in an editor.
type edited struct {
	form *form
	body []byte
	err  error
}

func (m edited) To() any { return m.form }

// edit opens the form as text in the person's editor.
func (f *form) edit() tea.Cmd {
	if f.desk.Editor == nil {
		return say("no editor is known: set EDITOR")
	}
	path, err := f.writeText()
	if err != nil {
		return complain("the editor was not opened: " + safe(err))
	}
	cmd, err := f.desk.Editor(path)
	if err != nil {
		_ = os.Remove(path)
		return complain("the editor was not opened: " + safe(err))
	}
	return tea.ExecProcess(cmd, func(err error) tea.Msg {
		defer os.Remove(path)
		if err != nil {
			return edited{form: f, err: fmt.Errorf("the editor ended badly: %w", err)}
		}
		body, err := os.ReadFile(path)
		return edited{form: f, body: body, err: err}
	})
}

// writeText puts the form into a temporary file that only its owner can read.
func (f *form) writeText() (path string, err error) {
	file, err := os.CreateTemp("", "authzx-*.json")
	if err != nil {
		return "", err
	}
	_, err = file.Write(f.asText())
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return "", err
	}
	return file.Name(), nil
}

// asText is the form as JSON, one field a line. JSON keeps every value whole,
// whatever characters it holds.
func (f *form) asText() []byte {
	b := []byte("{")
	sep := "\n  "
	for _, field := range f.editable() {
		b = append(b, sep...)
		b = text.AppendJSON(b, string(field.Name))
		b = append(b, ": "...)
		b = text.AppendJSON(b, f.form.Text(field.Name).Raw())
		sep = ",\n  "
	}
	return append(b, "\n}\n"...)
}

// editable are the fields that are plain text.
func (f *form) editable() []widget.Field {
	var fields []widget.Field
	for _, field := range f.blank.fields {
		if field.Kind == widget.LineField || field.Kind == widget.LinesField {
			fields = append(fields, field)
		}
	}
	return fields
}

// takeText puts what was written in the editor into the fields.
func (f *form) takeText(m edited) tea.Cmd {
	if m.err != nil {
		return complain(safe(m.err))
	}
	var values map[string]text.Text
	if err := json.Unmarshal(bytes.TrimSpace(m.body), &values); err != nil {
		return complain("the text is no JSON of strings, the form stays as it was: " + safe(err))
	}
	for _, field := range f.editable() {
		if v, ok := values[string(field.Name)]; ok && v != f.form.Text(field.Name) {
			f.form.SetText(field.Name, v)
		}
		delete(values, string(field.Name))
	}
	f.altered()
	for name := range values {
		return complain("the form has no field " + text.Escape(name))
	}
	return nil
}
