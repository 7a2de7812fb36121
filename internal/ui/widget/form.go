package widget

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

// FieldKind is how a field is filled in.
type FieldKind int

// The kinds of fields.
const (
	// LineField is one line of text, LinesField several.
	LineField FieldKind = iota
	LinesField
	// ChoiceField is one of some options, ToggleField a switch.
	ChoiceField
	ToggleField
	// ReferenceField is chosen elsewhere: FormPick asks for it.
	ReferenceField
	// FixedField can be read only.
	FixedField
	// SecretField is a line that is not shown: Form.Secret gives it, Form.Text
	// does not.
	SecretField
)

// Option is one value of a ChoiceField.
type Option struct {
	// Value is what is meant, Label what is drawn; an empty Label draws Value.
	Value, Label text.Text
}

// Field describes one field of a form.
type Field struct {
	// Name is what the program calls it, Label what the person reads.
	Name, Label Words
	// Kind is how it is filled in.
	Kind FieldKind
	// Value is what it holds at first: the text, the value of an option, the
	// id of a reference.
	Value text.Text
	// On is the state of a switch at first.
	On bool
	// Options are those of a ChoiceField.
	Options []Option
	// Shown is what a reference or a fixed field draws; nil draws Value.
	Shown Spans
	// Clear says of a LineField's text that it may be seen: else it is drawn like a secret.
	// nil is for any text.
	Clear func(text.Text) bool
	// Limit is the most UTF-16 units that the server takes; 0 shows no counter.
	Limit int
	// Rows is the lines that a LinesField takes; 0 is 3.
	Rows int
	// Hint stands in the field while it is empty; in a LinesField it may have
	// several lines.
	Hint Words
}

// FormEvent is what a key or a paste did to a form.
type FormEvent int

// FormChanged is a field with another value; FormPick asks that the focused
// reference be chosen and given back with SetReference.
const (
	FormNone FormEvent = iota
	FormChanged
	FormPick
)

// Form is a list of fields, one of which has the focus.
type Form struct {
	theme  *theme.Theme
	fields []*formField
	focus  int
	w, h   int
	top    int
	bare   bool // altered fields wear no star
}

// formField is a field as it is being filled in.
type formField struct {
	Field
	input  *Input
	area   *Area
	choice int
	on     bool
	ref    text.Text
	fault  Spans
}

// NewForm has the focus on the first field that can be altered.
func NewForm(th *theme.Theme, fields ...Field) *Form {
	f := &Form{theme: th}
	for _, field := range fields {
		state := &formField{Field: field, on: field.On, ref: field.Value}
		switch field.Kind {
		case LineField, SecretField:
			state.input = NewInput(th)
			state.input.SetHint(field.Hint)
			state.input.SetText(field.Value)
			state.input.Blur()
			if field.Kind == SecretField {
				state.input.Mask()
			}
			state.input.MaskUnless(field.Clear)
		case LinesField:
			state.area = NewArea(th)
			if field.Hint != "" {
				state.area.SetHint(field.Hint)
			}
			state.area.SetText(field.Value)
			state.area.Blur()
		case ChoiceField:
			state.choice = optionOf(field.Options, field.Value)
		}
		f.fields = append(f.fields, state)
	}
	f.focus = -1
	f.step(1)
	return f
}

// Bare takes away the star that altered fields wear, in a form that saves
// nothing.
func (f *Form) Bare() *Form {
	f.bare = true
	return f
}

func optionOf(options []Option, value text.Text) int {
	for i, o := range options {
		if o.Value == value {
			return i
		}
	}
	return 0
}

// SetSize gives the form w by h cells.
func (f *Form) SetSize(w, h int) { f.w, f.h = max(0, w), max(0, h) }

// Next gives the focus to the next field that can be altered, Prev to the one
// before; both go round.
func (f *Form) Next() { f.step(1) }

// Prev gives the focus to the field before.
func (f *Form) Prev() { f.step(-1) }

func (f *Form) step(by int) {
	n := len(f.fields)
	at := f.focus
	if at < 0 && by < 0 {
		at = 0
	}
	for range n {
		at = (at + by + n) % n
		if f.fields[at].Kind != FixedField {
			f.focusOn(at)
			return
		}
	}
}

func (f *Form) focusOn(at int) {
	if f.focus >= 0 {
		f.fields[f.focus].blur()
	}
	f.focus = at
	f.fields[at].focus()
}

func (s *formField) focus() {
	switch {
	case s.input != nil:
		s.input.Focus()
	case s.area != nil:
		s.area.Focus()
	}
}

func (s *formField) blur() {
	switch {
	case s.input != nil:
		s.input.Blur()
	case s.area != nil:
		s.area.Blur()
	}
}

// Focus gives the focus to the field of that name, if it can have it.
func (f *Form) Focus(name Words) bool {
	for i, s := range f.fields {
		if s.Name == name && s.Kind != FixedField {
			f.focusOn(i)
			return true
		}
	}
	return false
}

// Blur takes the focus from all fields.
func (f *Form) Blur() {
	if f.focus >= 0 {
		f.fields[f.focus].blur()
	}
	f.focus = -1
}

// Focused is the name of the field with the focus; empty when none can have it.
func (f *Form) Focused() Words {
	if f.focus < 0 {
		return ""
	}
	return f.fields[f.focus].Name
}

// Update takes a key press or a paste for the focused field. Enter goes on to
// the next field from a line of text; up and down leave it.
func (f *Form) Update(msg tea.Msg) FormEvent {
	if f.focus < 0 {
		return FormNone
	}
	s := f.fields[f.focus]
	changed := false
	switch s.Kind {
	case LineField, SecretField:
		if f.leave(msg) {
			return FormNone
		}
		changed = s.input.Update(msg)
	case LinesField:
		changed = s.area.Update(msg)
	default:
		return f.updateSwitch(s, msg)
	}
	if !changed {
		return FormNone
	}
	s.fault = nil
	return FormChanged
}

// leave moves on from a field of one line.
func (f *Form) leave(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	switch press.String() {
	case "enter", "down":
		f.Next()
	case "up":
		f.Prev()
	default:
		return false
	}
	return true
}

// updateSwitch is Update for the fields without text.
func (f *Form) updateSwitch(s *formField, msg tea.Msg) FormEvent {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return FormNone
	}
	by := 0
	switch press.String() {
	case "enter":
		if s.Kind != ReferenceField {
			f.Next()
			return FormNone
		}
	case "space", "right", "l":
		by = 1
	case "left", "h":
		by = -1
	case "down", "j":
		f.Next()
		return FormNone
	case "up", "k":
		f.Prev()
		return FormNone
	default:
		return FormNone
	}
	s.fault = nil
	switch {
	case s.Kind == ReferenceField:
		return FormPick
	case s.Kind == ToggleField:
		s.on = !s.on
	case len(s.Options) < 2:
		return FormNone
	default:
		s.choice = (s.choice + by + len(s.Options)) % len(s.Options)
	}
	return FormChanged
}
