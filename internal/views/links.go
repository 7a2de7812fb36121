package views

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

// link describes one way in which things of one kind can be tied to things of
// another: what is offered, what is tied already, and the change that ties or
// parts two of them.
type link struct {
	of   rbac.Kind
	what rbac.Kind
	// tab is the title of the relation in the detail of a thing.
	tab widget.Words
	// plural is what is tied, several of them.
	plural widget.Words
	// offered are the things that can be tied to all of refs.
	offered func(d *Data, refs []rbac.Ref) []rbac.Ref
	// ties are the things that are tied directly, implied those that are tied
	// by some path all the same; nil where there are no paths.
	ties    func(d *Data, ref rbac.Ref) []rbac.Ref
	implied func(d *Data, ref rbac.Ref) []rbac.Ref
	// by says by what they are so.
	by     widget.Words
	add    func(ref, what rbac.Ref) rbac.Change
	remove func(ref, what rbac.Ref) rbac.Change
}

// links are all of them, the commonest of each kind first. Mappings are not
// among them: they are made with a form.
func links() []link {
	return []link{
		{
			of: rbac.KindUser, what: rbac.KindGroup, tab: "Groups", plural: "groups", offered: allGroups,
			implied: impliedGroups, by: "by a nested group already",
			ties:   func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.Graph.DirectGroups(userID(ref))) },
			add:    func(u, g rbac.Ref) rbac.Change { return rbac.AddMember{Group: groupID(g), User: userID(u)} },
			remove: func(u, g rbac.Ref) rbac.Change { return rbac.RemoveMember{Group: groupID(g), User: userID(u)} },
		},
		{
			of: rbac.KindUser, what: rbac.KindRole, tab: "Roles", plural: "roles", offered: allRoles,
			implied: impliedRoles, by: "by a group already",
			ties:   func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.Graph.DirectRoles(userID(ref))) },
			add:    func(u, r rbac.Ref) rbac.Change { return rbac.AssignRole{User: userID(u), Role: roleID(r)} },
			remove: func(u, r rbac.Ref) rbac.Change { return rbac.UnassignRole{User: userID(u), Role: roleID(r)} },
		},
		{
			of: rbac.KindGroup, what: rbac.KindUser, tab: "Members", plural: "members", offered: allUsers,
			implied: impliedMembers, by: "by a nested group already",
			ties:   func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.group(ref).Members) },
			add:    func(g, u rbac.Ref) rbac.Change { return rbac.AddMember{Group: groupID(g), User: userID(u)} },
			remove: func(g, u rbac.Ref) rbac.Change { return rbac.RemoveMember{Group: groupID(g), User: userID(u)} },
		},
		{
			of: rbac.KindGroup, what: rbac.KindRole, tab: "Roles", plural: "roles", offered: allRoles,
			implied: impliedGrants, by: "by a group above already",
			ties:   func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.group(ref).Roles) },
			add:    func(g, r rbac.Ref) rbac.Change { return rbac.GrantRole{Group: groupID(g), Role: roleID(r)} },
			remove: func(g, r rbac.Ref) rbac.Change { return rbac.RevokeRole{Group: groupID(g), Role: roleID(r)} },
		},
		{
			of: rbac.KindGroup, what: rbac.KindGroup, tab: "Nested", plural: "nested groups", offered: otherGroups,
			ties:   func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.group(ref).Nested) },
			add:    func(g, c rbac.Ref) rbac.Change { return rbac.AddNested{Group: groupID(g), Child: groupID(c)} },
			remove: func(g, c rbac.Ref) rbac.Change { return rbac.RemoveNested{Group: groupID(g), Child: groupID(c)} },
		},
		{
			of: rbac.KindGroup, what: rbac.KindGroup, tab: "Nested in", plural: "groups that nest it", offered: otherGroups,
			ties:   func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.Graph.Parents(groupID(ref))) },
			add:    func(c, g rbac.Ref) rbac.Change { return rbac.AddNested{Group: groupID(g), Child: groupID(c)} },
			remove: func(c, g rbac.Ref) rbac.Change { return rbac.RemoveNested{Group: groupID(g), Child: groupID(c)} },
		},
		{
			of: rbac.KindRole, what: rbac.KindPermission, tab: "Permissions", plural: "permissions", offered: permissionsOfSame,
			ties: func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.role(ref).Permissions) },
			add: func(r, p rbac.Ref) rbac.Change {
				return rbac.AddPermission{Role: roleID(r), Permission: permissionID(p)}
			},
			remove: func(r, p rbac.Ref) rbac.Change {
				return rbac.RemovePermission{Role: roleID(r), Permission: permissionID(p)}
			},
		},
		{
			of: rbac.KindRole, what: rbac.KindUser, tab: "Users", plural: "users", offered: allUsers,
			ties:   func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.role(ref).Users) },
			add:    func(r, u rbac.Ref) rbac.Change { return rbac.AssignRole{User: userID(u), Role: roleID(r)} },
			remove: func(r, u rbac.Ref) rbac.Change { return rbac.UnassignRole{User: userID(u), Role: roleID(r)} },
		},
		{
			of: rbac.KindRole, what: rbac.KindGroup, tab: "Groups", plural: "groups", offered: allGroups,
			ties:   func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.Graph.RoleGroups(roleID(ref))) },
			add:    func(r, g rbac.Ref) rbac.Change { return rbac.GrantRole{Group: groupID(g), Role: roleID(r)} },
			remove: func(r, g rbac.Ref) rbac.Change { return rbac.RevokeRole{Group: groupID(g), Role: roleID(r)} },
		},
		{
			of: rbac.KindPermission, what: rbac.KindRole, tab: "Roles", plural: "roles", offered: rolesOfSame,
			ties: func(d *Data, ref rbac.Ref) []rbac.Ref { return refsOf(d.Graph.PermissionRoles(permissionID(ref))) },
			add: func(p, r rbac.Ref) rbac.Change {
				return rbac.AddPermission{Role: roleID(r), Permission: permissionID(p)}
			},
			remove: func(p, r rbac.Ref) rbac.Change {
				return rbac.RemovePermission{Role: roleID(r), Permission: permissionID(p)}
			},
		},
	}
}

