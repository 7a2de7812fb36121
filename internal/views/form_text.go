package views

import (
	"bytes"
	"encoding/json"

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
	return f.desk.openEditor(f.asText(), func(body []byte, err error) tea.Msg { return edited{f, body, err} })
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
