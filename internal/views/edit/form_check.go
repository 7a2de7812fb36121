package edit

import (
	"errors"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// check says at each field what the server would refuse; an empty field is a
// fault only once the person meant to be done. It reports whether all is well.
func (f *Form) check() bool {
	f.Form.ClearFaults()
	f.Fault = ""
	for _, field := range f.Blank.Fields {
		if field.Kind == widget.FixedField {
			continue
		}
		if fault := f.faultOf(field); fault != "" {
			f.blame(field.Name, fault)
			if f.tried || !f.Form.Text(field.Name).IsZero() || f.Form.DirtyField(field.Name) {
				f.Form.SetFault(field.Name, widget.Spans{widget.Sayf(f.desk.Theme.Bad, "%s", fault)})
			}
		}
	}
	f.checkAll()
	return f.Fault == ""
}

// blame keeps the first of what stands in the way.
func (f *Form) blame(field widget.Words, fault string) {
	if f.Fault == "" {
		f.Fault = string(f.label(field)) + ": " + fault
	}
}

// faultOf is what the server would say of one field.
func (f *Form) faultOf(field widget.Field) string {
	value := f.Form.Text(field.Name)
	if field.Kind == widget.ReferenceField && value.IsZero() && field.Name != FieldPermissions {
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

func (f *Form) schema(name widget.Words) *endpoint.Schema {
	body := f.Blank.body
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

// checkAll asks the domain about the values together: names that are taken, and
// what the server has against the rest of the record.
func (f *Form) checkAll() {
	g := f.desk.Data.Graph
	for _, c := range f.Blank.Changes(f.Form) {
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
			f.say(FieldName, desk.SafeError(taken))
			return
		case errors.As(err, &used):
			// It is freed before and tied again after: that is the plan's part.
			continue
		case errors.As(err, &invalid):
			f.refuse(invalid)
			return
		}
		f.say(FieldName, desk.SafeError(err))
		return
	}
}

// refuse says what the server has against a value, unless its field says so
// already.
func (f *Form) refuse(invalid *rbac.InvalidError) {
	field := widget.Words(invalid.Field)
	if f.Form.Has(field) && f.Fault == "" {
		f.say(field, invalid.Reason)
		return
	}
	f.blame(field, invalid.Reason)
}

// described is a change with a description in the place of an empty one: that
// has a fault of its own, and must not hide that the name is taken.
func described(c rbac.Change) rbac.Change {
	some := func(t text.Text) text.Text { return catalog.FirstOf(t, text.New("-")) }
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

func (f *Form) say(field widget.Words, fault string) {
	f.blame(field, fault)
	f.Form.SetFault(field, widget.Spans{widget.Sayf(f.desk.Theme.Bad, "%s", fault)})
}
