package catalog

import (
	"slices"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The relations of a group.
const (
	GroupMembers  RelationID = "group.members"
	GroupNested   RelationID = "group.nested"
	GroupParents  RelationID = "group.parents"
	GroupRoles    RelationID = "group.roles"
	GroupMappings RelationID = "group.mappings"
)

func groupIdentity() Identity {
	return Identity{
		Name: func(d *Data, id text.Text) text.Text { return d.Graph.Name(rbac.GroupID{Text: id}.Ref()) },
		Exists: func(d *Data, id text.Text) bool {
			_, ok := d.Graph.Group(rbac.GroupID{Text: id})
			return ok
		},
		Named:       func(d *Data, name text.Text) []rbac.Ref { return RefsOf(d.Graph.GroupsNamed(name)) },
		Description: func(d *Data, id text.Text) text.Text { return d.Group(rbac.GroupID{Text: id}.Ref()).Description },
	}
}

func group(d *Data, r Row) rbac.Group {
	if r.twin > 0 {
		return twin(d.Graph.Groups(), r, groupRef)
	}
	return d.Group(r.Ref)
}

func groupRef(g rbac.Group) rbac.Ref { return g.ID.Ref() }

func groupResource() *Resource {
	id := idColumn("", func(_ *Data, r Row) text.Text { return r.Ref.ID })
	name := nameColumn("Group", func(d *Data, r Row) text.Text { return group(d, r).Name })
	description := textColumn("description", "Description", Description, func(d *Data, r Row) text.Text { return group(d, r).Description }).yielding(7)
	members := idsColumn("members", "Members", func(d *Data, r Row) []rbac.UserID { return group(d, r).Members }).yielding(1)
	members.Show = func(d *Data, r Row) Cell { // counted already, however long the list
		direct, _ := d.Graph.MemberCount(rbac.GroupID{Text: r.Ref.ID})
		return Count(direct)
	}
	all := numberColumn("all_members", "All", func(d *Data, r Row) int {
		_, all := d.Graph.MemberCount(rbac.GroupID{Text: r.Ref.ID})
		return all
	}).yielding(4).barred(6)
	nested := idsColumn("nested", "Nested", func(d *Data, r Row) []rbac.GroupID { return group(d, r).Nested }).yielding(3)
	roles := idsColumn("roles", "Roles", func(d *Data, r Row) []rbac.RoleID { return group(d, r).Roles }).yielding(2)
	mappings := Column{Key: "mappings", Title: "Mappings", Role: Number, Yields: 5, Of: func(d *Data, r Row) Value {
		return containedMappings(group(d, r).Mappings)
	}}
	return &Resource{
		Identity: groupIdentity(), Kind: rbac.KindGroup, Plural: "groups",
		Document:  []Column{id, name, description, members, all, nested, roles, mappings},
		Text:      []Column{name, members, all, nested, roles, mappings, id},
		List:      []Column{name, members, all, nested, roles, mappings, Noted(2), description},
		Fields:    groupFields,
		Relations: []Relation{groupMembers(), groupNested(), groupParents(), groupRoles(), groupMappings()},
		Picture:   []Column{members},
		gist: func(d *Data, ref rbac.Ref) text.Text {
			direct, _ := d.Graph.MemberCount(rbac.GroupID{Text: ref.ID})
			return text.New(text.Counted(direct, "member"))
		},
		All:    func(d *Data) []Row { return stored(d.Graph.Groups(), groupRef) },
		Extent: groupExtent,
		Stored: func(d *Data, id text.Text) any { return known(d.Graph.Group(rbac.GroupID{Text: id})) },
		Call:   func(_ *Data, ref rbac.Ref) endpoint.Call { return endpoint.New(endpoint.GroupsRead, ref.ID.Raw()) },
		Empty:  "No groups yet.",
		Asks:   Holders,
		Makes:  true,
		Alters: true,
	}
}

func groupExtent(d *Data) rbac.Extent { return graphExtent(d, d.Graph.Missing().Groups) }

func groupFields(d *Data, id text.Text) []Field {
	g := d.Group(rbac.GroupID{Text: id}.Ref())
	direct, all := d.Graph.MemberCount(g.ID)
	fields := []Field{
		{Label: "Name", Value: Cell{Text: g.Name, Role: Name}},
		{Label: "Description", Value: Cell{Text: g.Description}},
		{Label: "Id", Value: Cell{Text: id, Role: ID}},
		{Label: "Members", Value: OfAll(direct, all), Relation: GroupMembers},
		{Label: "Nested groups", Value: OfAll(len(once(g.Nested)), len(nestedRows(d, id))), Relation: GroupNested},
		{Label: "Parent groups", Value: OfAll(len(d.Graph.Parents(g.ID)), len(parentRows(d, id))), Relation: GroupParents},
		{Label: "Roles", Value: OfAll(len(once(g.Roles)), len(grantedRows(d, id))), Relation: GroupRoles},
		{Label: "Mappings", Value: Count(len(g.Mappings)), Relation: GroupMappings},
		{Label: "Note", Value: d.BadgeOf(g.ID.Ref())},
	}
	return append(fields, placeFields(d, g.ID)...)
}

func groupMembers() Relation {
	return Relation{
		ID: GroupMembers, Title: "Members", To: rbac.KindUser,
		Columns: []Column{Called("Member"), Mailed(2), By(), Noted(3)},
		Rows:    memberRows,
		Empty:   "No members.", Add: "add members",
		Tie: &Tie{
			Kind: rbac.TieMember, One: "member", Many: "members",
			Direct:  func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Group(ref).Members) },
			Implied: func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOfRows(memberRows(d, ref.ID)) },
			By:      "already via a nested group",
		},
	}
}

