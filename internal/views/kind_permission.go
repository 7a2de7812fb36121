package views

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

func permissionKind() *kind {
	return &kind{
		kind: rbac.KindPermission, plural: "Permissions", singular: "permission", list: "permissions", detail: "permission",
		columns: []column{
			nameColumn("Permission"),
			applicationColumn(1),
			countColumn("Roles", 2, func(d *Data, r row) int {
				return len(d.Graph.PermissionRoles(rbac.PermissionID{Text: r.ref.ID}))
			}),
			noteColumn(2),
			descriptionColumn(3),
		},
		rows: func(d *Data) []row {
			refs := make([]rbac.Ref, 0, len(d.Graph.Permissions()))
			for _, p := range d.Graph.Permissions() {
				refs = append(refs, p.ID.Ref())
			}
			return unique(refRows(refs))
		},
		fields:  permissionFields,
		tabs:    []relation{permissionRoles(), permissionGroups(), permissionHolders()},
		raw:     func(d *Data, id text.Text) any { return known(d.Graph.Permission(rbac.PermissionID{Text: id})) },
		missing: func(d *Data) error { return d.Graph.Missing().Permissions },
		empty:   "No permissions yet. Press n to make one.",
		asks:    []ui.Action{ui.WhoCan},
		makes:   true,
	}
}

func permissionFields(d *Data, id text.Text) []field {
	p, _ := d.Graph.Permission(rbac.PermissionID{Text: id})
	return []field{
		{label: "Name", value: textCell(p.Name, named)},
		{label: "Description", value: textCell(p.Description, plain)},
		{label: "Application", value: textCell(d.applicationName(p.Application), plain), ref: p.Application.Ref()},
		{label: "Type", value: textCell(p.ApplicationType, muted)},
		{label: "Id", value: textCell(id, muted)},
		{label: "Roles", value: countCell(len(d.Graph.PermissionRoles(p.ID))), tab: "Roles"},
		{label: "Held by", value: sumCell(len(d.Graph.WhoCan(p.ID.Ref(), rbac.Reach{})), "user"), tab: "Users"},
		{label: "Note", value: d.noteOf(p.ID.Ref())},
	}
}

func permissionRoles() relation {
	return relation{
		title: "Roles", columns: []column{nameColumn("Role"), descriptionColumn(2), noteColumn(3)},
		rows: func(d *Data, id text.Text) []row {
			return refRows(refsOf(d.Graph.PermissionRoles(rbac.PermissionID{Text: id})))
		},
		empty: "No role holds this permission.",
	}
}

func permissionGroups() relation {
	return relation{
		title: "Groups", columns: []column{nameColumn("Group"), howColumn()},
		rows: func(d *Data, id text.Text) []row {
			return d.granting(rbac.Ref{Kind: rbac.KindPermission, ID: id})
		},
		empty: "No group grants a role with this permission.",
	}
}

func permissionHolders() relation {
	return relation{
		title: "Users", columns: []column{nameColumn("User"), emailColumn(2), howColumn(), noteColumn(3)},
		rows:  func(d *Data, id text.Text) []row { return d.holders(rbac.Ref{Kind: rbac.KindPermission, ID: id}) },
		empty: "Nobody has this permission.",
	}
}
