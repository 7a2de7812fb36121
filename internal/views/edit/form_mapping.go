package edit

import (
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// newMapping opens the form of a new mapping: into group, or on connection;
// either may be zero and is then chosen in the form.
func newMapping(d *changes.Workspace, group, connection rbac.Ref) ui.Cmd {
	title := widget.Spans{widget.Say(d.Theme.Title, "New mapping")}
	return opening(d, NewForm(d, mappingBlank(d, title, desk.GroupID(group), rbac.Mapping{Connection: connection.ID})))
}

// EditMapping opens the form of a mapping that there is.
func EditMapping(d *changes.Workspace, ref rbac.Ref) ui.Cmd {
	group, m, ok := d.Data.Mapping(ref)
	if !ok {
		return desk.Say("this mapping no longer exists")
	}
	b := mappingBlank(d, widget.Spans{widget.Say(d.Theme.Title, "Edit mapping")}, group, m)
	b.note = "Its id will change: the API can only add a new one and delete the old."
	return opening(d, NewForm(d, b))
}

// mappingBlank is the form of a mapping; one without an id is new.
func mappingBlank(d *changes.Workspace, title widget.Spans, group rbac.GroupID, m rbac.Mapping) blank {
	into := widget.Field{
		Name: fieldGroup, Label: "Into group", Kind: widget.ReferenceField, Value: group.Text, Shown: groupShown(d, group.Text),
		Hint: "none yet",
	}
	if !group.IsZero() {
		into.Kind = widget.FixedField
	}
	return blank{
		title: title, body: endpoint.Lookup(endpoint.GroupsMappingsAdd).Body, choose: chooseMappingField,
		Fields: []widget.Field{
			into,
			{
				Name: fieldConnection, Label: "Connection", Kind: widget.ReferenceField, Value: m.Connection,
				Shown: connectionShown(d, m.Connection), Hint: "none yet",
			},
			lineField(fieldGroupName, "IdP group", m.GroupName, rbac.MaxName, "its name at the identity provider"),
		},
		Changes: func(f *widget.Form) []rbac.Change {
			into := rbac.GroupID{Text: f.Text(fieldGroup)}
			name, connection := f.Text(fieldGroupName), f.Text(fieldConnection)
			switch {
			case into.IsZero():
				return nil
			case m.ID.IsZero():
				return []rbac.Change{rbac.AddMapping{
					Group: into, Ref: rbac.MappingID{Text: d.NewID()}, GroupName: name, Connection: connection,
				}}
			case !f.Dirty():
				return nil
			}
			return []rbac.Change{rbac.EditMapping{
				Group: into, Mapping: m.ID, Ref: rbac.MappingID{Text: d.NewID()}, GroupName: name, Connection: connection,
			}}
		},
	}
}

func groupShown(d *changes.Workspace, id text.Text) widget.Spans {
	if id.IsZero() {
		return nil
	}
	return widget.Spans{widget.Foreign(d.Theme.Group, d.Data.Name(rbac.GroupID{Text: id}.Ref()))}
}

func connectionShown(d *changes.Workspace, name text.Text) widget.Spans {
	if name.IsZero() {
		return nil
	}
	return widget.Spans{widget.Foreign(d.Theme.Connection, name)}
}

// chooseMappingField opens what choose the connection or the group. A name
// that no connection has may be typed: the server takes any.
func chooseMappingField(f *Form, field widget.Words) ui.Cmd {
	d := f.desk
	title, of := widget.Words("Connection"), rbac.KindConnection
	shown := func(name text.Text) widget.Spans { return connectionShown(d, name) }
	if field == fieldGroup {
		title, shown = "Into group", func(id text.Text) widget.Spans { return groupShown(d, id) }
		of = rbac.KindGroup
	}
	return ui.Tell(ui.Show{Dialog: desk.NewRefPicker(d.Desk, title,
		desk.Listed(of), text.Text{},
		func(id text.Text, _ rbac.Ref) ui.Cmd { return f.Fill(field, id, shown(id)) })})
}
