package views

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// then are the changes that tie a thing just made to something else.
type then func(made rbac.Ref) []rbac.Change

// create opens the form of a new thing. App is the application that it belongs
// to, zero where that is still to be chosen.
func (d *Desk) create(k rbac.Kind, app rbac.ClientID, tie then) tea.Cmd {
	if tie == nil {
		tie = func(rbac.Ref) []rbac.Change { return nil }
	}
	title := widget.Spans{widget.Sayf(d.Theme.Title, "New %s", k)}
	switch k {
	case rbac.KindGroup:
		return d.opening(newForm(d, d.groupBlank(title, rbac.Group{}, tie)))
	case rbac.KindRole:
		return d.opening(newForm(d, d.roleBlank(title, rbac.Role{Application: app}, tie)))
	case rbac.KindPermission:
		return d.opening(newForm(d, d.permissionBlank(title, rbac.Permission{Application: app}, tie)))
	case rbac.KindUser:
		return say("this API can't make users: they come from logins and the Auth0 dashboard")
	}
	return say("a " + string(k) + " can't be made here: this API only reads it")
}

// editForm opens the form of a thing that there is.
func (d *Desk) editForm(ref rbac.Ref) tea.Cmd {
	title := widget.Spans{
		widget.Sayf(d.Theme.Title, "Edit %s ", ref.Kind), widget.Foreign(kindStyle(d.Theme, ref.Kind), d.data.name(ref)),
	}
	switch ref.Kind {
	case rbac.KindGroup:
		return d.opening(newForm(d, d.groupBlank(title, d.data.group(ref), nil)))
	case rbac.KindRole:
		return d.opening(newForm(d, d.roleBlank(title, d.data.role(ref), nil)))
	}
	return d.opening(newForm(d, d.permissionBlank(title, d.data.permission(ref), nil)))
}

func lineField(name, label widget.Words, value text.Text, limit int, hint widget.Words) widget.Field {
	return widget.Field{Name: name, Label: label, Kind: widget.LineField, Value: value, Limit: limit, Hint: hint}
}

