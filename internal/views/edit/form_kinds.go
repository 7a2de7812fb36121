package edit

import (
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// then are the changes that tie a thing just made to something else.
type then func(made rbac.Ref) []rbac.Change

// Create opens the form of a new thing. App is the application that it belongs
// to, zero where that is still to be chosen.
func Create(d *changes.Workspace, k rbac.Kind, app rbac.ClientID, tie then) ui.Cmd {
	if tie == nil {
		tie = func(rbac.Ref) []rbac.Change { return nil }
	}
	title := widget.Spans{widget.Sayf(d.Theme.Title, "New %s", k)}
	switch k {
	case rbac.KindGroup:
		return opening(d, NewForm(d, GroupBlank(d, title, rbac.Group{}, tie)))
	case rbac.KindRole:
		return opening(d, NewForm(d, roleBlank(d, title, rbac.Role{Application: app}, tie)))
	}
	return opening(d, NewForm(d, permissionBlank(d, title, rbac.Permission{Application: app}, tie)))
}

// EditForm opens the form of a thing that there is.
func EditForm(d *changes.Workspace, ref rbac.Ref) ui.Cmd {
	title := widget.Spans{
		widget.Sayf(d.Theme.Title, "Edit %s ", ref.Kind), widget.Foreign(desk.KindStyle(d.Theme, ref.Kind), d.Data.Name(ref)),
	}
	switch ref.Kind {
	case rbac.KindGroup:
		return opening(d, NewForm(d, GroupBlank(d, title, d.Data.Group(ref), nil)))
	case rbac.KindRole:
		return opening(d, NewForm(d, roleBlank(d, title, d.Data.Role(ref), nil)))
	}
	return opening(d, NewForm(d, permissionBlank(d, title, d.Data.Permission(ref), nil)))
}

func lineField(name, label widget.Words, value text.Text, limit int, hint widget.Words) widget.Field {
	return widget.Field{Name: name, Label: label, Kind: widget.LineField, Value: value, Limit: limit, Hint: hint}
}

// GroupBlank is the form of a group; one without an id is new.
func GroupBlank(d *changes.Workspace, title widget.Spans, g rbac.Group, tie then) blank {
	return blank{
		title: title, body: endpoint.Lookup(endpoint.GroupsCreate).Body,
		Fields: []widget.Field{
			lineField(FieldName, "Name", g.Name, rbac.MaxName, "unique among groups"),
			lineField(FieldDescription, "Description", g.Description, rbac.MaxDescription, "required: what it is for"),
		},
		Changes: func(f *widget.Form) []rbac.Change {
			name, description := f.Text(FieldName), f.Text(FieldDescription)
			switch {
			case g.ID.IsZero():
				id := rbac.GroupID{Text: d.NewID()}
				return append([]rbac.Change{rbac.CreateGroup{Ref: id, Name: name, Description: description}}, tie(id.Ref())...)
			case !f.Dirty():
				return nil
			}
			return []rbac.Change{rbac.EditGroup{Group: g.ID, Name: name, Description: description}}
		},
	}
}

// ownerFields are the application that a role or permission belongs to, and
// its type. They are fixed once the thing exists, and where it is made for one.
func ownerFields(d *changes.Workspace, app rbac.ClientID, kind text.Text, exists bool) []widget.Field {
	shown := widget.Spans(nil)
	if !app.IsZero() {
		shown = applicationShown(d, app)
	}
	owner := widget.Field{
		Name: fieldApplication, Label: "Application", Kind: widget.ReferenceField, Value: app.Text, Shown: shown,
		Hint: "none yet",
	}
	types := widget.Field{
		Name: fieldType, Label: "Type", Kind: widget.ChoiceField, Value: catalog.FirstOf(kind, text.New(rbac.TypeClient)),
		Options: []widget.Option{
			{Value: text.New(rbac.TypeClient), Label: text.New("client: an application")},
			{Value: text.New(rbac.TypeResourceServer), Label: text.New("resource_server: an API")},
		},
	}
	if exists {
		owner.Kind, types.Kind = widget.FixedField, widget.FixedField
	}
	return []widget.Field{owner, types}
}

func applicationShown(d *changes.Workspace, app rbac.ClientID) widget.Spans {
	return widget.Spans{widget.Foreign(d.Theme.Application, d.Data.ApplicationName(app))}
}

// permissionBlank is the form of a permission; one without an id is new.
func permissionBlank(d *changes.Workspace, title widget.Spans, p rbac.Permission, tie then) blank {
	b := blank{
		title: title, body: endpoint.Lookup(endpoint.PermissionsCreate).Body, choose: chooseField,
		Fields: append([]widget.Field{
			lineField(FieldName, "Name", p.Name, rbac.MaxPermissionName, "such as read:reports"),
			lineField(FieldDescription, "Description", p.Description, rbac.MaxDescription, "what it allows"),
		}, ownerFields(d, p.Application, p.ApplicationType, !p.ID.IsZero())...),
		Changes: func(f *widget.Form) []rbac.Change {
			name, description := f.Text(FieldName), f.Text(FieldDescription)
			switch {
			case p.ID.IsZero():
				id := rbac.PermissionID{Text: d.NewID()}
				return append([]rbac.Change{rbac.CreatePermission{
					Ref: id, Name: name, Description: description,
					ApplicationType: f.Text(fieldType), Application: rbac.ClientID{Text: f.Text(fieldApplication)},
				}}, tie(id.Ref())...)
			case !f.Dirty():
				return nil
			}
			return []rbac.Change{rbac.EditPermission{Permission: p.ID, Name: name, Description: description}}
		},
	}
	if n := len(d.Data.Graph.PermissionRoles(p.ID)); !p.ID.IsZero() && n > 0 {
		b.note = widget.Words(text.Counted(n, "role") + " hold it: removed while it is edited, then added back")
	}
	return b
}

// roleBlank is the form of a role; one without an id is new.
func roleBlank(d *changes.Workspace, title widget.Spans, r rbac.Role, tie then) blank {
	permissions := joinIDs(catalog.RefsOf(r.Permissions))
	return blank{
		title: title, body: endpoint.Lookup(endpoint.RolesCreate).Body, choose: chooseField, settle: settleRole,
		Fields: append(append([]widget.Field{
			lineField(FieldName, "Name", r.Name, rbac.MaxName, "unique within the application"),
			lineField(FieldDescription, "Description", r.Description, rbac.MaxDescription, "required: what it is for"),
		}, ownerFields(d, r.Application, r.ApplicationType, !r.ID.IsZero())...), widget.Field{
			Name: FieldPermissions, Label: "Permissions", Kind: widget.ReferenceField, Value: permissions,
			Shown: permissionsShown(d, r.Application, permissions),
		}),
		Changes: func(f *widget.Form) []rbac.Change {
			name, description, held := f.Text(FieldName), f.Text(FieldDescription), splitIDs(f.Text(FieldPermissions))
			if r.ID.IsZero() {
				id := rbac.RoleID{Text: d.NewID()}
				return append([]rbac.Change{rbac.CreateRole{
					Ref: id, Name: name, Description: description, Permissions: held,
					ApplicationType: f.Text(fieldType), Application: rbac.ClientID{Text: f.Text(fieldApplication)},
				}}, tie(id.Ref())...)
			}
			var gained, lost, changes []rbac.Change
			if f.DirtyField(FieldPermissions) {
				gained, lost = permissionChanges(r, held)
			}
			if f.DirtyField(FieldName) || f.DirtyField(FieldDescription) {
				changes = append(changes, rbac.EditRole{Role: r.ID, Name: name, Description: description})
			}
			// What is of another application goes first: the server alters no role that
			// holds it.
			return slices.Concat(lost, changes, gained)
		},
	}
}

// permissionChanges are those that make held the permissions of a role.
func permissionChanges(r rbac.Role, held []rbac.PermissionID) (gained, lost []rbac.Change) {
	had, has := map[rbac.PermissionID]bool{}, map[rbac.PermissionID]bool{}
	for _, id := range r.Permissions {
		had[id] = true
	}
	for _, id := range held {
		has[id] = true
		if !had[id] {
			gained = append(gained, rbac.AddPermission(r.ID, id))
		}
	}
	for _, id := range r.Permissions {
		if !has[id] {
			lost = append(lost, rbac.RemovePermission(r.ID, id))
		}
	}
	return gained, lost
}

// settleRole keeps, once another application was chosen, the permissions of that
// one only.
func settleRole(f *Form, field widget.Words) {
	if field != fieldApplication {
		return
	}
	app := rbac.ClientID{Text: f.Form.Text(fieldApplication)}
	held := splitIDs(f.Form.Text(FieldPermissions))
	kept := slices.DeleteFunc(slices.Clone(held), func(id rbac.PermissionID) bool { return foreign(f.desk.Data, app, id) })
	if len(kept) < len(held) {
		v := joinIDs(catalog.RefsOf(kept))
		f.Form.SetReference(FieldPermissions, v, permissionsShown(f.desk, app, v))
	}
}

// foreign reports whether a permission is of another application.
func foreign(d *desk.Data, app rbac.ClientID, id rbac.PermissionID) bool {
	p, ok := d.Graph.Permission(id)
	return ok && p.Application != app
}

// joinIDs keeps a list of ids as the one value of a field.
func joinIDs(refs []rbac.Ref) text.Text {
	ids := make([]string, len(refs))
	for i, ref := range refs {
		ids[i] = ref.ID.Raw()
	}
	return text.New(strings.Join(ids, "\n"))
}

func splitIDs(v text.Text) []rbac.PermissionID {
	if v.IsZero() {
		return nil
	}
	var ids []rbac.PermissionID
	for id := range strings.SplitSeq(v.Raw(), "\n") {
		ids = append(ids, rbac.PermissionOf(id))
	}
	return ids
}

// permissionsShown is a list of permissions of a role of an application in a line;
// those of another application are marked.
func permissionsShown(d *changes.Workspace, app rbac.ClientID, v text.Text) widget.Spans {
	ids := splitIDs(v)
	if len(ids) == 0 {
		return widget.Spans{widget.Say(d.Theme.Muted, "none")}
	}
	spans := widget.Spans{widget.Sayf(d.Theme.Text, "%d: ", len(ids))}
	for i, id := range ids {
		if i > 0 {
			spans = append(spans, widget.Say(d.Theme.Muted, ", "))
		}
		spans = append(spans, widget.Foreign(d.Theme.Permission, d.Data.Name(id.Ref())))
		if foreign(d.Data, app, id) {
			spans = append(spans, widget.Say(d.Theme.Warn, " "+d.Theme.Glyphs.Warning+" other application"))
		}
	}
	return spans
}

// chooseField opens what chooses the value of a reference of a form.
func chooseField(f *Form, field widget.Words) ui.Cmd {
	d := f.desk
	if field == FieldPermissions {
		return choosePermissions(d, f)
	}
	return ui.Tell(ui.Show{Dialog: desk.NewRefPicker(d.Desk, "Application",
		desk.Listed(rbac.KindApplication), text.Text{},
		func(id text.Text, _ rbac.Ref) ui.Cmd {
			return f.Fill(field, id, applicationShown(d, rbac.ClientID{Text: id}))
		})})
}

func choosePermissions(d *changes.Workspace, f *Form) ui.Cmd {
	app := rbac.ClientID{Text: f.Form.Text(fieldApplication)}
	if app.IsZero() {
		return desk.Say("choose the application first: a role only holds permissions of its own application")
	}
	held := splitIDs(f.Form.Text(FieldPermissions))
	title := widget.Spans{widget.Say(d.Theme.Title, "Permissions of "), widget.Foreign(d.Theme.Application, d.Data.ApplicationName(app))}
	return ui.Tell(ui.Show{Dialog: newLinkPicker(d, pick{
		title: title, subjects: []rbac.Ref{{}},
		offered: func(data *desk.Data) []rbac.Ref { return data.PermissionsOf(app.Ref()) },
		ties:    func(*desk.Data, rbac.Ref) []rbac.Ref { return catalog.RefsOf(held) },
		take: func(chosen []rbac.Ref) ui.Cmd {
			v := joinIDs(chosen)
			return f.Fill(FieldPermissions, v, permissionsShown(d, app, v))
		},
	})})
}
