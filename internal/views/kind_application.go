package views

import (
	"context"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

func applicationKind() *kind {
	app := func(d *Data, r row) rbac.Application {
		a, _ := d.Directory.Application(rbac.ClientID{Text: r.ref.ID})
		return a
	}
	return &kind{
		kind: rbac.KindApplication, plural: "Applications", singular: "application", list: "applications", detail: "application",
		columns: []column{
			nameColumn("Application"),
			textColumn("Type", 11, 0, 1, func(d *Data, r row) text.Text { return app(d, r).Type }),
			countColumn("Roles", 2, func(d *Data, r row) int { return len(d.rolesOf(r.ref)) }),
			countColumn("Permissions", 3, func(d *Data, r row) int { return len(d.permissionsOf(r.ref)) }),
			noteColumn(2),
			textColumn("Client id", 16, 2, 4, func(_ *Data, r row) text.Text { return r.ref.ID }),
		},
		rows:    applicationRows,
		fields:  applicationFields,
		tabs:    []relation{applicationRoles(), applicationPermissions()},
		raw:     rawApplication,
		read:    readApplication,
		missing: func(d *Data) error { return d.Directory.ApplicationsExtent().Err },
		empty:   "No applications: the tenant lists none, and no role names one.",
		asks:    []ui.Action{ui.WhoCan},
	}
}

// applicationRows are the applications that the server lists and those that
// roles and permissions name.
func applicationRows(d *Data) []row {
	var rows []row
	for _, a := range d.Directory.Applications() {
		rows = append(rows, row{ref: a.ID.Ref()})
	}
	for _, id := range d.Graph.Applications() {
		rows = append(rows, row{ref: id.Ref()})
	}
	return unique(rows)
}

func (d *Data) rolesOf(app rbac.Ref) []rbac.Ref {
	var refs []rbac.Ref
	for _, r := range d.Graph.Roles() {
		if r.Application.Text == app.ID {
			refs = append(refs, r.ID.Ref())
		}
	}
	return refs
}

func (d *Data) permissionsOf(app rbac.Ref) []rbac.Ref {
	var refs []rbac.Ref
	for _, p := range d.Graph.Permissions() {
		if p.Application.Text == app.ID {
			refs = append(refs, p.ID.Ref())
		}
	}
	return refs
}

func applicationFields(d *Data, id text.Text) []field {
	ref := rbac.Ref{Kind: rbac.KindApplication, ID: id}
	a, known := d.Directory.Application(rbac.ClientID{Text: id})
	status := standing(d.Directory.ApplicationsExtent(), known, "roles or permissions name it")
	return []field{
		{label: "Name", value: textCell(d.name(ref), named)},
		{label: "Client id", value: textCell(id, muted)},
		{label: "Type", value: textCell(a.Type, plain)},
		{label: "Status", value: status},
		{label: "Callbacks", value: textCell(joined(a.Callbacks), muted)},
		{label: "Roles", value: countCell(len(d.rolesOf(ref))), tab: "Roles"},
		{label: "Permissions", value: countCell(len(d.permissionsOf(ref))), tab: "Permissions"},
		{label: "Note", value: d.noteOf(ref)},
	}
}

func applicationRoles() relation {
	return relation{
		title: "Roles", columns: []column{nameColumn("Role"), descriptionColumn(2), noteColumn(3)},
		rows: func(d *Data, id text.Text) []row {
			return refRows(d.rolesOf(rbac.Ref{Kind: rbac.KindApplication, ID: id}))
		},
		empty: "No role belongs to this application.",
	}
}

func applicationPermissions() relation {
	return relation{
		title: "Permissions", columns: []column{nameColumn("Permission"), descriptionColumn(2), noteColumn(3)},
		rows: func(d *Data, id text.Text) []row {
			return refRows(d.permissionsOf(rbac.Ref{Kind: rbac.KindApplication, ID: id}))
		},
		empty: "No permission belongs to this application.",
	}
}

// rawApplication is an application as the list describes it.
func rawApplication(d *Data, id text.Text) any {
	a, ok := d.Directory.Application(rbac.ClientID{Text: id})
	return known(struct {
		ID        rbac.ClientID `json:"client_id"`
		Name      text.Text     `json:"name"`
		Callbacks []text.Text   `json:"callbacks,omitempty"`
		Type      text.Text     `json:"app_type,omitzero"`
	}{a.ID, a.Name, a.Callbacks, a.Type}, ok)
}

// readApplication reads an application whole, but for its secret.
func readApplication(s Source, id text.Text) func(ctx context.Context) ([]byte, error) {
	c, ok := s.(caller)
	if !ok {
		return nil
	}
	return func(ctx context.Context) ([]byte, error) {
		answer, err := c.Send(ctx, endpoint.New(endpoint.ApplicationsRead, id.Raw()), "application")
		if err != nil {
			return nil, err
		}
		return answer.Masked(), nil
	}
}
