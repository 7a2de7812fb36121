package catalog

import (
	"slices"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// The relations of a connection.
const (
	ConnectionMappings RelationID = "connection.mappings"
	ConnectionUsers    RelationID = "connection.users"
)

// Connections are known by their names.
func connectionIdentity() Identity {
	return Identity{
		Name: func(_ *Data, id text.Text) text.Text { return id },
		Known: func(d *Data, id text.Text) bool {
			_, ok := d.Directory.Connection(id)
			return ok
		},
	}
}

func connectionRef(name text.Text) rbac.Ref { return rbac.Ref{Kind: rbac.KindConnection, ID: name} }

func connectionResource() *Resource {
	conn := func(d *Data, r Row) rbac.Connection {
		c, _ := d.Directory.Connection(r.Ref.ID)
		return c
	}
	id := idColumn("Id", func(d *Data, r Row) text.Text { return conn(d, r).ID }).yielding(3)
	name := nameColumn("Connection", func(_ *Data, r Row) text.Text { return r.Ref.ID })
	strategy := textColumn("strategy", "Strategy", Short, func(d *Data, r Row) text.Text { return conn(d, r).Strategy }).yielding(1)
	mappings := numberColumn("mappings", "Mappings", func(d *Data, r Row) int { return len(d.Graph.Mappings().On(r.Ref.ID)) }).yielding(2)
	return &Resource{
		Identity: connectionIdentity(), Kind: rbac.KindConnection, Plural: "connections",
		Document:  []Column{id, name, strategy, mappings},
		Text:      []Column{name, strategy, mappings, id},
		List:      []Column{name, strategy, mappings, Noted(2), id},
		Fields:    connectionFields,
		Relations: []Relation{connectionMappings(), connectionUsers()},
		All:       func(d *Data) []Row { return append(ownConnections(d), RowsOf(mentionedConnections(d))...) },
		Own:       ownConnections,
		Mentioned: mentionedConnections,
		Extent:    func(d *Data) rbac.Extent { return d.Directory.ConnectionsExtent() },
		Listed: func(d *Data, id text.Text) bool {
			_, ok := d.Directory.Connection(id)
			return ok
		},
		Names:  rbac.KindConnection,
		Stored: storedConnection,
		Call:   func(*Data, rbac.Ref) endpoint.Call { return endpoint.New(endpoint.ConnectionsList) },
		Empty:  "No connections: the tenant lists none, and no mapping refers to one.",
	}
}

func ownConnections(d *Data) []Row {
	list := d.Directory.Connections()
	rows := make([]Row, len(list))
	for i, c := range list {
		rows[i] = Row{Ref: connectionRef(c.Name)}
	}
	return rows
}

func mentionedConnections(d *Data) []rbac.Ref {
	var refs []rbac.Ref
	for _, name := range d.Graph.Mappings().Connections() {
		refs = append(refs, connectionRef(name))
	}
	return refs
}

func connectionFields(d *Data, id text.Text) []Field {
	c, listed := d.Directory.Connection(id)
	return []Field{
		{Label: "Name", Value: Cell{Text: id, Role: Name}},
		{Label: "Strategy", Value: Cell{Text: c.Strategy}},
		{Label: "Id", Value: Cell{Text: c.ID, Role: ID}},
		{Label: "Status", Value: standing(d.Directory.ConnectionsExtent(), listed, "referenced by mappings")},
		{Label: "Mappings", Value: Count(len(d.Graph.Mappings().On(id))), Relation: ConnectionMappings},
		{Label: "Note", Value: d.BadgeOf(connectionRef(id))},
	}
}

func connectionMappings() Relation {
	_, from, _ := mappingProperties()
	return Relation{
		ID: ConnectionMappings, Title: "Mappings", To: rbac.KindMapping,
		Columns: []Column{from.column(), mappedInto(), Noted(3)},
		Rows: func(d *Data, id text.Text) []Row {
			var rows []Row
			for _, m := range d.Graph.Mappings().On(id) {
				into := remark("into " + d.Name(m.Group.Ref()).Raw())
				rows = append(rows, Row{Ref: MappingRef(m.Group, m.Mapping), Via: Via{Path: into}})
			}
			return rows
		},
		Empty: "No mapping uses this connection.",
	}
}

func connectionUsers() Relation {
	return Relation{
		ID: ConnectionUsers, Title: "Users", To: rbac.KindUser,
		Columns: []Column{Called("User"), Mailed(1), Noted(3)},
		Rows: func(d *Data, id text.Text) []Row {
			var rows []Row
			for _, p := range d.Directory.Users() {
				if slices.Contains(p.Connections, id) {
					rows = append(rows, Row{Ref: p.ID.Ref()})
				}
			}
			return rows
		},
		Empty: "No listed user has an identity of this connection.",
	}
}

func storedConnection(d *Data, name text.Text) any {
	c, ok := d.Directory.Connection(name)
	return known(struct {
		ID       text.Text `json:"id"`
		Name     text.Text `json:"name"`
		Strategy text.Text `json:"strategy"`
	}{c.ID, c.Name, c.Strategy}, ok)
}
