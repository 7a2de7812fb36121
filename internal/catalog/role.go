package catalog

import (
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The relations of a role.
const (
	RolePermissions RelationID = "role.permissions"
	RoleGroups      RelationID = "role.groups"
	RoleUsers       RelationID = "role.users"
)

func roleIdentity() Identity {
	return Identity{
		Name: func(d *Data, id text.Text) text.Text { return d.Graph.Name(rbac.RoleID{Text: id}.Ref()) },
		Exists: func(d *Data, id text.Text) bool {
			_, ok := d.Graph.Role(rbac.RoleID{Text: id})
			return ok
		},
		Named:       func(d *Data, name text.Text) []rbac.Ref { return RefsOf(d.Graph.RolesNamed(name)) },
		Application: func(d *Data, id text.Text) rbac.ClientID { return d.Role(rbac.RoleID{Text: id}.Ref()).Application },
		Description: func(d *Data, id text.Text) text.Text { return d.Role(rbac.RoleID{Text: id}.Ref()).Description },
	}
}

func role(d *Data, r Row) rbac.Role {
	if r.twin > 0 {
		return twin(d.Graph.Roles(), r, roleRef)
	}
	return d.Role(r.Ref)
}

func roleRef(r rbac.Role) rbac.Ref { return r.ID.Ref() }

func roleResource() *Resource {
	id := idColumn("", func(_ *Data, r Row) text.Text { return r.Ref.ID })
	name := nameColumn("Role", func(d *Data, r Row) text.Text { return role(d, r).Name })
	description := textColumn("description", "Description", Description, func(d *Data, r Row) text.Text { return role(d, r).Description }).yielding(7)
	application, applicationName := applicationColumns(1, func(d *Data, r Row) rbac.ClientID { return role(d, r).Application })
	permissions := idsColumn("permissions", "Permissions", func(d *Data, r Row) []rbac.PermissionID { return role(d, r).Permissions }).yielding(4)
	groups := idsColumn("groups", "Groups", func(d *Data, r Row) []rbac.GroupID {
		return d.Graph.RoleGroups(rbac.RoleID{Text: r.Ref.ID})
	}).yielding(3)
	users := idsColumn("users", "Assigned", func(d *Data, r Row) []rbac.UserID { return role(d, r).Users }).yielding(5).headed("USERS")
	users.Show = func(d *Data, r Row) Cell { return Count(len(d.Graph.RoleUsers(rbac.RoleID{Text: r.Ref.ID}))) }
	return &Resource{
		Identity: roleIdentity(), Kind: rbac.KindRole, Plural: "roles",
		Document:  []Column{id, name, description, application, applicationName, permissions, groups, users},
		Text:      []Column{name, applicationName, permissions, groups, users, id},
		List:      []Column{name, applicationName, heldBy(2).barred(6), permissions, groups, users, Noted(2), description},
		Fields:    roleFields,
		Relations: []Relation{rolePermissions(), roleGroups(), roleUsers()},
		Shape:     Hexagon,
		Picture:   []Column{application, applicationName},
		gist:      applicationGist,
		All:       func(d *Data) []Row { return stored(d.Graph.Roles(), roleRef) },
		Extent:    func(d *Data) rbac.Extent { return graphExtent(d, d.Graph.Missing().Roles) },
		Names:     rbac.KindApplication,
		Stored:    func(d *Data, id text.Text) any { return known(d.Graph.Role(rbac.RoleID{Text: id})) },
		Call:      func(_ *Data, ref rbac.Ref) endpoint.Call { return endpoint.New(endpoint.RolesRead, ref.ID.Raw()) },
		Extra:     func(d *Data, ref rbac.Ref) text.Text { return d.ApplicationName(d.ApplicationOf(ref)) },
		Empty:     "No roles yet.",
		Asks:      Holders,
		Makes:     true,
		Alters:    true,
	}
}

// applicationGist is what the application of a role or permission is called.
func applicationGist(d *Data, ref rbac.Ref) text.Text {
	app := d.ApplicationOf(ref)
	return FirstOf(d.Directory.Name(app.Ref()), app.Text)
}

func roleFields(d *Data, id text.Text) []Field {
	r := d.Role(rbac.RoleID{Text: id}.Ref())
	return []Field{
		{Label: "Name", Value: Cell{Text: r.Name, Role: Name}},
		{Label: "Description", Value: Cell{Text: r.Description}},
		{Label: "Application", Value: Cell{Text: d.ApplicationName(r.Application)}, Ref: r.Application.Ref()},
		{Label: "Type", Value: Cell{Text: r.ApplicationType, Role: Term}},
		{Label: "Id", Value: Cell{Text: id, Role: ID}},
		{Label: "Permissions", Value: Count(len(once(r.Permissions))), Relation: RolePermissions},
		{Label: "Granted by", Value: Sum(len(d.Graph.RoleGroups(r.ID)), rbac.KindGroup), Relation: RoleGroups},
		{Label: "Assigned to", Value: Sum(len(once(r.Users)), rbac.KindUser), Relation: RoleUsers},
		{Label: "Held by", Value: Sum(d.Graph.HolderCount(r.ID.Ref()), rbac.KindUser), Relation: RoleUsers},
		{Label: "Note", Value: d.BadgeOf(r.ID.Ref())},
	}
}

func rolePermissions() Relation {
	return Relation{
		ID: RolePermissions, Title: "Permissions", To: rbac.KindPermission,
		Columns: []Column{Called("Permission"), described(2), Noted(3)},
		Rows: func(d *Data, id text.Text) []Row {
			return unique(RowsOf(RefsOf(d.Role(rbac.RoleID{Text: id}.Ref()).Permissions)))
		},
		Empty: "This role has no permissions.", Add: "add some",
		Tie: &Tie{
			Kind: rbac.TiePermission, One: "permission", Many: "permissions",
			Direct: func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Role(ref).Permissions) },
		},
	}
}

func roleGroups() Relation {
	return Relation{
		ID: RoleGroups, Title: "Groups", To: rbac.KindGroup,
		Columns: []Column{Called("Group"), By(), described(2)},
		Rows:    func(d *Data, id text.Text) []Row { return granting(d, rbac.RoleID{Text: id}.Ref()) },
		Empty:   "No group grants this role.", Add: "grant it to one",
		Tie: &Tie{
			Kind: rbac.TieGrant, Turned: true, One: "group", Many: "groups", Rank: 2,
			Direct: func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Graph.RoleGroups(rbac.RoleID{Text: ref.ID})) },
		},
	}
}

func roleUsers() Relation {
	return Relation{
		ID: RoleUsers, Title: "Users", To: rbac.KindUser,
		Columns: []Column{Called("User"), Mailed(2), By(), Noted(3)},
		Rows:    func(d *Data, id text.Text) []Row { return holders(d, rbac.RoleID{Text: id}.Ref()) },
		Empty:   "Nobody has this role.", Add: "assign it",
		Tie: &Tie{
			Kind: rbac.TieAssignment, Turned: true, One: "user", Many: "users", Rank: 1,
			Direct: func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Role(ref).Users) },
		},
	}
}
