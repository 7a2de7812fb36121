package plan

import (
	"slices"
	"strconv"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Record is one group, role or permission, or the switches of the
// configuration, as it was at one moment. One field is set; none is for a
// record that is not there.
type Record struct {
	Group      *rbac.Group
	Role       *rbac.Role
	Permission *rbac.Permission
	Switches   map[rbac.Switch]bool
}

// Exists reports whether there is such a record.
func (r Record) Exists() bool {
	return r.Group != nil || r.Role != nil || r.Permission != nil || r.Switches != nil
}

// Name is the record's name; the configuration has none.
func (r Record) Name() text.Text {
	switch {
	case r.Group != nil:
		return r.Group.Name
	case r.Role != nil:
		return r.Role.Name
	case r.Permission != nil:
		return r.Permission.Name
	}
	return text.Text{}
}

func recordIn(g *rbac.Graph, switches map[rbac.Switch]bool, ref rbac.Ref) Record {
	switch ref.Kind {
	case rbac.KindGroup:
		if v, ok := g.Group(rbac.GroupID{Text: ref.ID}); ok {
			return Record{Group: &v}
		}
	case rbac.KindRole:
		if v, ok := g.Role(rbac.RoleID{Text: ref.ID}); ok {
			return Record{Role: &v}
		}
	case rbac.KindPermission:
		if v, ok := g.Permission(rbac.PermissionID{Text: ref.ID}); ok {
			return Record{Permission: &v}
		}
	case KindConfiguration:
		return Record{Switches: switches}
	}
	return Record{}
}

// The fields by which records differ, besides the names of switches.
const (
	FieldExistence   = "existence" // the record came or went; its value is its id
	FieldName        = "name"
	FieldDescription = "description"
	FieldMembers     = "members"
	FieldNested      = "nested groups"
	FieldRoles       = "roles"
	FieldMappings    = "mappings"
	FieldType        = "application type"
	FieldApplication = "application"
	FieldPermissions = "permissions"
	FieldUsers       = "users"
)

// field is one field of a record as a set of values.
type field struct {
	name   string
	values []text.Text
}

// fields is a record as sets: order, repeats, and whether an empty list is
// absent mean nothing.
func (r Record) fields() []field {
	switch {
	case r.Group != nil:
		g := r.Group
		return []field{
			{FieldExistence, one(g.ID.Text)},
			{FieldName, one(g.Name)}, {FieldDescription, one(g.Description)},
			{FieldMembers, rbac.Texts(g.Members)}, {FieldNested, rbac.Texts(g.Nested)},
			{FieldRoles, rbac.Texts(g.Roles)}, {FieldMappings, mappingTexts(g.Mappings)},
		}
	case r.Role != nil:
		o := r.Role
		return []field{
			{FieldExistence, one(o.ID.Text)},
			{FieldName, one(o.Name)}, {FieldDescription, one(o.Description)},
			{FieldType, one(o.ApplicationType)}, {FieldApplication, one(o.Application.Text)},
			{FieldPermissions, rbac.Texts(o.Permissions)}, {FieldUsers, rbac.Texts(o.Users)},
		}
	case r.Permission != nil:
		p := r.Permission
		return []field{
			{FieldExistence, one(p.ID.Text)},
			{FieldName, one(p.Name)}, {FieldDescription, one(p.Description)},
			{FieldType, one(p.ApplicationType)}, {FieldApplication, one(p.Application.Text)},
		}
	case r.Switches != nil:
		list := make([]field, 0, len(r.Switches))
		for _, s := range rbac.Switches() {
			word := "off"
			if r.Switches[s] {
				word = "on"
			}
			list = append(list, field{string(s), one(text.New(word))})
		}
		return list
	}
	return nil
}

func one(t text.Text) []text.Text { return []text.Text{t} }

// anID is any of the ids of rbac.
type anID interface{ ~struct{ text.Text } }

// mappingTexts writes mappings so that different ones are different texts.
func mappingTexts(mappings []rbac.Mapping) []text.Text {
	list := make([]text.Text, len(mappings))
	for i, m := range mappings {
		list[i] = text.New(strconv.Quote(m.GroupName.Raw()) + " of " + strconv.Quote(m.Connection.Raw()) + " (" + m.ID.Raw() + ")")
	}
	return list
}

// summary counts what is in the record's lists.
func (r Record) summary() string {
	var parts []string
	for _, f := range r.fields() {
		switch f.name {
		case FieldMembers, FieldNested, FieldRoles, FieldMappings, FieldPermissions, FieldUsers:
			if n := len(f.values); n > 0 {
				parts = append(parts, text.Counted(n, strings.TrimSuffix(f.name, "s")))
			}
		case FieldDescription:
			parts = append(parts, "the description "+rbac.Quoted(f.values[0]))
		case FieldExistence, FieldName, FieldType, FieldApplication:
		default:
			if f.values[0].Raw() == "on" {
				parts = append(parts, f.name+" on")
			}
		}
	}
	if len(parts) == 0 {
		return "nothing switched on"
	}
	return strings.Join(parts, ", ")
}

// renamed is the record with its own id and those in its lists renamed.
func (r Record) renamed(ids IDs) Record {
	switch {
	case len(ids) == 0:
		return r
	case r.Group != nil:
		g := *r.Group
		g.ID = as(ids, g.ID)
		g.Nested, g.Roles = asAll(ids, g.Nested), asAll(ids, g.Roles)
		g.Mappings = slices.Clone(g.Mappings)
		for i := range g.Mappings {
			g.Mappings[i].ID = as(ids, g.Mappings[i].ID)
		}
		return Record{Group: &g}
	case r.Role != nil:
		o := *r.Role
		o.ID = as(ids, o.ID)
		o.Permissions = asAll(ids, o.Permissions)
		return Record{Role: &o}
	case r.Permission != nil:
		p := *r.Permission
		p.ID = as(ids, p.ID)
		return Record{Permission: &p}
	}
	return r
}
