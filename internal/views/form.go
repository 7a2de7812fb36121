package views

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// blank describes a form: its fields, how the server checks them, and the
// changes that it stands for.
type blank struct {
	title  widget.Spans
	fields []widget.Field
	// body is what the server checks the fields by, nil where no one request
	// takes them; a field's name is its name in the API.
	body *endpoint.Schema
	// changes are those that the values of the form stand for.
	changes func(*widget.Form) []rbac.Change
	// choose opens what chooses the value of a reference.
	choose func(f *form, field widget.Words) tea.Cmd
	// settle is called when a field has another value.
	settle func(f *form, field widget.Words)
	note   widget.Words
}

// The fields of forms, by their names in the API.
const (
	fieldName        widget.Words = "name"
	fieldDescription widget.Words = "description"
	fieldApplication widget.Words = "applicationId"
	fieldType        widget.Words = "applicationType"
	fieldPermissions widget.Words = "permissions"
	fieldConnection  widget.Words = "connectionName"
	fieldGroupName   widget.Words = "groupName"
	fieldGroup       widget.Words = "group"
)

// form is the one form: it fills in a blank, says at each field what the server
// would say, and hands the changes to a review or to what is staged.
type form struct {
	desk  *Desk
	blank blank
	form  *widget.Form
	tried bool // ctrl+s was pressed: from then on empty fields are faults too
	w, h  int
}

func newForm(d *Desk, b blank) *form {
	return &form{desk: d, blank: b, form: widget.NewForm(d.Theme, b.fields...)}
}

func (f *form) Init() tea.Cmd { return nil }

// Update takes values chosen elsewhere, and the answer of the review.
func (f *form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		f.check()
	case fieldChosen:
		f.form.SetReference(msg.field, msg.value, msg.shown)
		f.altered()
		f.form.Next()
	case edited:
		return f.takeText(msg)
	case abandoned:
		return ui.Tell(ui.Close{Dialog: f})
	case decided:
		msg.to = f.desk
		return ui.Tell(ui.Close{Dialog: f, Then: msg})
	}
	return nil
}

// fieldChosen is the value of a reference, chosen elsewhere.
type fieldChosen struct {
	form  *form
	field widget.Words
	value text.Text
	shown widget.Spans
}

func (m fieldChosen) To() any { return m.form }

// abandoned says that what was entered is of no use.
type abandoned struct{ form *form }

func (m abandoned) To() any { return m.form }

// altered looks at the values after one of them has changed.
func (f *form) altered() {
	if f.blank.settle != nil {
		f.blank.settle(f, f.form.Focused())
	}
	f.check()
}

// check says at each field what the server would refuse; an empty field is a
// fault only once the person meant to be done. It reports whether all is well.
func (f *form) check() bool {
	f.form.ClearFaults()
	ok := true
	for _, field := range f.blank.fields {
		if field.Kind == widget.FixedField {
			continue
		}
		if fault := f.fault(field); fault != "" {
			ok = false
			if f.tried || !f.form.Text(field.Name).IsZero() || f.form.DirtyField(field.Name) {
				f.form.SetFault(field.Name, widget.Spans{widget.Sayf(f.desk.Theme.Bad, "%s", fault)})
			}
		}
	}
	return f.checkAll() && ok
}

// fault is what the server would say of one field.
func (f *form) fault(field widget.Field) string {
	value := f.form.Text(field.Name)
	if field.Kind == widget.ReferenceField && value.IsZero() && field.Name != fieldPermissions {
		return "must be chosen"
	}
	schema := f.schema(field.Name)
	if schema == nil || schema.Type != endpoint.String {
		return ""
	}
	if value.IsZero() {
		return "must not be empty"
	}
	if faults := schema.CheckText(value.Raw()); len(faults) > 0 {
		return text.Escape(faults[0].Message)
	}
	return ""
}

func (f *form) schema(name widget.Words) *endpoint.Schema {
	body := f.blank.body
	if body != nil && body.Type == endpoint.Array {
		body = body.Items
	}
	if body == nil {
		return nil
	}
	for _, field := range body.Fields {
		if field.Name == string(name) {
			return field.Schema
		}
	}
	return nil
}

// checkAll asks the domain about the values together: names that are taken.
func (f *form) checkAll() bool {
	g := f.desk.data.Graph
	for _, c := range f.blank.changes(f.form) {
		next, err := described(c).Apply(g)
		if err == nil {
			g = next
			continue
		}
		var taken *rbac.DuplicateNameError
		var invalid *rbac.InvalidError
		var used *rbac.InUseError
		switch {
		case errors.As(err, &taken):
			f.say(fieldName, safe(taken))
			return false
		case errors.As(err, &used):
			// It is freed before and tied again after: that is the plan's part.
			continue
		case errors.As(err, &invalid):
			return false // said at its field already
		}
		f.say(fieldName, safe(err))
		return false
	}
	return true
}