// groupBlank is the form of a group; one without an id is new.
func (d *Desk) groupBlank(title widget.Spans, g rbac.Group, tie then) blank {
	return blank{
		title: title, body: endpoint.Lookup(endpoint.GroupsCreate).Body,
		fields: []widget.Field{
			lineField(fieldName, "Name", g.Name, rbac.MaxName, "one that no other group has"),
			lineField(fieldDescription, "Description", g.Description, rbac.MaxDescription, "what it is for"),
		},
		changes: func(f *widget.Form) []rbac.Change {
			name, description := f.Text(fieldName), f.Text(fieldDescription)
			switch {
			case g.ID.IsZero():
				id := rbac.GroupID{Text: d.newID()}
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
func (d *Desk) ownerFields(app rbac.ClientID, kind text.Text, exists bool) []widget.Field {
	shown := widget.Spans(nil)
	if !app.IsZero() {
		shown = d.applicationShown(app)
	}
	owner := widget.Field{
		Name: fieldApplication, Label: "Application", Kind: widget.ReferenceField, Value: app.Text, Shown: shown,
		Hint: "none yet",
	}
	types := widget.Field{
		Name: fieldType, Label: "Type", Kind: widget.ChoiceField, Value: firstOf(kind, text.New(rbac.TypeClient)),
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

func (d *Desk) applicationShown(app rbac.ClientID) widget.Spans {
	return widget.Spans{widget.Foreign(d.Theme.Application, d.data.applicationName(app))}
}

// permissionBlank is the form of a permission; one without an id is new.
func (d *Desk) permissionBlank(title widget.Spans, p rbac.Permission, tie then) blank {
	b := blank{
		title: title, body: endpoint.Lookup(endpoint.PermissionsCreate).Body, choose: d.chooseField,
		fields: append([]widget.Field{
			lineField(fieldName, "Name", p.Name, rbac.MaxPermissionName, "such as read:reports"),
			lineField(fieldDescription, "Description", p.Description, rbac.MaxDescription, "what it allows"),
		}, d.ownerFields(p.Application, p.ApplicationType, !p.ID.IsZero())...),
		changes: func(f *widget.Form) []rbac.Change {
			name, description := f.Text(fieldName), f.Text(fieldDescription)
			switch {
			case p.ID.IsZero():
				id := rbac.PermissionID{Text: d.newID()}
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
	if n := len(d.data.Graph.PermissionRoles(p.ID)); !p.ID.IsZero() && n > 0 {
		b.note = widget.Words(counted(n, "role") + " hold it: they give it up while it is altered, and get it back")
	}
	return b
}

// roleBlank is the form of a role; one without an id is new.
func (d *Desk) roleBlank(title widget.Spans, r rbac.Role, tie then) blank {
	permissions := joinIDs(refsOf(r.Permissions))
	return blank{
		title: title, body: endpoint.Lookup(endpoint.RolesCreate).Body, choose: d.chooseField, settle: settleRole,
		fields: append(append([]widget.Field{
			lineField(fieldName, "Name", r.Name, rbac.MaxName, "one that no other role of the application has"),
			lineField(fieldDescription, "Description", r.Description, rbac.MaxDescription, "what it is for"),
		}, d.ownerFields(r.Application, r.ApplicationType, !r.ID.IsZero())...), widget.Field{
			Name: fieldPermissions, Label: "Permissions", Kind: widget.ReferenceField, Value: permissions,
			Shown: d.permissionsShown(permissions),
		}),
		changes: func(f *widget.Form) []rbac.Change {
			name, description, held := f.Text(fieldName), f.Text(fieldDescription), splitIDs(f.Text(fieldPermissions))
			if r.ID.IsZero() {
				id := rbac.RoleID{Text: d.newID()}
				return append([]rbac.Change{rbac.CreateRole{
					Ref: id, Name: name, Description: description, Permissions: held,
					ApplicationType: f.Text(fieldType), Application: rbac.ClientID{Text: f.Text(fieldApplication)},
				}}, tie(id.Ref())...)
			}
			var changes []rbac.Change
			if f.DirtyField(fieldName) || f.DirtyField(fieldDescription) {
				changes = append(changes, rbac.EditRole{Role: r.ID, Name: name, Description: description})
			}
			return append(changes, permissionChanges(r, held)...)
		},
	}
}

// permissionChanges are those that make held the permissions of a role.
func permissionChanges(r rbac.Role, held []rbac.PermissionID) []rbac.Change {
	var changes []rbac.Change
	had, has := map[rbac.PermissionID]bool{}, map[rbac.PermissionID]bool{}
	for _, id := range r.Permissions {
		had[id] = true
	}
	for _, id := range held {
		has[id] = true
		if !had[id] {
			changes = append(changes, rbac.AddPermission{Role: r.ID, Permission: id})
		}
	}
	for _, id := range r.Permissions {
		if !has[id] {
			changes = append(changes, rbac.RemovePermission{Role: r.ID, Permission: id})
		}
	}
	return changes
}

// settleRole takes the permissions away when the application is another one.
func settleRole(f *form, field widget.Words) {
	app := f.form.Text(fieldApplication)
	for _, id := range splitIDs(f.form.Text(fieldPermissions)) {
		if p, ok := f.desk.data.Graph.Permission(id); ok && p.Application.Text != app {
			f.form.SetReference(fieldPermissions, text.Text{}, f.desk.permissionsShown(text.Text{}))
			return
		}
	}
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

// permissionsShown is a list of permissions in a line.
func (d *Desk) permissionsShown(v text.Text) widget.Spans {
	ids := splitIDs(v)
	if len(ids) == 0 {
		return widget.Spans{widget.Say(d.Theme.Muted, "none")}
	}
	spans := widget.Spans{widget.Sayf(d.Theme.Text, "%d: ", len(ids))}
	for i, id := range ids {
		if i > 0 {
			spans = append(spans, widget.Say(d.Theme.Muted, ", "))
		}
		spans = append(spans, widget.Foreign(d.Theme.Permission, d.data.name(id.Ref())))
	}
	return spans
}

// chooseField opens what chooses the value of a reference of a form.
func (d *Desk) chooseField(f *form, field widget.Words) tea.Cmd {
	if field == fieldPermissions {
		return d.choosePermissions(f)
	}
	return ui.Tell(ui.Show{Dialog: newRefPicker(d, "Application",
		func(data *Data) []rbac.Ref { return rowRefs(applicationRows(data)) }, text.Text{},
		func(id text.Text, _ rbac.Ref) tea.Msg {
			return fieldChosen{f, field, id, d.applicationShown(rbac.ClientID{Text: id})}
		})})
}

func (d *Desk) choosePermissions(f *form) tea.Cmd {
	app := rbac.ClientID{Text: f.form.Text(fieldApplication)}
	if app.IsZero() {
		return say("choose the application first: a role holds permissions of its own application only")
	}
	held := splitIDs(f.form.Text(fieldPermissions))
	title := widget.Spans{widget.Say(d.Theme.Title, "Permissions of "), widget.Foreign(d.Theme.Application, d.data.applicationName(app))}
	return ui.Tell(ui.Show{Dialog: newLinkPicker(d, pick{
		title: title, subjects: []rbac.Ref{{}},
		offered: func(data *Data) []rbac.Ref { return data.permissionsOf(app.Ref()) },
		ties:    func(*Data, rbac.Ref) []rbac.Ref { return refsOf(held) },
		take: func(chosen []rbac.Ref) tea.Msg {
			v := joinIDs(chosen)
			return fieldChosen{f, fieldPermissions, v, d.permissionsShown(v)}
		},
	})})
}
