package views

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

func roleKind() *kind {
	role := func(d *Data, r row) rbac.Role {
		v, _ := d.Graph.Role(rbac.RoleID{Text: r.ref.ID})
		return v
	}
	return &kind{
		kind: rbac.KindRole, plural: "Roles", singular: "role", list: "roles", detail: "role",
		columns: []column{
			nameColumn("Role"),
			applicationColumn(1),
			countColumn("Permissions", 3, func(d *Data, r row) int { return len(role(d, r).Permissions) }),
			countColumn("Groups", 2, func(d *Data, r row) int { return len(d.Graph.RoleGroups(rbac.RoleID{Text: r.ref.ID})) }),
			countColumn("Assigned", 4, func(d *Data, r row) int { return len(role(d, r).Users) }),
			noteColumn(2),
			descriptionColumn(6),
		},
		rows: func(d *Data) []row {
			refs := make([]rbac.Ref, 0, len(d.Graph.Roles()))
			for _, r := range d.Graph.Roles() {
				refs = append(refs, r.ID.Ref())
			}
			return unique(refRows(refs))
		},
		fields:  roleFields,
		tabs:    []relation{rolePermissions(), roleGroupsTab(), roleHolders()},
		raw:     func(d *Data, id text.Text) any { return known(d.Graph.Role(rbac.RoleID{Text: id})) },
		missing: func(d *Data) error { return d.Graph.Missing().Roles },
		empty:   "No roles yet. Press n to make one.",
		asks:    []ui.Action{ui.WhoCan},
		makes:   true,
	}
}

func roleFields(d *Data, id text.Text) []field {
	r, _ := d.Graph.Role(rbac.RoleID{Text: id})
	return []field{
		{label: "Name", value: textCell(r.Name, named)},
		{label: "Description", value: textCell(r.Description, plain)},
		{label: "Application", value: textCell(d.applicationName(r.Application), plain), ref: r.Application.Ref()},
		{label: "Type", value: textCell(r.ApplicationType, muted)},
		{label: "Id", value: textCell(id, muted)},
		{label: "Permissions", value: countCell(len(r.Permissions)), tab: "Permissions"},
		{label: "Granted by", value: sumCell(len(d.Graph.RoleGroups(r.ID)), "group"), tab: "Groups"},
		{label: "Assigned to", value: sumCell(len(r.Users), "user"), tab: "Users"},
		{label: "Held by", value: sumCell(len(d.Graph.WhoCan(r.ID.Ref(), rbac.Reach{})), "user"), tab: "Users"},
		{label: "Note", value: d.noteOf(r.ID.Ref())},
	}
}

func rolePermissions() relation {
	return relation{
		title: "Permissions", columns: []column{nameColumn("Permission"), descriptionColumn(2), noteColumn(3)},
		rows: func(d *Data, id text.Text) []row {
			r, _ := d.Graph.Role(rbac.RoleID{Text: id})
			return unique(refRows(refsOf(r.Permissions)))
		},
		empty: "This role has no permissions. Press a to add some.",
	}
}

func roleGroupsTab() relation {
	return relation{
		title: "Groups", columns: []column{nameColumn("Group"), howColumn(), descriptionColumn(2)},
		rows: func(d *Data, id text.Text) []row {
			return d.granting(rbac.Ref{Kind: rbac.KindRole, ID: id})
		},
		empty: "No group grants this role. Press a to grant it to one.",
	}
}

func roleHolders() relation {
	return relation{
		title: "Users", columns: []column{nameColumn("User"), emailColumn(2), howColumn(), noteColumn(3)},
		rows:  func(d *Data, id text.Text) []row { return d.holders(rbac.Ref{Kind: rbac.KindRole, ID: id}) },
		empty: "Nobody has this role. Press a to assign it.",
	}
}

// holders are the users who have a thing, those who hold it directly first.
func (d *Data) holders(target rbac.Ref) []row {
	nearest := d.Graph.Nearest(target, rbac.Reach{})
	how := func(user rbac.Ref) text.Text { return wayWords(nearest.Path(userID(user))) }
	var direct, inherited []row
	for _, h := range d.Graph.WhoCan(target, rbac.Reach{}) {
		if h.Direct {
			direct = append(direct, row{ref: h.User.Ref()})
		} else {
			inherited = append(inherited, row{ref: h.User.Ref(), via: via{inherited: true, find: how}})
		}
	}
	return append(direct, inherited...)
}

// granting are the groups whose members have a role or permission: first those
// that grant it themselves.
func (d *Data) granting(target rbac.Ref) []row {
	nearest := d.Graph.Nearest(target, rbac.Reach{})
	var direct, inherited []row
	for _, g := range d.Graph.Groups() {
		path, ok := nearest.FromGroup(g.ID)
		if !ok {
			continue
		}
		r := row{ref: g.ID.Ref(), via: via{path: wayWords(path)}}
		if path[0].Kind != rbac.StepNested {
			direct = append(direct, r)
			continue
		}
		r.via.inherited = true
		inherited = append(inherited, r)
	}
	return unique(append(direct, inherited...))
}
