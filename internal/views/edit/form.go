package edit

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// blank describes a form: its fields, how the server checks them, and the
// changes that it stands for.
type blank struct {
	title  widget.Spans
	Fields []widget.Field
	// body is what the server checks the fields by, nil where no one request
	// takes them; a field's name is its name in the API.
	body *endpoint.Schema
	// changes are those that the values of the form stand for.
	Changes func(*widget.Form) []rbac.Change
	// choose opens what chooses the value of a reference.
	choose func(f *Form, field widget.Words) ui.Cmd
	// settle is called when a field has another value.
	settle func(f *Form, field widget.Words)
	note   widget.Words
}

// The fields of forms, by their names in the API.
const (
	FieldName        widget.Words = "name"
	FieldDescription widget.Words = "description"
	fieldApplication widget.Words = "applicationId"
	fieldType        widget.Words = "applicationType"
	FieldPermissions widget.Words = "permissions"
	fieldConnection  widget.Words = "connectionName"
	fieldGroupName   widget.Words = "groupName"
	fieldGroup       widget.Words = "group"
)

// Form is the one form: it fills in a blank, says at each field what the server
// would say, and hands the changes to a review or to what is staged.
type Form struct {
	ui.Plain
	desk  *changes.Workspace
	Blank blank
	Form  *widget.Form
	tried bool   // ctrl+s was pressed: from then on empty fields are faults too
	Fault string // what stands in the way, the first of several; empty for nothing
	w, h  int
}

// NewForm makes a form of a blank.
func NewForm(d *changes.Workspace, b blank) *Form {
	return &Form{desk: d, Blank: b, Form: widget.NewForm(d.Theme, b.Fields...)}
}

// Update takes what an editor left.
func (f *Form) Update(msg tea.Msg) ui.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		f.check()
	case Edited:
		return f.takeText(msg)
	}
	return nil
}

// Fill gives a field the value of a reference that was chosen elsewhere.
func (f *Form) Fill(field widget.Words, value text.Text, shown widget.Spans) ui.Cmd {
	f.Form.SetReference(field, value, shown)
	f.altered(field)
	f.Form.Next()
	return nil
}

// altered looks at the values after one of them has changed.
func (f *Form) altered(field widget.Words) {
	if f.Blank.settle != nil {
		f.Blank.settle(f, field)
	}
	f.check()
}

// label is what a person calls a field.
func (f *Form) label(name widget.Words) widget.Words {
	for _, field := range f.Blank.Fields {
		if field.Name == name {
			return field.Label
		}
	}
	return name
}

// Want is room for every field and what may be wrong with it.
func (f *Form) Want(w, h int) (int, int) { return min(w-4, 84), min(h, 2*len(f.Blank.Fields)+4) }

// SetSize gives it its room.
func (f *Form) SetSize(w, h int) {
	f.w, f.h = w, h
	f.Form.SetSize(max(w-4, 0), max(h-2-f.noteRows(), 0))
}

func (f *Form) noteRows() int {
	if f.Blank.note == "" || f.h < 8 {
		return 0
	}
	return 2
}

// View draws it.
func (f *Form) View() string {
	body := f.Form.View()
	if f.noteRows() > 0 {
		body = widget.Line(f.desk.Theme, max(f.w-4, 0), widget.Say(f.desk.Theme.Muted, f.Blank.note)) + "\n\n" + body
	}
	return desk.Padded(f.desk.Theme, f.Blank.title, body, f.w, f.h)
}

// Title names it.
func (f *Form) Title() string { return f.Blank.title.Plain() }

// Layers are its keys.
func (f *Form) Layers() []ui.Layer { return []ui.Layer{ui.FormLayer} }

// Hints are those worth a place at the bottom.
func (f *Form) Hints() []ui.Action {
	return []ui.Action{ui.Review, ui.Stage, ui.NextPane, ui.Editor, ui.CopyMenu, ui.Escape}
}

// Capturing says that letters are text here.
func (f *Form) Capturing() bool { return true }

// Unsaved is what would be lost.
func (f *Form) Unsaved() string {
	if f.Form.Dirty() {
		return "What you entered"
	}
	return ""
}

// Entry takes text.
func (f *Form) Entry(msg tea.Msg) ui.Cmd {
	switch f.Form.Update(msg) {
	case widget.FormChanged:
		f.altered(f.Form.Focused())
	case widget.FormPick:
		return f.Blank.choose(f, f.Form.Focused())
	}
	return nil
}

// Act does what a key means.
func (f *Form) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.NextPane:
		f.Form.Next()
	case ui.PrevPane:
		f.Form.Prev()
	case ui.Enter:
		return f.Entry(tea.KeyPressMsg{Code: tea.KeyEnter}), true
	case ui.Review:
		return f.save(false), true
	case ui.Stage:
		return f.save(true), true
	case ui.Editor:
		return f.edit(), true
	case ui.CopyMenu:
		return f.copy(), true
	case ui.Escape:
		return f.leave(), true
	}
	return nil, true
}

// copy offers the requests that saving would send.
func (f *Form) copy() ui.Cmd {
	f.tried = true
	if !f.check() {
		return f.refusal("nothing to copy")
	}
	return f.desk.CopyRequests(f.Blank.Changes(f.Form))
}

// refusal says, however often it is asked, why something is not done.
func (f *Form) refusal(what string) ui.Cmd {
	if f.Form.FocusFault() {
		return desk.Complain(what + ": fix what is marked first")
	}
	return desk.Complain(what + ": " + f.Fault)
}

// leave closes the form, asking first when something was entered.
func (f *Form) leave() ui.Cmd {
	if !f.Form.Dirty() {
		return ui.Tell(ui.Close{Dialog: f})
	}
	th := f.desk.Theme
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, "Leave the form?")},
		[]widget.Spans{{widget.Say(th.Text, "What was entered will be lost.")}})
	q.Yes = func() ui.Cmd { return ui.Tell(ui.Close{Dialog: f}) }
	return ui.Tell(ui.Show{Dialog: q})
}

// save hands the changes on, when the server would take every field.
func (f *Form) save(stage bool) ui.Cmd {
	f.tried = true
	if !f.check() {
		if stage {
			return f.refusal("not staged")
		}
		return f.refusal("not saved")
	}
	wanted := f.Blank.Changes(f.Form)
	switch {
	case len(wanted) == 0:
		return f.desk.Say("nothing changed: {form.escape} closes the form")
	case stage:
		return ui.Answer(f, f.desk.Stage(wanted))
	}
	return f.desk.Review(f, wanted)
}
