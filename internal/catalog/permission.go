package catalog

import (
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The relations of a permission.
const (
	PermissionRoles  RelationID = "permission.roles"
	PermissionGroups RelationID = "permission.groups"
	PermissionUsers  RelationID = "permission.users"
)

func permissionIdentity() Identity {
	return Identity{
		Name: func(d *Data, id text.Text) text.Text { return d.Graph.Name(rbac.PermissionID{Text: id}.Ref()) },
		Exists: func(d *Data, id text.Text) bool {
			_, ok := d.Graph.Permission(rbac.PermissionID{Text: id})
			return ok
		},
		Named: func(d *Data, name text.Text) []rbac.Ref { return RefsOf(d.Graph.PermissionsNamed(name)) },
		Application: func(d *Data, id text.Text) rbac.ClientID {
			return d.Permission(rbac.PermissionID{Text: id}.Ref()).Application
		},
		Description: func(d *Data, id text.Text) text.Text {
			return d.Permission(rbac.PermissionID{Text: id}.Ref()).Description
		},
	}
}

func permission(d *Data, r Row) rbac.Permission {
	if r.twin > 0 {
		return twin(d.Graph.Permissions(), r, permissionRef)
	}
	return d.Permission(r.Ref)
}

func permissionRef(p rbac.Permission) rbac.Ref { return p.ID.Ref() }

func permissionResource() *Resource {
	id := idColumn("", func(_ *Data, r Row) text.Text { return r.Ref.ID })
	name := nameColumn("Permission", func(d *Data, r Row) text.Text { return permission(d, r).Name })
	description := textColumn("description", "Description", Description, func(d *Data, r Row) text.Text { return permission(d, r).Description }).yielding(5)
	application, applicationName := applicationColumns(1, func(d *Data, r Row) rbac.ClientID { return permission(d, r).Application })
	roles := idsColumn("roles", "Roles", func(d *Data, r Row) []rbac.RoleID {
		return d.Graph.PermissionRoles(rbac.PermissionID{Text: r.Ref.ID})
	}).yielding(3)
	return &Resource{
		Identity: permissionIdentity(), Kind: rbac.KindPermission, Plural: "permissions",
		Document:  []Column{id, name, description, application, applicationName, roles},
		Text:      []Column{name, description, applicationName, roles, id},
		List:      []Column{name, applicationName, heldBy(2).barred(4), roles, Noted(2), description},
		Fields:    permissionFields,
		Relations: []Relation{permissionRoles(), permissionGroups(), permissionUsers()},
		Shape:     Sheet,
		Picture:   []Column{application, applicationName},
		gist:      applicationGist,
		All:       func(d *Data) []Row { return stored(d.Graph.Permissions(), permissionRef) },
		Extent:    func(d *Data) rbac.Extent { return graphExtent(d, d.Graph.Missing().Permissions) },
		Names:     rbac.KindApplication,
		Stored:    func(d *Data, id text.Text) any { return known(d.Graph.Permission(rbac.PermissionID{Text: id})) },
		Call: func(_ *Data, ref rbac.Ref) endpoint.Call {
			return endpoint.New(endpoint.PermissionsRead, ref.ID.Raw())
		},
		Extra:  func(d *Data, ref rbac.Ref) text.Text { return d.ApplicationName(d.ApplicationOf(ref)) },
		Empty:  "No permissions yet.",
		Asks:   Holders,
		Makes:  true,
		Alters: true,
	}
}

func permissionFields(d *Data, id text.Text) []Field {
	p := d.Permission(rbac.PermissionID{Text: id}.Ref())
	return []Field{
		{Label: "Name", Value: Cell{Text: p.Name, Role: Name}},
		{Label: "Description", Value: Cell{Text: p.Description}},
		{Label: "Application", Value: Cell{Text: d.ApplicationName(p.Application)}, Ref: p.Application.Ref()},
		{Label: "Type", Value: Cell{Text: p.ApplicationType, Role: Term}},
		{Label: "Id", Value: Cell{Text: id, Role: ID}},
		{Label: "Roles", Value: Count(len(d.Graph.PermissionRoles(p.ID))), Relation: PermissionRoles},
		{Label: "Held by", Value: Sum(d.Graph.HolderCount(p.ID.Ref()), rbac.KindUser), Relation: PermissionUsers},
		{Label: "Note", Value: d.BadgeOf(p.ID.Ref())},
	}
}

func permissionRoles() Relation {
	return Relation{
		ID: PermissionRoles, Title: "Roles", To: rbac.KindRole,
		Columns: []Column{Called("Role"), described(2), Noted(3)},
		Rows: func(d *Data, id text.Text) []Row {
			return RowsOf(RefsOf(d.Graph.PermissionRoles(rbac.PermissionID{Text: id})))
		},
		Empty: "No role holds this permission.",
		Tie: &Tie{
			Kind: rbac.TiePermission, Turned: true, One: "role", Many: "roles",
			Direct: func(d *Data, ref rbac.Ref) []rbac.Ref {
				return RefsOf(d.Graph.PermissionRoles(rbac.PermissionID{Text: ref.ID}))
			},
		},
	}
}

func permissionGroups() Relation {
	return Relation{
		ID: PermissionGroups, Title: "Groups", To: rbac.KindGroup,
		Columns: []Column{Called("Group"), By()},
		Rows:    func(d *Data, id text.Text) []Row { return granting(d, rbac.PermissionID{Text: id}.Ref()) },
		Empty:   "No group grants a role with this permission.",
	}
}

func permissionUsers() Relation {
	return Relation{
		ID: PermissionUsers, Title: "Users", To: rbac.KindUser,
		Columns: []Column{Called("User"), Mailed(2), By(), Noted(3)},
		Rows:    func(d *Data, id text.Text) []Row { return holders(d, rbac.PermissionID{Text: id}.Ref()) },
		Empty:   "Nobody has this permission.",
	}
}
