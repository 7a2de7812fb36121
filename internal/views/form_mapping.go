package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// newMapping opens the form of a new mapping: into group, or on connection;
// either may be zero and is then chosen in the form.
func (d *Desk) newMapping(group, connection rbac.Ref) tea.Cmd {
	title := widget.Spans{widget.Say(d.Theme.Title, "New mapping")}
	return d.opening(newForm(d, d.mappingBlank(title, groupID(group), rbac.Mapping{Connection: connection.ID})))
}

// editMapping opens the form of a mapping that there is.
func (d *Desk) editMapping(ref rbac.Ref) tea.Cmd {
	group, m, ok := d.data.mapping(ref)
	if !ok {
		return say("this mapping does not exist any more")
	}
	b := d.mappingBlank(widget.Spans{widget.Say(d.Theme.Title, "Edit mapping")}, group, m)
	b.note = "It gets a new id: the API can only add the new one and delete the old."
	return d.opening(newForm(d, b))
}

// mappingBlank is the form of a mapping; one without an id is new.
func (d *Desk) mappingBlank(title widget.Spans, group rbac.GroupID, m rbac.Mapping) blank {
	into := widget.Field{
		Name: fieldGroup, Label: "Into group", Kind: widget.ReferenceField, Value: group.Text, Shown: d.groupShown(group.Text),
		Hint: "none yet",
	}
	if !group.IsZero() {
		into.Kind = widget.FixedField
	}
	return blank{
		title: title, body: endpoint.Lookup(endpoint.GroupsMappingsAdd).Body, choose: d.chooseMappingField,
		fields: []widget.Field{
			into,
			{
				Name: fieldConnection, Label: "Connection", Kind: widget.ReferenceField, Value: m.Connection,
				Shown: d.connectionShown(m.Connection), Hint: "none yet",
			},
			lineField(fieldGroupName, "Group there", m.GroupName, rbac.MaxName, "its name at the identity provider"),
		},
		changes: func(f *widget.Form) []rbac.Change {
			into := rbac.GroupID{Text: f.Text(fieldGroup)}
			name, connection := f.Text(fieldGroupName), f.Text(fieldConnection)
			switch {
			case into.IsZero():
				return nil
			case m.ID.IsZero():
				return []rbac.Change{rbac.AddMapping{
					Group: into, Ref: rbac.MappingID{Text: d.newID()}, GroupName: name, Connection: connection,
				}}
			case !f.Dirty():
				return nil
			}
			return []rbac.Change{rbac.EditMapping{
				Group: into, Mapping: m.ID, Ref: rbac.MappingID{Text: d.newID()}, GroupName: name, Connection: connection,
			}}
		},
	}
}

func (d *Desk) groupShown(id text.Text) widget.Spans {
	if id.IsZero() {
		return nil
	}
	return widget.Spans{widget.Foreign(d.Theme.Group, d.data.name(rbac.GroupID{Text: id}.Ref()))}
}

func (d *Desk) connectionShown(name text.Text) widget.Spans {
	if name.IsZero() {
		return nil
	}
	return widget.Spans{widget.Foreign(d.Theme.Connection, name)}
}

// chooseMappingField opens what chooses the connection or the group. A name
// that no connection has may be typed: the server takes any.
func (d *Desk) chooseMappingField(f *form, field widget.Words) tea.Cmd {
	title, list, shown := widget.Words("Connection"), connectionRows, d.connectionShown
	if field == fieldGroup {
		title, shown = "Into group", d.groupShown
		list = func(data *Data) []row { return refRows(allGroups(data, nil)) }
	}
	return ui.Tell(ui.Show{Dialog: newRefPicker(d, title,
		func(data *Data) []rbac.Ref { return rowRefs(list(data)) }, text.Text{},
		func(id text.Text, _ rbac.Ref) tea.Msg { return fieldChosen{f, field, id, shown(id)} })})
}
