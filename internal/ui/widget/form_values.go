package widget

import (
	"authzx/internal/secret"
	"authzx/internal/text"
)

func (f *Form) field(name Words) *formField {
	for _, s := range f.fields {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Has reports whether there is a field of that name.
func (f *Form) Has(name Words) bool { return f.field(name) != nil }

// Text is the value of a field: its text, the value of its option, the id of
// its reference. An unknown name is empty, and so is a secret.
func (f *Form) Text(name Words) text.Text {
	s := f.field(name)
	if s == nil || s.Kind == SecretField {
		return text.Text{}
	}
	return s.value()
}

// Secret is what a SecretField holds.
func (f *Form) Secret(name Words) secret.Secret {
	s := f.field(name)
	if s == nil || s.Kind != SecretField {
		return secret.Secret{}
	}
	return secret.New(s.value().Raw())
}

func (s *formField) value() text.Text {
	switch {
	case s.input != nil:
		return s.input.Text()
	case s.area != nil:
		return s.area.Text()
	case s.Kind == ChoiceField && s.choice < len(s.Options):
		return s.Options[s.choice].Value
	default:
		return s.ref
	}
}

// On is the state of a switch.
func (f *Form) On(name Words) bool {
	s := f.field(name)
	return s != nil && s.on
}

// SetText replaces the value of a field of text, as if it had been typed.
func (f *Form) SetText(name Words, value text.Text) {
	s := f.field(name)
	if s == nil {
		return
	}
	// What Dirty compares with is the value of the beginning, kept in Field.
	switch {
	case s.input != nil:
		s.input.SetText(value)
	case s.area != nil:
		s.area.SetText(value)
	}
	s.fault = nil
}

// SetReference gives a reference its id and what is drawn for it.
func (f *Form) SetReference(name Words, id text.Text, shown Spans) {
	if s := f.field(name); s != nil {
		s.ref, s.Shown, s.fault = id, shown, nil
	}
}

// SetFault says below a field what is wrong with it; nil is nothing. Altering
// the field takes it away.
func (f *Form) SetFault(name Words, fault Spans) {
	if s := f.field(name); s != nil {
		s.fault = fault
	}
}

// ClearFaults takes all faults away.
func (f *Form) ClearFaults() {
	for _, s := range f.fields {
		s.fault = nil
	}
}

// FocusFault gives the focus to the first field with a fault, and reports
// whether there is one.
func (f *Form) FocusFault() bool {
	for i, s := range f.fields {
		if len(s.fault) > 0 {
			if s.Kind != FixedField {
				f.focusOn(i)
			}
			return true
		}
	}
	return false
}

// Dirty reports whether any field differs from what it held at first.
func (f *Form) Dirty() bool {
	for _, s := range f.fields {
		if s.dirty() {
			return true
		}
	}
	return false
}

// DirtyField reports whether that field differs from what it held at first.
func (f *Form) DirtyField(name Words) bool {
	s := f.field(name)
	return s != nil && s.dirty()
}

func (s *formField) dirty() bool {
	switch s.Kind {
	case ToggleField:
		return s.on != s.Field.On
	case ChoiceField:
		return s.choice != optionOf(s.Options, s.Value)
	default:
		return s.value() != s.Value
	}
}

// SetRows gives a LinesField so many lines to show.
func (f *Form) SetRows(name Words, rows int) {
	if s := f.field(name); s != nil {
		s.Rows = rows
	}
}