// described is a change with a description in the place of an empty one: that
// has a fault of its own, and must not hide that the name is taken.
func described(c rbac.Change) rbac.Change {
	some := func(t text.Text) text.Text { return firstOf(t, text.New("-")) }
	switch c := c.(type) {
	case rbac.CreateGroup:
		c.Description = some(c.Description)
		return c
	case rbac.EditGroup:
		c.Description = some(c.Description)
		return c
	case rbac.CreateRole:
		c.Description = some(c.Description)
		return c
	case rbac.EditRole:
		c.Description = some(c.Description)
		return c
	case rbac.CreatePermission:
		c.Description = some(c.Description)
		return c
	case rbac.EditPermission:
		c.Description = some(c.Description)
		return c
	}
	return c
}

func (f *form) say(field widget.Words, fault string) {
	f.form.SetFault(field, widget.Spans{widget.Sayf(f.desk.Theme.Bad, "%s", fault)})
}

// Want is room for every field and what may be wrong with it.
func (f *form) Want(w, h int) (int, int) { return min(w-4, 84), min(h, 2*len(f.blank.fields)+4) }

// SetSize gives it its room.
func (f *form) SetSize(w, h int) {
	f.w, f.h = w, h
	f.form.SetSize(max(w-4, 0), max(h-2-f.noteRows(), 0))
}

func (f *form) noteRows() int {
	if f.blank.note == "" || f.h < 8 {
		return 0
	}
	return 2
}

// View draws it.
func (f *form) View() string {
	body := f.form.View()
	if f.noteRows() > 0 {
		body = widget.Line(f.desk.Theme, max(f.w-4, 0), widget.Say(f.desk.Theme.Muted, f.blank.note)) + "\n\n" + body
	}
	return padded(f.desk.Theme, f.blank.title, body, f.w, f.h)
}

func (f *form) Title() string      { return f.blank.title.Plain() }
func (f *form) Layers() []ui.Layer { return []ui.Layer{ui.FormLayer} }
func (f *form) Hints() []ui.Action {
	return []ui.Action{ui.Review, ui.Stage, ui.NextPane, ui.Editor, ui.CopyMenu, ui.Escape}
}
func (f *form) Capturing() bool           { return true }
func (f *form) Busy() (time.Time, string) { return time.Time{}, "" }
func (f *form) Cancel()                   {}

// Unsaved is what would be lost.
func (f *form) Unsaved() string {
	if f.form.Dirty() {
		return "What was entered"
	}
	return ""
}

// Type takes a letter.
func (f *form) Type(k tea.KeyPressMsg) tea.Cmd { return f.entry(k) }

// Paste takes pasted text.
func (f *form) Paste(s string) tea.Cmd { return f.entry(tea.PasteMsg{Content: s}) }

func (f *form) entry(msg tea.Msg) tea.Cmd {
	switch f.form.Update(msg) {
	case widget.FormChanged:
		f.altered()
	case widget.FormPick:
		return f.blank.choose(f, f.form.Focused())
	}
	return nil
}

// Act does what a key means.
func (f *form) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.NextPane:
		f.form.Next()
	case ui.PrevPane:
		f.form.Prev()
	case ui.Enter:
		return f.entry(tea.KeyPressMsg{Code: tea.KeyEnter}), true
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
func (f *form) copy() tea.Cmd {
	f.tried = true
	if !f.check() {
		f.form.FocusFault()
		return say("the server would refuse what is entered: mend it, then copy the request")
	}
	return f.desk.copyRequests(f.blank.changes(f.form))
}

// leave closes the form, asking first when something was entered.
func (f *form) leave() tea.Cmd {
	if !f.form.Dirty() {
		return ui.Tell(ui.Close{Dialog: f})
	}
	th := f.desk.Theme
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, "Leave the form?")},
		[]widget.Spans{{widget.Say(th.Text, "What was entered would be lost.")}})
	q.Yes = abandoned{f}
	return ui.Tell(ui.Show{Dialog: q})
}

// save hands the changes on, when the server would take every field.
func (f *form) save(stage bool) tea.Cmd {
	f.tried = true
	if !f.check() {
		f.form.FocusFault()
		return nil
	}
	changes := f.blank.changes(f.form)
	switch {
	case len(changes) == 0:
		return say("nothing was altered: esc leaves the form")
	case stage:
		return ui.Tell(ui.Close{Dialog: f, Then: decided{to: f.desk, stage: true, changes: changes}})
	}
	return f.desk.review(f, changes)
}
