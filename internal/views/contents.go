package views

import (
	"encoding/json"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// contents is all that a detail shows of its thing at one state of the data. It
// never changes, so that it can be gathered beside the program.
type contents struct {
	data     *Data
	known    bool // false while nothing of the tenant has arrived
	fields   []field
	sheets   []*sheet         // of the fields, then of each relation
	gist     []part           // the beginning of each relation
	document *widget.Document // nil where there is none
}

// newContents gathers what there is to say of a thing. Waiting says that
// nothing of the tenant has arrived yet.
func newContents(th *theme.Theme, d *Data, k *kind, id text.Text, waiting bool) contents {
	c := contents{data: d, known: !waiting, sheets: make([]*sheet, len(k.tabs)+1)}
	if waiting {
		for i := range c.sheets {
			c.sheets[i] = newSheet(d, nil, nil)
		}
		return c
	}
	thing := rbac.Ref{Kind: k.kind, ID: id}
	c.fields = k.fields(d, id)
	if k.missing(d) == nil && !d.exists(thing) {
		c.fields = goneFields(id)
	}
	var rows []row
	for i, f := range c.fields {
		if !f.value.text.IsZero() {
			rows = append(rows, row{ref: fieldRef(i)})
		}
	}
	c.sheets[0] = newSheet(d, c.columns(th), rows)
	for i, t := range k.tabs {
		c.sheets[i+1] = newSheet(d, t.columns, t.rows(d, id))
	}
	c.gist = relationParts(th, d, k, thing)
	if thing := k.raw(d, id); thing != nil {
		c.document = documentOf(thing)
	}
	return c
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
func (c contents) tell(*Data, rbac.Ref) story { return story{parts: c.gist} }

// goneFields say that the tenant has no such thing: it was deleted meanwhile, or
// is no more than an id in somebody's list.
func goneFields(id text.Text) []field {
	return []field{
		{label: "Id", value: textCell(id, muted)},
		{label: "Status", value: wordCell("does not exist: esc goes back", bad)},
	}
}

// field is the one that a row of the overview shows.
func (c contents) field(r row) field {
	for i, f := range c.fields {
		if fieldRef(i) == r.ref {
			return f
		}
	}
	return field{}
}

// fieldRef is the key of a field's row.
func fieldRef(i int) rbac.Ref { return rbac.Ref{Kind: "field", ID: text.New(string(rune('a' + i)))} }

// fieldColumns are those of an overview.
func fieldColumns(th *theme.Theme) []column { return contents{}.columns(th) }

// columns show the fields as a list, so that they are followed and copied like
// rows.
func (c contents) columns(th *theme.Theme) []column {
	return []column{
		{
			Column: widget.Column{Title: "Field", Min: labelCells, Max: labelCells},
			cell:   func(_ *Data, r row) cell { return wordCell(string(c.field(r).label), muted) },
		},
		{
			Column: widget.Column{Title: "Value", Min: 20, Weight: 1},
			whole:  true,
			cell: func(_ *Data, r row) cell {
				f := c.field(r)
				v := f.value
				v.numeric = false
				if !f.ref.ID.IsZero() || f.tab != "" && v.number > 0 {
					v.text = text.New(v.text.Raw() + " " + string(th.Glyphs.Arrow))
				}
				return v
			},
		},
	}
}
