package catalog

import (
	"slices"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The relations of an application.
const (
	ApplicationRoles       RelationID = "application.roles"
	ApplicationPermissions RelationID = "application.permissions"
)

func applicationIdentity() Identity {
	return Identity{
		Name: func(d *Data, id text.Text) text.Text { return d.Directory.Name(rbac.ClientID{Text: id}.Ref()) },
		Known: func(d *Data, id text.Text) bool {
			_, listed := d.Directory.Application(rbac.ClientID{Text: id})
			return listed || slices.Contains(d.Graph.Applications(), rbac.ClientID{Text: id})
		},
	}
}

func applicationResource() *Resource {
	app := func(d *Data, r Row) rbac.Application {
		a, _ := d.Directory.Application(rbac.ClientID{Text: r.Ref.ID})
		return a
	}
	id := idColumn("Client id", func(_ *Data, r Row) text.Text { return r.Ref.ID }).yielding(4)
	name := nameColumn("Application", nil)
	name.Of = func(d *Data, r Row) Value { return Value{Form: Label, Text: app(d, r).Name, ID: r.Ref.ID} }
	kind := textColumn("type", "Type", Term, func(d *Data, r Row) text.Text { return app(d, r).Type }).yielding(1)
	callbacks := textsColumn("callbacks", "", func(d *Data, r Row) []text.Text { return app(d, r).Callbacks })
	roles := numberColumn("roles", "Roles", func(d *Data, r Row) int { return len(d.RolesOf(r.Ref)) }).yielding(2)
	permissions := numberColumn("permissions", "Permissions", func(d *Data, r Row) int { return len(d.PermissionsOf(r.Ref)) }).yielding(3)
	return &Resource{
		Identity: applicationIdentity(), Kind: rbac.KindApplication, Plural: "applications",
		Document:  []Column{id, name, kind, callbacks, roles, permissions},
		Text:      []Column{name, kind, roles, permissions, id},
		List:      []Column{name, kind, roles, permissions, Noted(2), id},
		Fields:    applicationFields,
		Relations: []Relation{applicationRoles(), applicationPermissions()},
		All:       func(d *Data) []Row { return append(ownApplications(d), RowsOf(mentionedApplications(d))...) },
		Own:       ownApplications,
		Mentioned: mentionedApplications,
		Extent:    func(d *Data) rbac.Extent { return d.Directory.ApplicationsExtent() },
		Listed: func(d *Data, id text.Text) bool {
			_, ok := d.Directory.Application(rbac.ClientID{Text: id})
			return ok
		},
		Names:  rbac.KindApplication,
		Stored: storedApplication,
		Call: func(_ *Data, ref rbac.Ref) endpoint.Call {
			return endpoint.New(endpoint.ApplicationsRead, ref.ID.Raw())
		},
		Single: true,
		Empty:  "No applications: the tenant lists none, and no role refers to one.",
		Asks:   Holders,
	}
}

func ownApplications(d *Data) []Row {
	list := d.Directory.Applications()
	rows := make([]Row, len(list))
	for i, a := range list {
		rows[i] = Row{Ref: a.ID.Ref()}
	}
	return rows
}

func mentionedApplications(d *Data) []rbac.Ref { return RefsOf(d.Graph.Applications()) }

// RolesOf are the roles of an application.
func (d *Data) RolesOf(app rbac.Ref) []rbac.Ref {
	var refs []rbac.Ref
	for _, r := range d.Graph.Roles() {
		if r.Application.Text == app.ID {
			refs = append(refs, r.ID.Ref())
		}
	}
	return refs
}

// PermissionsOf are the permissions of an application.
func (d *Data) PermissionsOf(app rbac.Ref) []rbac.Ref {
	var refs []rbac.Ref
	for _, p := range d.Graph.Permissions() {
		if p.Application.Text == app.ID {
			refs = append(refs, p.ID.Ref())
		}
	}
	return refs
}

func applicationFields(d *Data, id text.Text) []Field {
	ref := rbac.ClientID{Text: id}.Ref()
	a, listed := d.Directory.Application(rbac.ClientID{Text: id})
	return []Field{
		{Label: "Name", Value: Cell{Text: d.Name(ref), Role: Name}},
		{Label: "Client id", Value: Cell{Text: id, Role: ID}},
		{Label: "Type", Value: Cell{Text: a.Type}},
		{Label: "Status", Value: standing(d.Directory.ApplicationsExtent(), listed, "referenced by roles or permissions")},
		{Label: "Callbacks", Value: Cell{Text: Joined(a.Callbacks), Role: Short}},
		{Label: "Roles", Value: Count(len(d.RolesOf(ref))), Relation: ApplicationRoles},
		{Label: "Permissions", Value: Count(len(d.PermissionsOf(ref))), Relation: ApplicationPermissions},
		{Label: "Note", Value: d.BadgeOf(ref)},
	}
}

func applicationRoles() Relation {
	return Relation{
		ID: ApplicationRoles, Title: "Roles", To: rbac.KindRole,
		Columns: []Column{Called("Role"), described(2), Noted(3)},
		Rows:    func(d *Data, id text.Text) []Row { return RowsOf(d.RolesOf(rbac.ClientID{Text: id}.Ref())) },
		Empty:   "No role belongs to this application.",
	}
}

func applicationPermissions() Relation {
	return Relation{
		ID: ApplicationPermissions, Title: "Permissions", To: rbac.KindPermission,
		Columns: []Column{Called("Permission"), described(2), Noted(3)},
		Rows:    func(d *Data, id text.Text) []Row { return RowsOf(d.PermissionsOf(rbac.ClientID{Text: id}.Ref())) },
		Empty:   "No permission belongs to this application.",
	}
}

func storedApplication(d *Data, id text.Text) any {
	a, ok := d.Directory.Application(rbac.ClientID{Text: id})
	return known(struct {
		ID        rbac.ClientID `json:"client_id"`
		Name      text.Text     `json:"name"`
		Callbacks []text.Text   `json:"callbacks,omitempty"`
		Type      text.Text     `json:"app_type,omitzero"`
	}{a.ID, a.Name, a.Callbacks, a.Type}, ok)
}