// linksOf are the ways to tie things of a kind.
func linksOf(k rbac.Kind) []link {
	var of []link
	for _, l := range links() {
		if l.of == k {
			of = append(of, l)
		}
	}
	return of
}

// linkOfTab is the link that the tab of a detail shows; false for a tab that
// shows what follows from others.
func linkOfTab(k rbac.Kind, tab widget.Words) (link, bool) {
	for _, l := range links() {
		if l.of == k && l.tab == tab {
			return l, true
		}
	}
	return link{}, false
}

func userID(ref rbac.Ref) rbac.UserID             { return rbac.UserID{Text: ref.ID} }
func groupID(ref rbac.Ref) rbac.GroupID           { return rbac.GroupID{Text: ref.ID} }
func roleID(ref rbac.Ref) rbac.RoleID             { return rbac.RoleID{Text: ref.ID} }
func permissionID(ref rbac.Ref) rbac.PermissionID { return rbac.PermissionID{Text: ref.ID} }

func (d *Data) group(ref rbac.Ref) rbac.Group {
	g, _ := d.Graph.Group(groupID(ref))
	return g
}

func (d *Data) role(ref rbac.Ref) rbac.Role {
	r, _ := d.Graph.Role(roleID(ref))
	return r
}

func (d *Data) permission(ref rbac.Ref) rbac.Permission {
	p, _ := d.Graph.Permission(permissionID(ref))
	return p
}

func allUsers(d *Data, _ []rbac.Ref) []rbac.Ref { return rowRefs(userRows(d)) }

func allGroups(d *Data, _ []rbac.Ref) []rbac.Ref {
	refs := make([]rbac.Ref, 0, len(d.Graph.Groups()))
	for _, g := range d.Graph.Groups() {
		refs = append(refs, g.ID.Ref())
	}
	return refs
}

// otherGroups leaves out the group itself: the server takes a group that nests
// itself without doing anything.
func otherGroups(d *Data, refs []rbac.Ref) []rbac.Ref {
	var others []rbac.Ref
	for _, g := range allGroups(d, nil) {
		if len(refs) != 1 || g != refs[0] {
			others = append(others, g)
		}
	}
	return others
}

func allRoles(d *Data, _ []rbac.Ref) []rbac.Ref {
	refs := make([]rbac.Ref, 0, len(d.Graph.Roles()))
	for _, r := range d.Graph.Roles() {
		refs = append(refs, r.ID.Ref())
	}
	return refs
}

// permissionsOfSame are the permissions of the one application that all roles
// belong to; none where they belong to several.
func permissionsOfSame(d *Data, roles []rbac.Ref) []rbac.Ref {
	app, ok := d.sameApplication(roles)
	if !ok {
		return nil
	}
	return d.permissionsOf(app.Ref())
}

func rolesOfSame(d *Data, permissions []rbac.Ref) []rbac.Ref {
	app, ok := d.sameApplication(permissions)
	if !ok {
		return nil
	}
	return d.rolesOf(app.Ref())
}

// sameApplication is the application of all refs; false where they differ.
func (d *Data) sameApplication(refs []rbac.Ref) (rbac.ClientID, bool) {
	var app rbac.ClientID
	for i, ref := range refs {
		switch of := d.applicationOf(ref); {
		case i == 0:
			app = of
		case of != app:
			return rbac.ClientID{}, false
		}
	}
	return app, true
}

func rowRefs(rows []row) []rbac.Ref {
	refs := make([]rbac.Ref, len(rows))
	for i, r := range rows {
		refs[i] = r.ref
	}
	return refs
}

// named is one thing by name, several by number.
func (d *Data) named(refs []rbac.Ref) text.Text {
	if len(refs) == 1 {
		return d.name(refs[0])
	}
	if len(refs) == 0 {
		return text.New("nothing")
	}
	return text.New(counted(len(refs), string(refs[0].Kind)))
}

func impliedGroups(d *Data, user rbac.Ref) []rbac.Ref {
	return refsOf(d.Graph.Access(rbac.Query{User: userID(user)}).Groups())
}

func impliedRoles(d *Data, user rbac.Ref) []rbac.Ref {
	return refsOf(d.Graph.Access(rbac.Query{User: userID(user)}).Roles())
}

func impliedMembers(d *Data, group rbac.Ref) []rbac.Ref {
	members := d.Graph.Members(groupID(group))
	refs := make([]rbac.Ref, len(members))
	for i, m := range members {
		refs[i] = m.User.Ref()
	}
	return refs
}

func impliedGrants(d *Data, group rbac.Ref) []rbac.Ref {
	grants := d.Graph.EffectiveRoles(groupID(group))
	refs := make([]rbac.Ref, len(grants))
	for i, g := range grants {
		refs[i] = g.Role.Ref()
	}
	return refs
}
