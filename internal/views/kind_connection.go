package views

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

func connectionKind() *kind {
	conn := func(d *Data, r row) rbac.Connection {
		c, _ := d.Directory.Connection(r.ref.ID)
		return c
	}
	return &kind{
		kind: rbac.KindConnection, plural: "Connections", singular: "connection", list: "connections", detail: "connection",
		columns: []column{
			nameColumn("Connection"),
			textColumn("Strategy", 12, 1, 1, func(d *Data, r row) text.Text { return conn(d, r).Strategy }),
			countColumn("Mappings", 2, func(d *Data, r row) int { return len(d.Graph.MappingsOn(r.ref.ID)) }),
			noteColumn(2),
			textColumn("Id", 16, 1, 3, func(d *Data, r row) text.Text { return conn(d, r).ID }),
		},
		rows:    connectionRows,
		fields:  connectionFields,
		tabs:    []relation{connectionMappings(), connectionUsers()},
		raw:     rawConnection,
		missing: func(d *Data) error { return d.Directory.ConnectionsExtent().Err },
		empty:   "No connections: the tenant lists none, and no mapping names one.",
	}
}

// connectionRows are the connections that the server lists and those that
// mappings name.
func connectionRows(d *Data) []row {
	var rows []row
	for _, c := range d.Directory.Connections() {
		rows = append(rows, row{ref: rbac.Ref{Kind: rbac.KindConnection, ID: c.Name}})
	}
	for _, name := range d.Graph.Connections() {
		rows = append(rows, row{ref: rbac.Ref{Kind: rbac.KindConnection, ID: name}})
	}
	return unique(rows)
}

func connectionFields(d *Data, id text.Text) []field {
	c, known := d.Directory.Connection(id)
	status := standing(d.Directory.ConnectionsExtent(), known, "mappings name it")
	return []field{
		{label: "Name", value: textCell(id, named)},
		{label: "Strategy", value: textCell(c.Strategy, plain)},
		{label: "Id", value: textCell(c.ID, muted)},
		{label: "Status", value: status},
		{label: "Mappings", value: countCell(len(d.Graph.MappingsOn(id))), tab: "Mappings"},
		{label: "Note", value: d.noteOf(rbac.Ref{Kind: rbac.KindConnection, ID: id})},
	}
}

func connectionMappings() relation {
	return relation{
		title: "Mappings",
		columns: []column{
			mappingColumn("Group there", func(m rbac.Mapping) text.Text { return m.GroupName }),
			{
				Column: widget.Column{Title: "Into group", Min: 14, Weight: 2},
				cell:   func(d *Data, r row) cell { return textCell(d.name(d.shown(r.ref)), plain) },
			},
			noteColumn(3),
		},
		rows: func(d *Data, id text.Text) []row {
			var rows []row
			for _, m := range d.Graph.MappingsOn(id) {
				into := text.New("into " + d.name(m.Group.Ref()).Raw())
				rows = append(rows, row{ref: mappingRef(m.Group, m.Mapping), via: via{path: into}})
			}
			return rows
		},
		empty: "No mapping names this connection.",
	}
}

func connectionUsers() relation {
	return relation{
		title: "Users", columns: []column{nameColumn("User"), emailColumn(1), noteColumn(3)},
		rows: func(d *Data, id text.Text) []row {
			var rows []row
			for _, p := range d.Directory.Users() {
				for _, c := range p.Connections {
					if c == id {
						rows = append(rows, row{ref: p.ID.Ref()})
						break
					}
				}
			}
			return rows
		},
		empty: "No listed user has an identity of this connection.",
	}
}

// rawConnection is a connection as the list describes it.
func rawConnection(d *Data, name text.Text) any {
	c, ok := d.Directory.Connection(name)
	return known(struct {
		ID       text.Text `json:"id"`
		Name     text.Text `json:"name"`
		Strategy text.Text `json:"strategy"`
	}{c.ID, c.Name, c.Strategy}, ok)
}
