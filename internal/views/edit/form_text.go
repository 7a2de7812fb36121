package edit

import (
	"bytes"
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Edited is the form as somebody left it in an editor.
type Edited struct {
	Form *Form
	Body []byte
	err  error
}

// To is the form that the text is of.
func (m Edited) To() any { return m.Form }

// edit opens the form as text in the person's editor.
func (f *Form) edit() ui.Cmd {
	return f.desk.OpenEditor(f.AsText(), func(body []byte, err error) tea.Msg { return Edited{f, body, err} })
}

// AsText is the form as JSON, one field a line. JSON keeps every value whole,
// whatever characters it holds.
func (f *Form) AsText() []byte {
	b := []byte("{")
	sep := "\n  "
	for _, field := range f.editable() {
		b = append(b, sep...)
		b = text.AppendJSON(b, string(field.Name))
		b = append(b, ": "...)
		b = text.AppendJSON(b, f.Form.Text(field.Name).Raw())
		sep = ",\n  "
	}
	return append(b, "\n}\n"...)
}

// editable are the fields that are plain text.
func (f *Form) editable() []widget.Field {
	var fields []widget.Field
	for _, field := range f.Blank.Fields {
		if field.Kind == widget.LineField || field.Kind == widget.LinesField {
			fields = append(fields, field)
		}
	}
	return fields
}

// takeText puts what was written in the editor into the fields.
func (f *Form) takeText(m Edited) ui.Cmd {
	if m.err != nil {
		return desk.Complain(desk.SafeError(m.err))
	}
	var values map[string]text.Text
	if err := json.Unmarshal(bytes.TrimSpace(m.Body), &values); err != nil {
		return desk.Complain("not a JSON object of strings, the form is unchanged: " + desk.SafeError(err))
	}
	for _, field := range f.editable() {
		if v, ok := values[string(field.Name)]; ok && v != f.Form.Text(field.Name) {
			f.Form.SetText(field.Name, v)
			f.altered(field.Name)
		}
		delete(values, string(field.Name))
	}
	for name := range values {
		return desk.Complain("the form has no field " + text.Escape(name))
	}
	return nil
}