func memberRows(d *Data, id text.Text) []Row {
	members := d.Graph.Members(rbac.GroupID{Text: id})
	rows := make([]Row, len(members))
	var by []rbac.GroupID // those of one nested group follow one another
	var path []Word
	for i, m := range members {
		if !slices.Equal(m.Via, by) {
			by = m.Via
			path = chain(d, by[:max(len(by)-1, 0)])
		}
		rows[i] = Row{Ref: m.User.Ref(), Via: Via{Inherited: !m.Direct, Path: path}}
	}
	return rows
}

func groupNested() Relation {
	return Relation{
		ID: GroupNested, Title: "Nested", To: rbac.KindGroup,
		Columns: []Column{Called("Nested group"), By(), described(2)},
		Rows:    nestedRows,
		Empty:   "No nested groups.", Add: "nest one",
		Tie: &Tie{
			Kind: rbac.TieNested, One: "nested group", Many: "nested groups", Rank: 2,
			Direct: func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Group(ref).Nested) },
		},
	}
}

func nestedRows(d *Data, id text.Text) []Row {
	g := d.Group(rbac.GroupID{Text: id}.Ref())
	rows := RowsOf(RefsOf(g.Nested)) // even those that don't exist
	for _, k := range d.Graph.Below(g.ID) {
		rows = append(rows, Row{Ref: k.Group.Ref(), Via: Via{Inherited: !k.Direct(), Path: chain(d, k.Between())}})
	}
	return unique(rows)
}

func groupParents() Relation {
	return Relation{
		ID: GroupParents, Title: "Parent groups", To: rbac.KindGroup,
		Columns: []Column{Called("Group"), By(), described(2)},
		Rows:    parentRows,
		Empty:   "No parent groups.",
		Tie: &Tie{
			Kind: rbac.TieNested, Turned: true, One: "parent group", Many: "parent groups", Rank: 3,
			Direct: func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Graph.Parents(rbac.GroupID{Text: ref.ID})) },
		},
	}
}

func parentRows(d *Data, id text.Text) []Row {
	gid := rbac.GroupID{Text: id}
	rows := RowsOf(RefsOf(d.Graph.Parents(gid))) // itself among them, where it is nested in itself
	for _, k := range d.Graph.Above(gid) {
		rows = append(rows, Row{Ref: k.Group.Ref(), Via: Via{Inherited: !k.Direct(), Path: chain(d, outward(k.Between()))}})
	}
	return unique(rows)
}

// outward turns a chain that is given from the outermost group inwards.
func outward(groups []rbac.GroupID) []rbac.GroupID {
	groups = slices.Clone(groups)
	slices.Reverse(groups)
	return groups
}

func groupRoles() Relation {
	return Relation{
		ID: GroupRoles, Title: "Roles", To: rbac.KindRole,
		Columns: []Column{Called("Role"), ofApplication(2), By()},
		Rows:    grantedRows,
		Empty:   "This group grants no roles.", Add: "grant one",
		Tie: &Tie{
			Kind: rbac.TieGrant, One: "role", Many: "roles", Rank: 1,
			Direct:  func(d *Data, ref rbac.Ref) []rbac.Ref { return RefsOf(d.Group(ref).Roles) },
			Implied: effectiveRoles,
			By:      "already via a parent group",
		},
	}
}

func grantedRows(d *Data, id text.Text) []Row {
	gid := rbac.GroupID{Text: id}
	above := map[rbac.GroupID]rbac.Relative{}
	for _, k := range d.Graph.Above(gid) {
		above[k.Group] = k
	}
	var rows []Row
	for _, r := range d.Graph.EffectiveRoles(gid) {
		var way []Word
		if k, ok := above[r.Group]; ok {
			way = chain(d, append(outward(k.Between()), k.Group))
		}
		rows = append(rows, Row{Ref: r.Role.Ref(), Via: Via{Inherited: !r.Direct, Path: way}})
	}
	return unique(append(rows, RowsOf(RefsOf(d.Group(gid.Ref()).Roles))...))
}

// effectiveRoles are the roles that the members of a group have by it.
func effectiveRoles(d *Data, group rbac.Ref) []rbac.Ref {
	grants := d.Graph.EffectiveRoles(rbac.GroupID{Text: group.ID})
	refs := make([]rbac.Ref, len(grants))
	for i, g := range grants {
		refs[i] = g.Role.Ref()
	}
	return refs
}

// groupMappings lists the mappings of a group, and those of other groups that
// take in its direct members by its name.
func groupMappings() Relation {
	_, from, by := mappingProperties()
	return Relation{
		ID: GroupMappings, Title: "Mappings", To: rbac.KindMapping,
		Columns: []Column{by.column(), from.column(), By(), Noted(3)},
		Rows: func(d *Data, id text.Text) []Row {
			g := d.Group(rbac.GroupID{Text: id}.Ref())
			rows := make([]Row, 0, len(g.Mappings))
			for _, m := range g.Mappings {
				rows = append(rows, Row{Ref: MappingRef(g.ID, m), Via: Via{Path: remark("into this group")}})
			}
			for _, m := range d.Graph.Mappings().Naming(g.Name) {
				if m.Group != g.ID {
					path := remark("takes members into " + d.Name(m.Group.Ref()).Raw())
					rows = append(rows, Row{Ref: MappingRef(m.Group, m.Mapping), Via: Via{Inherited: true, Path: path}})
				}
			}
			return rows
		},
		Empty: "No mappings.", Add: "map an IdP group to this one",
		Leads: func(d *Data, id text.Text, r Row) rbac.Ref {
			if g, m, ok := d.Mapping(r.Ref); ok && g.Text == id {
				return rbac.Ref{Kind: rbac.KindConnection, ID: m.Connection}
			}
			return r.Ref
		},
	}
}
