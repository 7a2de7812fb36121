package catalog

import (
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

func mappingIdentity() Identity {
	return Identity{
		Name: func(d *Data, id text.Text) text.Text {
			_, m, ok := d.Mapping(rbac.Ref{Kind: rbac.KindMapping, ID: id})
			if !ok {
				return text.Text{}
			}
			return text.New(m.GroupName.Raw() + " by " + m.Connection.Raw())
		},
	}
}

// Mappings have no list: they are met in the details of groups and connections.
func mappingResource() *Resource {
	id, from, by := mappingProperties()
	return &Resource{
		Identity: mappingIdentity(), Kind: rbac.KindMapping, Plural: "mappings",
		Document: []Column{id.column(), from.column(), by.column()},
		All: func(d *Data) []Row {
			var rows []Row
			for _, g := range d.Graph.Groups() {
				for _, m := range g.Mappings {
					rows = append(rows, Row{Ref: MappingRef(g.ID, m)})
				}
			}
			return rows
		},
		Extent: groupExtent,
		Call: func(d *Data, ref rbac.Ref) endpoint.Call {
			group, _, _ := d.Mapping(ref)
			return endpoint.New(endpoint.GroupsMappingsList, group.Raw())
		},
		OwnID: func(ref rbac.Ref) text.Text {
			_, id := mappingKey(ref)
			return id.Text
		},
		Within: func(d *Data, ref rbac.Ref) rbac.Ref {
			group, _, _ := d.Mapping(ref)
			return group.Ref()
		},
		Asks:   Holders,
		Alters: true,
	}
}

// mappingProperty is what a mapping has in a column.
type mappingProperty struct {
	key, title string
	role       Role
	of         func(rbac.Mapping) text.Text
}

// mappingProperties are all there is of a mapping: the group of a connection that it
// matches.
func mappingProperties() (id, from, by mappingProperty) {
	return mappingProperty{"id", "", ID, func(m rbac.Mapping) text.Text { return m.ID.Text }},
		mappingProperty{"group_name", "IdP group", Given, func(m rbac.Mapping) text.Text { return m.GroupName }},
		mappingProperty{"connection", "Connection", Given, func(m rbac.Mapping) text.Text { return m.Connection }}
}

func (p mappingProperty) column() Column {
	return textColumn(p.key, p.title, p.role, func(d *Data, r Row) text.Text {
		_, m, _ := d.Mapping(r.Ref)
		return p.of(m)
	})
}

// mappedInto is the column of the groups that mappings lead into.
func mappedInto() Column {
	return Column{Title: "Into group", Role: Given, Show: func(d *Data, r Row) Cell {
		group, _, _ := d.Mapping(r.Ref)
		return Cell{Text: d.Name(group.Ref()), Role: Given}
	}}
}

func containedMappings(list []rbac.Mapping) Value {
	return Value{Form: Contained, Number: len(list), Contained: func() [][]Property {
		id, from, by := mappingProperties()
		things := make([][]Property, len(list))
		for i, m := range list {
			for _, p := range []mappingProperty{id, from, by} {
				things[i] = append(things[i], Property{p.key, p.of(m)})
			}
		}
		return things
	}}
}

// MappingRef is a mapping as a row's key: its group's id and its own, since a
// mapping is only ever found through its group.
func MappingRef(group rbac.GroupID, m rbac.Mapping) rbac.Ref {
	return rbac.Ref{Kind: rbac.KindMapping, ID: text.New(group.Raw() + "\x00" + m.ID.Raw())}
}

// mappingKey is the group of a mapping's reference, and the mapping's own id.
func mappingKey(ref rbac.Ref) (rbac.GroupID, rbac.MappingID) {
	group, id, ok := strings.Cut(ref.ID.Raw(), "\x00")
	if !ok {
		return rbac.GroupID{}, rbac.MappingID{Text: ref.ID}
	}
	return rbac.GroupOf(group), rbac.MappingOf(id)
}

// Mapping finds the mapping of a row's key.
func (d *Data) Mapping(ref rbac.Ref) (rbac.GroupID, rbac.Mapping, bool) {
	group, id := mappingKey(ref)
	g, _ := d.Graph.Group(group)
	for _, m := range g.Mappings {
		if m.ID == id {
			return g.ID, m, true
		}
	}
	return g.ID, rbac.Mapping{}, false
}
