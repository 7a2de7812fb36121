package views

import (
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

func groupKind() *kind {
	group := func(d *Data, r row) rbac.Group {
		g, _ := d.Graph.Group(rbac.GroupID{Text: r.ref.ID})
		return g
	}
	return &kind{
		kind: rbac.KindGroup, plural: "Groups", singular: "group", list: "groups", detail: "group",
		columns: []column{
			nameColumn("Group"),
			countColumn("Members", 1, func(d *Data, r row) int { return len(group(d, r).Members) }),
			countColumn("All", 4, func(d *Data, r row) int {
				_, all := d.Graph.MemberCount(rbac.GroupID{Text: r.ref.ID})
				return all
			}),
			countColumn("Nested", 3, func(d *Data, r row) int { return len(group(d, r).Nested) }),
			countColumn("Roles", 2, func(d *Data, r row) int { return len(group(d, r).Roles) }),
			countColumn("Mappings", 5, func(d *Data, r row) int { return len(group(d, r).Mappings) }),
			noteColumn(2),
			textColumn("Description", 14, 2, 6, func(d *Data, r row) text.Text { return group(d, r).Description }),
		},
		rows: func(d *Data) []row {
			refs := make([]rbac.Ref, 0, len(d.Graph.Groups()))
			for _, g := range d.Graph.Groups() {
				refs = append(refs, g.ID.Ref())
			}
			return unique(refRows(refs))
		},
		fields:  groupFields,
		tabs:    []relation{groupMembers(), groupNested(), groupParents(), groupRoles(), groupMappings()},
		raw:     func(d *Data, id text.Text) any { return known(d.Graph.Group(rbac.GroupID{Text: id})) },
		missing: func(d *Data) error { return d.Graph.Missing().Groups },
		empty:   "No groups yet. Press n to make one.",
		asks:    []ui.Action{ui.WhoCan},
		makes:   true,
	}
}

func groupFields(d *Data, id text.Text) []field {
	g, _ := d.Graph.Group(rbac.GroupID{Text: id})
	direct, all := d.Graph.MemberCount(g.ID)
	return []field{
		{label: "Name", value: textCell(g.Name, named)},
		{label: "Description", value: textCell(g.Description, plain)},
		{label: "Id", value: textCell(id, muted)},
		{label: "Members", value: ofAll(direct, all), tab: "Members"},
		{label: "Nested groups", value: ofAll(len(g.Nested), len(groupNested().rows(d, id))), tab: "Nested"},
		{label: "Nested in", value: ofAll(len(d.Graph.Parents(g.ID)), len(groupParents().rows(d, id))), tab: "Nested in"},
		{label: "Roles", value: ofAll(len(g.Roles), len(groupRoles().rows(d, id))), tab: "Roles"},
		{label: "Mappings", value: countCell(len(g.Mappings)), tab: "Mappings"},
		{label: "Note", value: d.noteOf(g.ID.Ref())},
	}
}

func groupMembers() relation {
	return relation{
		title: "Members", columns: []column{nameColumn("Member"), emailColumn(2), howColumn(), noteColumn(3)},
		rows: func(d *Data, id text.Text) []row {
			members := d.Graph.Members(rbac.GroupID{Text: id})
			rows := make([]row, len(members))
			var by []rbac.GroupID // those of one nested group follow one another
			var path text.Text
			for i, m := range members {
				if !slices.Equal(m.Via, by) {
					by = m.Via
					path = d.inwards(by[:max(len(by)-1, 0)])
				}
				rows[i] = row{ref: m.User.Ref(), via: via{inherited: !m.Direct, path: path}}
			}
			return rows
		},
		empty: "Nobody is in this group. Press a to add members.",
	}
}

// inwards says a chain of groups that is given from the inside out.
func (d *Data) inwards(groups []rbac.GroupID) text.Text {
	groups = slices.Clone(groups)
	slices.Reverse(groups)
	return d.backwards(groups)
}

// backwards says a chain of groups from the outermost back inwards, as paths are
// said everywhere.
func (d *Data) backwards(groups []rbac.GroupID) text.Text {
	if len(groups) == 0 {
		return text.Text{}
	}
	names := make([]string, len(groups))
	for i, g := range groups {
		names[i] = d.name(g.Ref()).Raw()
	}
	return text.New("by " + strings.Join(names, " < "))
}

func groupNested() relation {
	return relation{
		title: "Nested", columns: []column{nameColumn("Nested group"), howColumn(), descriptionColumn(2)},
		rows: func(d *Data, id text.Text) []row {
			g, _ := d.Graph.Group(rbac.GroupID{Text: id})
			rows := refRows(refsOf(g.Nested)) // even those that don't exist
			for _, k := range d.Graph.Below(g.ID) {
				rows = append(rows, row{ref: k.Group.Ref(), via: via{inherited: !k.Direct(), path: d.inwards(k.Between)}})
			}
			return unique(rows)
		},
		empty: "No group is nested in this one. Press a to nest one.",
	}
}

func groupParents() relation {
	return relation{
		title: "Nested in", columns: []column{nameColumn("Group"), howColumn(), descriptionColumn(2)},
		rows: func(d *Data, id text.Text) []row {
			gid := rbac.GroupID{Text: id}
			rows := refRows(refsOf(d.Graph.Parents(gid))) // itself among them, where it nests itself
			for _, k := range d.Graph.Above(gid) {
				rows = append(rows, row{ref: k.Group.Ref(), via: via{inherited: !k.Direct(), path: d.backwards(k.Between)}})
			}
			return unique(rows)
		},
		empty: "No group nests this one.",
	}
}

func groupRoles() relation {
	return relation{
		title: "Roles", columns: []column{nameColumn("Role"), applicationColumn(2), howColumn()},
		rows: func(d *Data, id text.Text) []row {
			gid := rbac.GroupID{Text: id}
			way := map[rbac.GroupID]text.Text{}
			for _, k := range d.Graph.Above(gid) {
				way[k.Group] = d.backwards(append([]rbac.GroupID{k.Group}, k.Between...))
			}
			var rows []row
			for _, r := range d.Graph.EffectiveRoles(gid) {
				rows = append(rows, row{ref: r.Role.Ref(), via: via{inherited: !r.Direct, path: way[r.Group]}})
			}
			g, _ := d.Graph.Group(gid)
			for _, r := range g.Roles {
				rows = append(rows, row{ref: r.Ref()})
			}
			return unique(rows)
		},
		empty: "This group grants no roles. Press a to grant one.",
	}
}

// groupMappings lists the mappings of a group, and those of other groups that
// take in its direct members by its name.
func groupMappings() relation {
	return relation{
		title: "Mappings",
		columns: []column{
			mappingColumn("Connection", func(m rbac.Mapping) text.Text { return m.Connection }),
			mappingColumn("Group there", func(m rbac.Mapping) text.Text { return m.GroupName }),
			howColumn(), noteColumn(3),
		},
		rows: func(d *Data, id text.Text) []row {
			g, _ := d.Graph.Group(rbac.GroupID{Text: id})
			rows := make([]row, 0, len(g.Mappings))
			for _, m := range g.Mappings {
				rows = append(rows, row{ref: mappingRef(g.ID, m), via: via{path: text.New("into this group")}})
			}
			for _, m := range d.Graph.MappingsNaming(g.Name) {
				if m.Group != g.ID {
					path := text.New("takes members into " + d.name(m.Group.Ref()).Raw())
					rows = append(rows, row{ref: mappingRef(m.Group, m.Mapping), via: via{inherited: true, path: path}})
				}
			}
			return rows
		},
		empty: "No mappings. Press a to map a group of an identity provider to this one.",
		leads: func(d *Data, id text.Text, r row) rbac.Ref {
			if g, m, ok := d.mapping(r.ref); ok && g.Text == id {
				return rbac.Ref{Kind: rbac.KindConnection, ID: m.Connection}
			}
			return r.ref
		},
	}
}

// mappingRef is a mapping as a row's key: its group's id and its own, since a
// mapping is only ever found through its group.
func mappingRef(group rbac.GroupID, m rbac.Mapping) rbac.Ref {
	return rbac.Ref{Kind: rbac.KindMapping, ID: text.New(group.Raw() + "\x00" + m.ID.Raw())}
}

// mapping finds the mapping of a row's key.
func (d *Data) mapping(ref rbac.Ref) (rbac.GroupID, rbac.Mapping, bool) {
	group, id, _ := strings.Cut(ref.ID.Raw(), "\x00")
	g, _ := d.Graph.Group(rbac.GroupOf(group))
	for _, m := range g.Mappings {
		if m.ID.Raw() == id {
			return g.ID, m, true
		}
	}
	return g.ID, rbac.Mapping{}, false
}

func mappingColumn(title widget.Words, of func(rbac.Mapping) text.Text) column {
	return column{
		Column: widget.Column{Title: title, Min: 12, Weight: 2},
		cell: func(d *Data, r row) cell {
			_, m, _ := d.mapping(r.ref)
			return textCell(of(m), plain)
		},
	}
}

func descriptionColumn(priority int) column {
	return textColumn("Description", 14, 2, priority, func(d *Data, r row) text.Text {
		switch r.ref.Kind {
		case rbac.KindGroup:
			g, _ := d.Graph.Group(rbac.GroupID{Text: r.ref.ID})
			return g.Description
		case rbac.KindRole:
			v, _ := d.Graph.Role(rbac.RoleID{Text: r.ref.ID})
			return v.Description
		case rbac.KindPermission:
			v, _ := d.Graph.Permission(rbac.PermissionID{Text: r.ref.ID})
			return v.Description
		}
		return text.Text{}
	})
}
