package resources

import (
	"encoding/json"
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// contents is all that a detail shows of its thing at one state of the data. It
// never changes, so that it can be gathered beside the program.
type contents struct {
	data     *desk.Data
	known    bool // false while nothing of the tenant has arrived
	fields   []catalog.Field
	models   []*desk.ListModel // of the fields, then of each relation
	gist     []desk.Section    // the beginning of each relation
	document *widget.Document  // nil where there is none
}

// newContents gathers what there is to say of a thing. Waiting says that
// nothing of the tenant has arrived yet.
func newContents(th *theme.Theme, d *desk.Data, k *kinds.Kind, id text.Text, waiting bool) contents {
	c := contents{data: d, known: !waiting, models: make([]*desk.ListModel, len(k.Tabs)+1)}
	if waiting {
		for i := range c.models {
			c.models[i] = desk.NewListModel(d, nil, nil)
		}
		return c
	}
	thing := rbac.Ref{Kind: k.Kind, ID: id}
	c.fields = k.Fields(&d.Data, id)
	if k.Missing(&d.Data) == nil && !d.Exists(thing) {
		c.fields = goneFields(th, id)
	}
	if d.Graph.Missing().Any() {
		c.fields = unknownCounts(c.fields)
	}
	var rows []desk.Row
	for i, f := range c.fields {
		if !f.Value.Text.IsZero() {
			rows = append(rows, desk.Row{Ref: fieldRef(i)})
		}
	}
	c.models[0] = desk.NewListModel(d, c.columns(th), rows)
	for i, t := range k.Tabs {
		c.models[i+1] = desk.NewListModel(d, t.Columns, t.Rows(&d.Data, id))
	}
	c.gist = kinds.RelationParts(th, d, k, thing)
	if thing := k.Stored(&d.Data, id); thing != nil {
		c.document = documentOf(thing)
	}
	return c
}

// unknownCounts are fields of a tenant of which a list could not be read: that nothing
// was found is not that there is nothing.
func unknownCounts(fields []catalog.Field) []catalog.Field {
	fields = slices.Clone(fields)
	for i, f := range fields {
		if f.Relation != "" && f.Value.Number == 0 {
			fields[i].Value = catalog.Cell{Text: text.New("not known"), Role: catalog.Warning}
		}
	}
	return fields
}

// count is how many rows a model has; -1 where none may be for want of a list.
func (c contents) count(model int) int {
	n := len(c.models[model].Rows)
	if n == 0 && c.data.Graph.Missing().Any() {
		return -1
	}
	return n
}

// documentOf is a thing as a document; nil where it is none.
func documentOf(thing any) *widget.Document {
	source, err := json.Marshal(thing)
	if err != nil {
		return nil
	}
	doc, err := widget.ParseJSON(source)
	if err != nil {
		return nil
	}
	return doc
}

// tell is what an overview tells beside its fields.
func (c contents) tell(*desk.Data, rbac.Ref) desk.DetailText {
	return desk.DetailText{Sections: c.gist}
}

// goneFields say that the tenant has no such thing: it was deleted meanwhile, or
// is no more than an id in somebody's list.
func goneFields(th *theme.Theme, id text.Text) []catalog.Field {
	return []catalog.Field{
		{Label: "Id", Value: catalog.Cell{Text: id, Role: catalog.ID}},
		{Label: "Status", Value: catalog.Cell{Text: text.New(th.Words("does not exist: {escape} goes back")), Role: catalog.Fault}},
	}
}

// field is the one that a row of the overview shows.
func (c contents) field(r desk.Row) catalog.Field {
	for i, f := range c.fields {
		if fieldRef(i) == r.Ref {
			return f
		}
	}
	return catalog.Field{}
}

// fieldRef is the key of a field's row.
func fieldRef(i int) rbac.Ref { return rbac.Ref{Kind: "field", ID: text.New(string(rune('a' + i)))} }

func fieldColumns(th *theme.Theme) []desk.Column { return contents{}.columns(th) }

// columns show the fields as a list, so that they are followed and copied like
// rows.
func (c contents) columns(th *theme.Theme) []desk.Column {
	return []desk.Column{
		{
			Column: widget.Column{Title: "Field", Min: kinds.LabelCells, Max: kinds.LabelCells},
			Cell:   func(_ *desk.Data, r desk.Row) desk.Cell { return desk.WordCell(c.field(r).Label, desk.Muted) },
		},
		{
			Column: widget.Column{Title: "Value", Min: 20, Weight: 1},
			Whole:  true,
			Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
				f := c.field(r)
				v := desk.CellOf(f.Value)
				v.Numeric = false
				if !f.Ref.ID.IsZero() || f.Relation != "" && v.Number > 0 {
					v.Text = text.New(v.Text.Raw() + " " + string(th.Glyphs.Arrow))
				}
				return v
			},
		},
	}
}
